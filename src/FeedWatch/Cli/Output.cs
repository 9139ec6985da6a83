using System.Text;
using System.Text.Json;
using FeedWatch.Storage;

namespace FeedWatch.Cli;

/// <summary>Standard output for results, standard error for everything else. Text from feeds cannot steer the terminal.</summary>
/// <param name="json">Whether standard output is for JSON alone: what is said to people goes to standard error then.</param>
public sealed class Output(bool json = false)
{
    private readonly TextWriter _out = Console.Out;
    private readonly TextWriter _error = Console.Error;

    static Output() => Console.OutputEncoding = new UTF8Encoding(false);

    /// <summary>One JSON document on one line.</summary>
    public void Json(object value) => _out.WriteLine(JsonSerializer.Serialize(value, StoredJson.Options));

    public void Line(string text = "") => (json ? _error : _out).WriteLine(Visible(text));

    /// <summary>Text that was made here and is printed as it is.</summary>
    public void Raw(string text) => _out.Write(text);

    public void Error(string text) => _error.WriteLine(Visible(text));

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

    /// <summary>Escape sequences and other controls become visible; line ends stay.</summary>
    internal static string Visible(string text) => text.Any(c => char.IsControl(c) && c is not '\n' and not '\t')
        ? string.Concat(text.Select(c => char.IsControl(c) && c is not '\n' and not '\t' ? $"\\u{(int)c:x4}" : c.ToString()))
        : text;
}
