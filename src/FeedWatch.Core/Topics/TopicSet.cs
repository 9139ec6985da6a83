namespace FeedWatch.Core.Topics;

/// <summary>Compiled topics.</summary>
public sealed class TopicSet
{
}
