namespace FeedWatch.Cli;

/// <summary>What the process ends with (64 and up as in sysexits.h).</summary>
public static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>The command line cannot be understood.</summary>
    public const int Usage = 2;

    /// <summary>A check or a test found something.</summary>
    public const int Findings = 3;

    /// <summary>The configuration is wrong.</summary>
    public const int Configuration = 64;

    /// <summary>The database cannot be used.</summary>
    public const int DatabaseUnavailable = 69;

    /// <summary>Something is in the way that goes away by itself.</summary>
    public const int TryAgain = 75;
}
