namespace FeedWatch.Core.Text;

/// <summary>Folds British spellings into American ones, so that <c>defence</c> and <c>defense</c> are one word.</summary>
public static class EnglishSpelling
{
    /// <summary>The American spelling of a folded word; the word itself when there is no difference.</summary>
    public static string Normalize(string folded) => folded switch
    {
        "defence" => "defense",
        "defences" => "defenses",
        "programme" => "program",
        "programmes" => "programs",
        "centre" => "center",
        "centres" => "centers",
        _ => folded,
    };
}
