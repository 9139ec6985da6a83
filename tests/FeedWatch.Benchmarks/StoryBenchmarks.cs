using System.Diagnostics;
using System.Globalization;
using FeedWatch.Core.Stories;

namespace FeedWatch.Benchmarks;

/// <summary>
/// The speed of finding a candidate's story among 10,000 recent versions. The limit is taking the fingerprint of a text like the candidate's, in words
/// that were never read before: it has to be read once in any case.
/// </summary>
public static class StoryBenchmarks
{
    private const int RecentVersions = 10_000;
    private const int VersionsPerStory = 5;
    private const int Candidates = 400;

    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Measures for about <paramref name="duration"/>.</summary>
    public static IEnumerable<BenchmarkRow> Run(TimeSpan duration)
    {
        yield return Measure("group a hit, 10,000 recent versions on many subjects", new Newsroom(seed: 1, vocabulary: 30_000), duration / 2);
        yield return Measure("group a hit, 10,000 recent versions on one subject", new Newsroom(seed: 2, vocabulary: 1_500), duration / 2);
    }

    private static BenchmarkRow Measure(string name, Newsroom newsroom, TimeSpan duration)
    {
        var index = new StoryIndex();
        for (var i = 0; i < RecentVersions; i++)
            index.Add(newsroom.Version(i / VersionsPerStory, i));
        var texts = Enumerable.Range(0, Candidates).Select(i => newsroom.Text(i, RecentVersions + i)).ToList();
        var candidates = texts.Select((text, i) => new StoryVersion(0, text.FeedId, null, "new" + i, text.At, StoryFingerprint.Of(text))).ToList();

        var strange = texts.Select((text, i) => text with { Title = Newsroom.Strange(text.Title, i), Body = Newsroom.Strange(text.Body, i) }).ToList();
        var limit = Microseconds(duration / 3, i => StoryFingerprint.Of(strange[i]));
        var familiar = Microseconds(duration / 3, i => StoryFingerprint.Of(texts[i]));
        var ours = Microseconds(duration / 3, i => StoryGrouper.Find(index, candidates[i]));
        var slowest = candidates.Max(candidate =>
        {
            var started = Stopwatch.GetTimestamp();
            StoryGrouper.Find(index, candidate);
            return Stopwatch.GetElapsedTime(started).TotalMicroseconds;
        });
        return new BenchmarkRow(name, limit / ours, 0.2, 0.5, string.Create(
            CultureInfo.InvariantCulture,
            $"{ours:0} µs a candidate (slowest {slowest:0} µs), its fingerprint {familiar:0} µs, or {limit:0} µs when all its words are new, {candidates[0].Fingerprint.ToBytes().Length} bytes stored"));
    }

    private static double Microseconds(TimeSpan duration, Action<int> action)
    {
        for (var i = 0; i < Candidates; i++)
            action(i); // compiled, and warm
        var started = Stopwatch.GetTimestamp();
        var done = 0;
        do
        {
            action(done++ % Candidates);
        }
        while (Stopwatch.GetElapsedTime(started) < duration);
        return Stopwatch.GetElapsedTime(started).TotalMicroseconds / done;
    }

    /// <summary>Makes reports: a story has its own words, its versions share most of them, and all draw on one vocabulary with few frequent and many rare words.</summary>
    private sealed class Newsroom(int seed, int vocabulary)
    {
        private const int WordsOfTitle = 9;
        private const int WordsOfBody = 180;

        internal StoryVersion Version(int story, int number)
        {
            var text = Text(story, number);
            return new StoryVersion(story + 1, text.FeedId, null, "item" + number, text.At, StoryFingerprint.Of(text));
        }

        internal StoryText Text(int story, int number)
        {
            var plot = new Random((seed * 1_000_003) + story);
            var words = Enumerable.Range(0, WordsOfBody).Select(_ => Word(plot)).ToArray();
            var writer = new Random((seed * 2_000_003) + number);
            for (var i = 0; i < words.Length; i++)
            {
                if (writer.Next(5) == 0)
                    words[i] = Word(writer);
                if (i % 15 == 14)
                    words[i] += ".";
            }

            return new StoryText
            {
                FeedId = "feed" + (number % 200),
                Title = string.Join(' ', words.OrderBy(_ => writer.Next()).Take(WordsOfTitle)),
                Body = string.Join(' ', words),
                At = Start.AddSeconds(number * 30),
            };
        }

        /// <summary>The text in other words as long: those of all candidates together are more than are remembered.</summary>
        internal static string? Strange(string? text, int number) => text is null ? null
            : string.Join(' ', text.Split(' ').Select(word => Turned(word[..2], number) + Turned(word[2..4], number / 40) + Turned(word[4..6], number * 7) + word[6..]));

        private static string Turned(string syllable, int by) => Syllables[(Array.IndexOf(Syllables, syllable) + by) % Syllables.Length];

        /// <summary>Squaring an even draw makes the first words frequent and the last ones rare.</summary>
        private string Word(Random random)
        {
            var draw = random.NextDouble();
            var rank = (int)(draw * draw * draw * vocabulary);
            return Syllables[rank % 40] + Syllables[rank / 40 % 40] + Syllables[rank / 1_600 % 40];
        }

        private static readonly string[] Syllables =
            [.. from consonant in "bdfgklmnprtvz".Take(8) from vowel in "aeiou" select new string([consonant, vowel])];
    }
}
