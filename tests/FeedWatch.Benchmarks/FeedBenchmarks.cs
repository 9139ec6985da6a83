using System.Diagnostics;
using System.Globalization;
using System.Xml;
using FeedWatch.Core.Feeds;
using FeedWatch.Core.Text;

namespace FeedWatch.Benchmarks;

/// <summary>Parsing against a streaming <see cref="XmlReader"/> that only skims the same bytes.</summary>
public static class FeedBenchmarks
{
    private const int Feeds = 40;

    /// <summary>Measures all rows; each side is measured several times in turn, and its best time counts.</summary>
    public static IEnumerable<BenchmarkRow> Run(TimeSpan time)
    {
        byte[][] rss = [.. Enumerable.Range(0, Feeds).Select(FeedSamples.Rss)];
        byte[][] atom = [.. Enumerable.Range(0, Feeds).Select(FeedSamples.Atom)];
        byte[][] malformed = [.. Enumerable.Range(0, Feeds).Select(FeedSamples.Malformed)];
        string[] html = [.. rss.Concat(atom).SelectMany(document => Parse(document).Items)
            .SelectMany(item => new[] { item.Summary, item.Content }).Where(text => !text.Value.IsEmpty && text.Kind == FeedTextKind.Html).Select(text => text.Value.ToString())];
        double htmlBytes = html.Sum(text => (double)text.Length);

        Best(time, () => rss.Concat(atom).Sum(Skim), () => rss.Concat(atom).Sum(Read)); // until the compiler is done with both
        yield return Row("parse RSS into items", rss, rss, 0.5, 1.0, time);
        yield return Row("parse Atom into items", atom, atom, 0.5, 1.0, time);
        yield return Row("parse malformed RSS into items, against well-formed", malformed, null, 1 / 3.0, 1.0, time, rss);

        var (skim, text) = Best(time, () => rss.Concat(atom).Sum(Skim), () => html.Sum(page => HtmlText.ToPlainText(page).Length));
        var skimRate = rss.Concat(atom).Sum(document => (double)document.Length) / skim;
        yield return new BenchmarkRow("HTML to plain text", htmlBytes / text / skimRate, 0.3, 1.0, Rates(htmlBytes / text, skimRate));
    }

    private static BenchmarkRow Row(string name, byte[][] ours, byte[][]? skimmed, double hold, double aim, TimeSpan time, byte[][]? other = null)
    {
        double ourBytes = ours.Sum(document => (double)document.Length);
        double limitBytes = (skimmed ?? other)!.Sum(document => (double)document.Length);
        var (limit, own) = Best(
            time,
            skimmed is not null ? () => skimmed.Sum(Skim) : () => other!.Sum(Read),
            () => ours.Sum(Read));
        return new BenchmarkRow(name, ourBytes / own / (limitBytes / limit), hold, aim, Rates(ourBytes / own, limitBytes / limit));
    }

    private static string Rates(double own, double limit) =>
        string.Create(CultureInfo.InvariantCulture, $"{own / 1e6:0} MB/s against {limit / 1e6:0} MB/s");

    private static Feed Parse(byte[] document) => FeedParser.Parse(document, new FeedParserOptions());

    private static int Read(byte[] document)
    {
        using var feed = Parse(document);
        return feed.Items.Count;
    }

    private static int Skim(byte[] document)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };
        using var reader = XmlReader.Create(new MemoryStream(document), settings);
        var nodes = 0;
        while (reader.Read())
        {
            nodes++;
        }

        return nodes;
    }

    private static (double First, double Second) Best(TimeSpan time, Func<int> first, Func<int> second)
    {
        var best = (First: double.MaxValue, Second: double.MaxValue);
        var until = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        do
        {
            best = (Math.Min(best.First, Seconds(first)), Math.Min(best.Second, Seconds(second)));
        }
        while (Stopwatch.GetTimestamp() < until);

        return best;
    }

    /// <summary>Processor time, which other processes on the machine disturb far less than the clock.</summary>
    private static double Seconds(Func<int> work)
    {
        var start = Environment.CpuUsage.TotalTime;
        GC.KeepAlive(work());
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }
}
