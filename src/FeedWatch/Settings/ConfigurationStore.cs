namespace FeedWatch.Settings;

/// <summary>The configuration in force.</summary>
public sealed class ConfigurationStore(Configuration start)
{
    public Configuration Current { get; private set; } = start;

    public void Reload() => Current = Current with { };
}
