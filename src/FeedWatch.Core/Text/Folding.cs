using System.Text;

namespace FeedWatch.Core.Text;

/// <summary>
/// Makes words comparable: Unicode compatibility forms, case, accents, ligatures. The Latin tables are our own, so that the
/// result is the same without ICU and in every culture.
/// </summary>
public static class Folding
{
    private static readonly Dictionary<char, string> Latin = BuildLatin();

    /// <summary>The word with its case, without what does not count: dots of an initialism, apostrophes, hidden characters, width.</summary>
    public static string ExactForm(ReadOnlySpan<char> printed)
    {
        if (IsPlainAscii(printed))
            return printed.ToString();
        var kept = new StringBuilder(printed.Length);
        var isNumber = HasDigitsOnly(printed);
        foreach (var c in printed)
        {
            if (c is '.' && !isNumber || Apostrophes.Is(c) || c is '\u00A0' or '\u202F' or '\u2009'
                || CharacterClasses.Of(c) == CharacterClass.Ignorable || c == ',')
                continue;
            kept.Append(c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : CharacterClasses.IsSubscript(c) ? (char)(c - '\u2080' + '0') : c);
        }
        return Compose(kept.ToString());
    }

    /// <summary>Lower case, without accents: <c>Coopérations</c> is <c>cooperations</c>, <c>Größe</c> is <c>grosse</c>.</summary>
    public static string Fold(string exact) => Fold(exact, digraphs: false);

    /// <summary>The other way to write umlauts and rings without them (<c>Mueller</c>, <c>Aarhus</c>), or null when there are none.</summary>
    public static string? FoldWithDigraphs(string exact)
    {
        foreach (var c in exact)
        {
            if (Digraph(c) is not null)
                return Fold(exact, digraphs: true);
        }
        return null;
    }

    /// <summary>One Latin letter without its accent; itself when it stands for several.</summary>
    internal static char FoldLatinLetter(char c) => Latin.TryGetValue(c, out var plain) && plain.Length == 1 ? plain[0] : c;

    private static string Fold(string exact, bool digraphs)
    {
        if (IsPlainAscii(exact))
            return exact.ToLowerInvariant();
        var folded = new StringBuilder(exact.Length + 4);
        foreach (var c in exact)
        {
            if (c < 0x80)
                folded.Append(char.ToLowerInvariant(c));
            else if (digraphs && Digraph(c) is { } two)
                folded.Append(two);
            else if (Latin.TryGetValue(c, out var plain))
                folded.Append(plain);
            else if (c is >= '\u0300' and <= '\u036F')
                continue; // a combining accent that has no composed form
            else if (c is (>= '\u064B' and <= '\u0655') or '\u0640' or (>= '\u0591' and <= '\u05C7'))
                continue; // Arabic and Hebrew vowel points, hamza and madda apart from their letter, tatweel
            else
                folded.Append(FoldOther(c));
        }
        return folded.ToString();
    }

    private static char FoldOther(char c) => char.ToLowerInvariant(c) switch
    {
        'ё' => 'е',
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' or 'ϊ' or 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' or 'ϋ' or 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'آ' or 'أ' or 'إ' or 'ٱ' => 'ا',
        var other => other,
    };

    private static string? Digraph(char c) => c switch
    {
        'ä' or 'Ä' => "ae",
        'ö' or 'Ö' or 'ø' or 'Ø' => "oe",
        'ü' or 'Ü' => "ue",
        'å' or 'Å' => "aa",
        _ => null,
    };

    private static string Compose(string text)
    {
        if (System.Text.Ascii.IsValid(text))
            return text;
        try
        {
            return text.IsNormalized(NormalizationForm.FormKC) ? text : text.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            return text; // a lone surrogate has no normal form
        }
    }

    private static bool HasDigitsOnly(ReadOnlySpan<char> printed)
    {
        foreach (var c in printed)
        {
            if (CharacterClasses.Of(c) is not (CharacterClass.Digit or CharacterClass.Separator))
                return false;
        }
        return true;
    }

    internal static bool IsPlainAscii(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            if (!char.IsAsciiLetterOrDigit(c))
                return false;
        }
        return true;
    }

    private static Dictionary<char, string> BuildLatin()
    {
        var table = new Dictionary<char, string>();
        foreach (var row in LatinRows.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = row.IndexOf(':', StringComparison.Ordinal);
            foreach (var c in row.AsSpan(colon + 1))
                table[c] = row[..colon];
        }
        return table;
    }

    private const string LatinRows =
        "a:ÀÁÂÃÄÅàáâãäåĀāĂ\u0103\u0104\u0105ǍǎǞǟǠǡǺǻȀȁȂȃȦȧẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặª ae:ÆæǢǣǼǽ b:ḂḃḄḅḆḇ c:ÇçĆćĈĉĊċČč d:ÐðĎďĐđḌḍḊḋ " +
        "e:ÈÉÊËèéêëĒēĔĕĖėĘęĚěȄȅȆȇȨȩẸẹẺẻẼẽẾếỀềỂểỄễỆệƏə f:Ḟḟƒ g:ĜĝĞğĠġĢģǤǥǦǧǴǵḠḡ h:ĤĥĦħḤḥḪḫȞȟ " +
        "i:ÌÍÎÏìíîïĨĩĪīĬĭĮįİıǏǐȈȉȊȋỈỉỊị j:Ĵĵǰ k:ĶķǨǩḲḳĸ l:ĹĺĻļĽľ\u013F\u0140ŁłḶḷ m:ṀṁṂṃ n:ÑñŃńŅņŇň\u0149ŊŋǸǹṄṅṆṇ " +
        "o:ÒÓÔÕÖØòóôõöøŌōŎŏŐőƠơǑǒǪǫȌȍȎȏȪȫȬȭȮȯȰȱỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợº oe:Œœ p:ṔṕṖṗ r:ŔŕŖŗŘřȐȑȒȓṘṙṚṛ " +
        "s:ŚśŜŝŞşŠšȘșṠṡṢṣſ ss:ßẞ t:ŢţŤťŦŧȚțṪṫṬṭ th:Þþ u:ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲųƯưǓǔǕǖǗǘǙǚǛǜȔȕȖȗỤụỦủỨứỪừỬửỮữỰự " +
        "v:ṼṽṾṿ w:ŴŵẀẁẂẃẄẅẆẇ x:ẊẋẌẍ y:ÝýÿŶŷŸȲȳỲỳỴỵỶỷỸỹ z:ŹźŻżŽžƵƶẐẑẒẓ " +
        "ij:\u0132\u0133 ff:\uFB00 fi:\uFB01 fl:\uFB02 ffi:\uFB03 ffl:\uFB04 st:\uFB05\uFB06 k:\u212A a:\u212B";
}

/// <summary>The characters that are typed for an apostrophe.</summary>
internal static class Apostrophes
{
    internal static bool Is(char c) => c is '\'' or '\u2019' or '\u2018' or '\u02BC' or '\u02B9' or '\u02BB' or '\uFF07' or '`' or '\u00B4' or '\u2032';
}

/// <summary>The characters that are typed for a hyphen.</summary>
internal static class Hyphens
{
    internal static bool Is(char c) => c is '-' or '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2212' or '\uFF0D';
}
