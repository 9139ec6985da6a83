using System.Text;
using System.Text.Json;
using FeedWatch.Storage;

namespace FeedWatch.Cli;

/// <summary>Thrown when standard output takes nothing: it is closed, or the disk of its file is full. The text says so.</summary>
public sealed class OutputLostException(Exception inner) : Exception($"Standard output cannot be written: {(inner.InnerException ?? inner).Message.TrimEnd('.')}.", inner);

/// <summary>Standard output for results, standard error for everything else. Text from feeds cannot steer the terminal.</summary>
public sealed class Output
{
    private readonly TextWriter _out;
    private readonly TextWriter _error;
    private readonly bool _json;

    static Output() => Console.OutputEncoding = new UTF8Encoding(false);

    /// <param name="json">Whether standard output is for JSON alone: what is said to people goes to standard error then.</param>
    public Output(bool json = false) : this(Console.Out, Console.Error, json)
    {
    }

    internal Output(TextWriter results, TextWriter error, bool json = false) => (_out, _error, _json) = (results, error, json);

    /// <summary>One JSON document on one line.</summary>
    public void Json(object value) => Print(JsonSerializer.Serialize(value, StoredJson.Options) + "\n");

    public void Line(string text = "")
    {
        if (_json)
        {
            Error(text);
        }
        else
        {
            Print(Visible(text) + "\n");
        }
    }

    /// <summary>Text that was made here and is printed as it is.</summary>
    public void Raw(string text) => Print(text);

    /// <summary>Nobody is left to tell when this cannot be written.</summary>
    public void Error(string text)
    {
        try
        {
            _error.WriteLine(Visible(text));
        }
        catch (Exception fault) when (IsLost(fault))
        {
            // The exit code has to do.
        }
    }

    /// <summary>Rewrites one line on a terminal; silent when redirected.</summary>
    public void Progress(string text)
    {
        if (!Console.IsErrorRedirected)
        {
            _error.Write($"\r{Visible(text)}\u001b[K");
        }
    }

    public void EndProgress()
    {
        if (!Console.IsErrorRedirected)
        {
            _error.Write("\r\u001b[K");
        }
    }

    /// <exception cref="OutputLostException">Half a result must not pass for a whole one.</exception>
    private void Print(string text)
    {
        try
        {
            _out.Write(text);
        }
        catch (Exception fault) when (IsLost(fault))
        {
            throw new OutputLostException(fault);
        }
    }

    /// <summary>The runtime's words for "no space left on device" and for "bad file descriptor".</summary>
    private static bool IsLost(Exception fault) => fault is IOException or UnauthorizedAccessException;

    /// <summary>Escape sequences and other controls become visible; line ends stay.</summary>
    internal static string Visible(string text) => text.Any(c => char.IsControl(c) && c is not '\n' and not '\t')
        ? string.Concat(text.Select(c => char.IsControl(c) && c is not '\n' and not '\t' ? $"\\u{(int)c:x4}" : c.ToString()))
        : text;
}
