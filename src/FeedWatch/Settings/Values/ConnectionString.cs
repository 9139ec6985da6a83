using System.Data.Common;
using FeedWatch.Settings.Reading;

namespace FeedWatch.Settings.Values;

/// <summary>A Postgres connection string as Npgsql takes it. It holds a password, so messages don't repeat it.</summary>
internal static class ConnectionString
{
    private const string Remedy = "Write Host=…;Database=…;Username=…;Password=….";

    public static Fault? Check(string text)
    {
        if (text.TrimStart().StartsWith("postgres", StringComparison.OrdinalIgnoreCase) && text.Contains("://", StringComparison.Ordinal))
            return new Fault("postgres:// addresses are not understood.", Remedy);
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = text };
            return parts.ContainsKey("Host") || parts.ContainsKey("Server")
                ? null
                : new Fault("The connection string names no host.", Remedy);
        }
        catch (ArgumentException)
        {
            return new Fault("This is no connection string.", Remedy);
        }
    }

    /// <param name="text">One that <see cref="Check"/> finds good.</param>
    public static bool HasPassword(string text)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = text };
        return parts.ContainsKey("Password") || parts.ContainsKey("Pwd");
    }

    /// <inheritdoc cref="HasPassword"/>
    public static string WithPassword(string text, string password) => new DbConnectionStringBuilder { ConnectionString = text, ["Password"] = password }.ConnectionString;
}
