using FeedWatch.Tests.Servers;

namespace FeedWatch.Durability.Tests.World;

/// <summary>What the oracle found.</summary>
/// <param name="Expected">Deliveries (topic, item, recipient) that the script calls for; copies of a story count once.</param>
/// <param name="Repeated">Mails received again; allowed only in doubt.</param>
/// <param name="Faults">Broken promises, in words.</param>
public sealed record Verdict(int Expected, int Delivered, int Lost, int Repeated, IReadOnlyList<string> Faults)
{
    /// <summary>The figures in one line.</summary>
    public override string ToString()
    {
        var needless = Faults.Count(fault => fault.StartsWith("repeated", StringComparison.Ordinal) || fault.StartsWith("twice", StringComparison.Ordinal));
        return $"{Expected} hits expected, {Delivered} delivered, {Lost} lost, {Repeated} repeated ({(needless == 0 ? "all in doubt" : $"{needless} needlessly")})";
    }
}

/// <summary>
/// Judges by what the scripted feeds published and what the mail server received. Of the program's own records it reads only the send log, and
/// only to excuse a repeat.
/// </summary>
public static class Oracle
{
    /// <param name="doubts">By Message-ID: how often the send log shows a mail that was begun and whose answer was not recorded.</param>
    public static Verdict Judge(IReadOnlyList<ScriptedItem> items, IReadOnlyList<ReceivedMail> mails, IReadOnlyDictionary<string, int> doubts)
    {
        var faults = new List<string>();
        var known = items.ToDictionary(item => item.Token);
        var told = new Dictionary<(string Story, string Recipient), List<ReceivedMail>>();
        var (expected, delivered) = (0, 0);
        foreach (var mail in mails)
        {
            var tokens = ReceivedText.Tokens(mail);
            if (tokens.Count == 0)
            {
                faults.Add($"a mail to {mail.Recipient} names no item: {mail.Header("Subject")}");
            }

            foreach (var token in tokens.Where(token => !known.ContainsKey(token)))
            {
                faults.Add($"a mail to {mail.Recipient} names {token}, which nobody published");
            }

            foreach (var story in tokens.Where(known.ContainsKey).Select(token => known[token].Story).Distinct())
            {
                (told.TryGetValue((story, mail.Recipient), out var list) ? list : told[(story, mail.Recipient)] = []).Add(mail);
            }
        }

        foreach (var story in items.Where(item => item.Token == item.Story))
        {
            var readers = Readers.Of(story.Topics).ToDictionary(reader => reader.Recipient, reader => reader.Topics);
            foreach (var (recipient, topics) in readers)
            {
                var named = told.GetValueOrDefault((story.Token, recipient), []).SelectMany(ReceivedText.Topics).ToHashSet();
                expected += topics.Length;
                delivered += topics.Count(named.Contains);
                faults.AddRange(topics.Where(topic => !named.Contains(topic)).Select(topic => $"lost: {recipient} was not told that {story.Token} of {story.Feed} matches {topic}"));
            }

            foreach (var ((_, recipient), list) in told.Where(pair => pair.Key.Story == story.Token))
            {
                if (!readers.TryGetValue(recipient, out var topics) || list.SelectMany(ReceivedText.Topics).Any(topic => !topics.Contains(topic)))
                {
                    faults.Add($"unasked: {recipient} was told of {story.Token}: {list[0].Header("Subject")}");
                }

                if (list.Select(Id).Distinct().Count() > 1)
                {
                    faults.Add($"twice: {recipient} was told of {story.Token} in {list.Select(Id).Distinct().Count()} mails");
                }
            }
        }

        foreach (var mail in mails.GroupBy(Id).Where(group => group.Count() > 1))
        {
            if (mail.Count() - 1 > doubts.GetValueOrDefault(mail.Key))
            {
                faults.Add($"repeated: {mail.Key} came {mail.Count()} times with {doubts.GetValueOrDefault(mail.Key)} doubts in the send log");
            }

            if (mail.Any(copy => !copy.Message.AsSpan().SequenceEqual(mail.First().Message) || copy.Recipient != mail.First().Recipient))
            {
                faults.Add($"repeated otherwise: {mail.Key} came with other bytes");
            }
        }

        return new Verdict(expected, delivered, expected - delivered, mails.Count - mails.Select(Id).Distinct().Count(), faults);
    }

    private static string Id(ReceivedMail mail) => mail.Header("Message-ID") ?? throw new InvalidOperationException("A mail without Message-ID.");
}
