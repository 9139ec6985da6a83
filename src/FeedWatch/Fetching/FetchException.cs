namespace FeedWatch.Fetching;

/// <summary>How a callback inside the HTTP stack, which can only throw, hands its verdict to <see cref="FetchFailure"/>.</summary>
internal sealed class FetchException(FetchResult result) : IOException(result.ToString())
{
    public FetchResult Result { get; } = result;
}

/// <summary>The connection died before the first byte of an answer: the one thing that is worth a second try at once.</summary>
internal sealed class NoAnswerException(Exception? inner) : IOException("The connection closed before an answer.", inner);
