using System.Net.Sockets;
using System.Security.Authentication;

namespace FeedWatch.Fetching;

/// <summary>
/// Turns every exception that the HTTP stack is known to throw into a result. The stack throws more than it documents
/// (a false compression label, a bogus charset, a redirect to a file), so the list is by experience; what is not on it is a bug of ours.
/// </summary>
internal static class FetchFailure
{
    /// <summary>The result for an exception, or null for one that is not of the network.</summary>
    /// <param name="inBody">The head of the answer had arrived.</param>
    public static FetchResult? From(Exception exception, string host, bool inBody)
    {
        for (var at = exception; at is not null; at = at.InnerException)
        {
            switch (at)
            {
                case FetchException { Result: FetchResult.Failed { Code: FetchCodes.TooLarge } large } when !inBody:
                    return new FetchResult.Failed(FetchCodes.HeadersTooLarge, large.Reason);
                case FetchException own:
                    return own.Result;
                case SocketException socket:
                    return OfSocket(socket.SocketErrorCode, host);
                case AuthenticationException:
                    return new FetchResult.Failed(FetchCodes.TlsHandshake, $"{host} and we found no common way to encrypt.");
                case NoAnswerException { InnerException: null }:
                    return new FetchResult.Failed(FetchCodes.ConnectionLost, $"{host} closed the connection without an answer.");
            }
        }

        return exception switch
        {
            HttpRequestException request => OfHttp(request.HttpRequestError, host, inBody),
            HttpIOException http => OfHttp(http.HttpRequestError, host, inBody),
            InvalidDataException => new FetchResult.Failed(FetchCodes.BadEncoding, $"What {host} sent cannot be decompressed."),
            IOException => OfHttp(HttpRequestError.ResponseEnded, host, inBody),
            FormatException or InvalidOperationException or NotSupportedException or ArgumentException =>
                new FetchResult.Failed(FetchCodes.BadResponse, $"The answer of {host} cannot be understood."),
            _ => null,
        };
    }

    public static FetchResult.Failed OfSocket(SocketError error, string host) => error switch
    {
        SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable or SocketError.ProcessLimit =>
            new(FetchCodes.ResourcesExhausted, "No more connections can be opened on this machine right now."),
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown =>
            new(FetchCodes.ConnectionLost, $"{host} broke the connection off."),
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery =>
            new(FetchCodes.Dns, $"The host {host} could not be found."),
        SocketError.TimedOut => new(FetchCodes.Connect, $"{host} did not answer when called."),
        SocketError.ConnectionRefused => new(FetchCodes.Connect, $"{host} refuses connections."),
        _ => new(FetchCodes.Connect, $"{host} cannot be reached ({error})."),
    };

    private static FetchResult.Failed OfHttp(HttpRequestError error, string host, bool inBody) => error switch
    {
        HttpRequestError.NameResolutionError => new(FetchCodes.Dns, $"The host {host} could not be found."),
        HttpRequestError.ConnectionError => new(FetchCodes.Connect, $"{host} cannot be reached."),
        HttpRequestError.SecureConnectionError => new(FetchCodes.TlsHandshake, $"No secure connection to {host} could be made."),
        HttpRequestError.ConfigurationLimitExceeded => new(FetchCodes.HeadersTooLarge, $"The head of the answer of {host} is too large."),
        HttpRequestError.ResponseEnded when inBody => new(FetchCodes.Truncated, $"The document from {host} broke off before its end."),
        HttpRequestError.ResponseEnded or HttpRequestError.HttpProtocolError => new(FetchCodes.ConnectionLost, $"{host} broke the answer off."),
        _ => new(FetchCodes.BadResponse, $"The answer of {host} is not proper HTTP."),
    };
}
