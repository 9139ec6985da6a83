namespace FeedWatch.Core.Text;

/// <summary>
/// Words that add nothing to how far apart two others stand: articles, prepositions, auxiliaries, pronouns, numerals. What begins a
/// clause (<c>who</c>, <c>where</c>, <c>if</c>) is none of them: behind it something else is said.
/// </summary>
internal static class SmallWords
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = new HashSet<string>((
        // English
        "a an the of on in at to for from by with without and or nor is are was were be been being it its this these those into onto upon over under about " +
        "than then there their they them he she his her him we our you your i my me has have had do does did not no so per via will would shall should can " +
        "could may might must between among amid more most other some any all very much many also just only still such both each own same again never ever " +
        "two three four five six seven eight nine ten first second third last new old how since during within across along around near next against through " +
        "toward towards out up off down us s " +
        // German
        "der die das den dem des ein eine einen einem einer eines und oder von vom zu zum zur im am bei auf nach mit aus um für in an als wird werden wurde " +
        "wurden ist sind war sich auch nicht über unter gegen durch haben hat wie vor zwei drei neue neuen neuer neues mehr " +
        // French, Spanish, Italian, Portuguese
        "le la les l d de du des et ou au aux un une en dans sur par pour avec sans sous entre vers chez est sont a ont été se sa son ses leur leurs plus pas il " +
        "el los las del y e o al una uno con por para sin sobre es son ha han se su sus más no lo tras " +
        "lo gli i di da dal dalla dalle dei delle degli della dello nel nella nei nelle sul sulla sui tra fra ed il ai alla alle è sono del più non " +
        "os as do dos da das ao à aos às na nas nos em um uma com sem pela pelo foi é são mais não após " +
        // Dutch, Polish
        "het een van voor aan naar uit tot op over door bij om te en of wordt worden werd is zijn er ook niet meer twee drie nieuwe " +
        "i w we z ze na do od dla o u po przy przez oraz za pod nad się jest są nie to " +
        // Russian, Ukrainian
        "и в во на с со по для о об от из за к ко у при до над под про не за еще уже " +
        "і й та у в з із зі на до від про або для при по над під не за ще вже").Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private const int Longest = 8;

    /// <summary>Whether a word as printed is a small one. A Chinese or Japanese character is: several make up a word.</summary>
    internal static bool Contains(ReadOnlySpan<char> printed) =>
        printed.Length <= Longest && (Words.Contains(printed) || printed.Length == 1 && CharacterClasses.Of(printed[0]) == CharacterClass.Character);
}
