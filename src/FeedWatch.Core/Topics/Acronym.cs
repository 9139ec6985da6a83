namespace FeedWatch.Core.Topics;

/// <summary>Which words are acronyms, and how they may be written.</summary>
internal static class Acronym
{
    /// <summary>At least two letters, digits or signs, one of them a letter, and no letter in lower case.</summary>
    internal static bool Is(string exact)
    {
        var letters = 0;
        foreach (var c in exact)
        {
            if (char.IsLower(c) || char.IsLetter(c) && !char.IsUpper(c))
                return false;
            if (char.IsUpper(c))
                letters++;
        }
        return letters > 0 && exact.Length >= 2;
    }

    /// <summary>Whether an acronym looks like a common word where all is in capitals: <c>US</c>, <c>IT</c>, <c>WHO</c>, <c>START</c>.</summary>
    internal static bool IsWord(string exact) =>
        exact.Length is >= 2 and <= 8 && Is(exact) && (ShortWords.Contains(exact.ToLowerInvariant()) || CommonWords.Contains(exact.ToLowerInvariant()));

    /// <summary>The name in <c>COVID19</c>, which may stand apart from its number; null for short names such as <c>K9</c>.</summary>
    internal static string? NameBeforeNumber(string acronym)
    {
        var letters = acronym.AsSpan().IndexOfAnyExceptInRange('A', 'Z');
        return letters >= 4 && !acronym.AsSpan(letters).ContainsAnyExceptInRange('0', '9') ? acronym[..letters] : null;
    }

    /// <summary>The forms in a text that count: as written, and capitalised from four letters on (<c>Nato</c>) unless that is a common word.</summary>
    internal static IEnumerable<string> Forms(string acronym)
    {
        yield return acronym;
        var letters = acronym.TakeWhile(char.IsUpper).Count();
        if (letters >= 4 && !CommonWords.Contains(acronym[..letters].ToLowerInvariant()))
            yield return acronym[0] + acronym[1..].ToLowerInvariant();
    }

    /// <summary>Words of two and three letters that are acronyms as well.</summary>
    private static readonly HashSet<string> ShortWords = [.. (
        "ad add age ago aid aim air all am an and any are arm art as ask at bad ban bar bat be bed bet bid big bit box boy bus but buy by can cap car cat cop cow cup cut " +
        "dad day did die do dog due ear eat egg ego end era eye fan far fat fed fee few fit fix fly for fox fun gap gas get go god got gun guy had has hat he her him his " +
        "hit hot how ice if ill in is it its jet job joy key kid kit law lay led leg let lie lot low mad man map may me men met mid mix mob mom mud my net new no nor not now " +
        "nut odd of off oh oil old on one or our out owe own ox pay pen per pet pit pot put ran rat raw red rid rip row run sad sat saw say sea see set sex she sir sit six " +
        "ski sky so son spy sum sun tap tax tea ten the tie tin tip to toe top toy try two up us use van vat via war was way we wet who why win won yes yet you zoo").Split(' ')];

    /// <summary>Words that are also acronyms (START, AIDS, WHO): capitalised they are more likely the word.</summary>
    private static readonly HashSet<string> CommonWords = [.. (
        "start aids stem salt nice swift leap safe care save help hope love life live rise ride road star step stop care cash code core cost data " +
        "date deal desk door fast fact fair fame farm fast fear file film find fire fish flag food form four free fuel full fund game gate gift " +
        "girl give goal gold good great green grow hand hard head heal hear heart heat hero high hill home host hour idea iron joint jump just keep kind " +
        "king lake land last late lead learn left lens less link list look loop lord loss luck made mail main make male many mark mars mass match mate " +
        "mean meet mind mine mint moon more most move much must name need news next north note open pact pair pale park part pass past path peace " +
        "plan play plus port post pure push quad race rail rain raise range rank rapid rate reach ready real rest rich ring risk rock role roof root rose " +
        "rule rush sale sand scan school seal search seat seed self send sense shape share shield ship shop show side sign site size skin snow soft " +
        "soil sort soul sound south space spare speed sport staff stage state stay steel storm strong such suit sure swan take talk tank target task " +
        "team tell term test text than that them then they this tide time tire tool tour town track trade train trap tree trip true trust turn type " +
        "unit unity upon user vast very view vote wage wait walk wall want warm wash wave well west what when whip wide wife wild will wind wine wing " +
        "wise wish with wolf wood word work world year your zone above about again alert arena atlas bear best bird blue body bold book born both " +
        "brave bridge build call calm came camp card case chess chip city clear clock close coal coast cold come comet cross crown dawn dark east echo edge even ever " +
        "eagle earth every face fall falcon final first flash focus force frame fresh front giant globe grand grid guide happy horizon house human impact lion " +
        "light local magic major medal metal model month music night ocean orbit order other path pearl phase phoenix pilot place plain plane planet point power " +
        "press pride prime prism prize radar river robot royal scale score seven shark sharp short sight smart solar solid spark spirit stone stand story table " +
        "theme there thing think three tiger titan today tower tropic twin under union urban value video visa voice water whale wheel where while white whole women young youth").Split(' ')];
}
