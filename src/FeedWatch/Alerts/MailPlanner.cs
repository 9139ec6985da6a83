using FeedWatch.Storage;

namespace FeedWatch.Alerts;

/// <summary>A mail that has been decided on, before it is written.</summary>
/// <param name="Kind"><c>story</c>, <c>update</c>, <c>overflow</c> or <c>digest</c>.</param>
/// <param name="Alerts">At least one, all of one recipient and watchlist.</param>
/// <param name="RepliesTo">For an update: the mail that first told of the story.</param>
public sealed record PlannedMail(string Kind, IReadOnlyList<PendingAlert> Alerts, EarlierMail? RepliesTo = null)
{
    public string Recipient => Alerts[0].Recipient;
    public string Watchlist => Alerts[0].Watchlist;
    public AlertDelivery Delivery => Alerts[^1].Delivery;
}

/// <summary>What becomes of the alerts that are due. Those in none of the lists stay pending.</summary>
public sealed record MailPlan(
    IReadOnlyList<PlannedMail> Mails, IReadOnlyList<(PendingAlert Alert, EarlierMail Mail)> Covered, IReadOnlyList<PendingAlert> Muted);

/// <summary>
/// Decides which alerts become which mails: one mail per story and recipient, never more than the watchlist allows in an hour,
/// held mail together, nothing dropped. Pure.
/// </summary>
public static class MailPlanner
{
    /// <param name="due">Alerts that are due, with those that wait for the same stories.</param>
    /// <param name="earlier">The mail that first told a recipient of a story.</param>
    /// <param name="madeLastHour">Mails other than digests made for a recipient of a watchlist in the last hour.</param>
    /// <param name="isMuted">The recipient asked not to get this topic any more.</param>
    public static MailPlan Plan(
        IReadOnlyList<PendingAlert> due,
        IReadOnlyDictionary<(long Story, string Recipient, string Watchlist), EarlierMail> earlier,
        IReadOnlyDictionary<(string Recipient, string Watchlist), int> madeLastHour,
        Func<PendingAlert, bool> isMuted)
    {
        var muted = due.Where(isMuted).ToList();
        var mails = new List<PlannedMail>();
        var covered = new List<(PendingAlert, EarlierMail)>();
        foreach (var box in due.Except(muted).GroupBy(alert => (alert.Recipient, alert.Watchlist)))
        {
            var digest = box.Where(alert => alert.Kind == "digest").ToList();
            if (digest.Count > 0)
            {
                mails.Add(new PlannedMail("digest", digest));
            }

            var candidates = new List<PlannedMail>();
            foreach (var story in box.Where(alert => alert.Kind == "immediate").GroupBy(alert => alert.StoryId))
            {
                var alerts = story.ToList();
                if (!earlier.TryGetValue((story.Key, box.Key.Recipient, box.Key.Watchlist), out var first))
                {
                    candidates.Add(new PlannedMail("story", alerts));
                }
                else if (alerts[^1].Delivery.Thread)
                {
                    candidates.Add(new PlannedMail("update", alerts, first));
                }
                else
                {
                    covered.AddRange(alerts.Select(alert => (alert, first)));
                }
            }

            mails.AddRange(WithinTheHour(HeldTogether(candidates), madeLastHour.GetValueOrDefault(box.Key)));
        }

        return new MailPlan(mails, covered, muted);
    }

    /// <summary>What quiet hours held comes out as one mail.</summary>
    private static List<PlannedMail> HeldTogether(List<PlannedMail> candidates)
    {
        var held = candidates.Where(mail => mail.Kind == "story" && mail.Alerts.Any(alert => alert.Held)).ToList();
        return held.Count < 2
            ? candidates
            : [new PlannedMail("overflow", held.SelectMany(mail => mail.Alerts).ToList()), .. candidates.Except(held)];
    }

    /// <summary>The last mail that the hour has room for takes in all the rest; without room the rest waits for the next.</summary>
    private static IEnumerable<PlannedMail> WithinTheHour(List<PlannedMail> candidates, int made)
    {
        if (candidates.Count == 0)
        {
            return [];
        }

        var room = Math.Max(0, candidates[0].Delivery.MaxPerHour - made);
        if (candidates.Count <= room)
        {
            return candidates;
        }

        return room == 0
            ? []
            : candidates.Take(room - 1).Append(new PlannedMail("overflow", candidates.Skip(room - 1).SelectMany(mail => mail.Alerts).ToList()));
    }
}
