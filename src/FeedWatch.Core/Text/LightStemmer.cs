namespace FeedWatch.Core.Text;

/// <summary>
/// Light stems for languages other than English: the endings of nouns and adjectives, the commonest ones of verbs. Words come
/// folded (without accents, except Cyrillic), so that umlaut plurals (<c>Verträge</c>) meet their singular by themselves.
/// </summary>
internal sealed class LightStemmer
{
    private readonly (string Ending, string Replacement)[][] _passes;
    private readonly int _shortest;
    private readonly bool _undoubles;

    /// <summary>Each pass takes off at most one ending, the first that fits; <paramref name="shortest"/> letters must stay.</summary>
    private LightStemmer(int shortest, bool undoubles, params string[] passes)
    {
        _shortest = shortest;
        _undoubles = undoubles;
        _passes = Array.ConvertAll(passes, pass => Array.ConvertAll(pass.Split(' '), rule =>
        {
            var arrow = rule.IndexOf('>', StringComparison.Ordinal);
            return arrow < 0 ? (rule, "") : (rule[..arrow], rule[(arrow + 1)..]);
        }));
    }

    internal static string Stem(string word, Language language) => language switch
    {
        Language.German => German.Stem(word),
        Language.French => French.Stem(word),
        Language.Spanish => Spanish.Stem(word),
        Language.Italian => Italian.Stem(word),
        Language.Dutch => DutchEnd(Dutch.Stem(word)),
        Language.Portuguese => Portuguese.Stem(word),
        Language.Polish => Polish.Stem(word),
        Language.Russian => Russian.Stem(word),
        Language.Ukrainian => Ukrainian.Stem(word),
        _ => word,
    };

    private string Stem(string word)
    {
        if (word.Length <= _shortest)
            return word;
        foreach (var pass in _passes)
        {
            foreach (var (ending, replacement) in pass)
            {
                if (word.Length - ending.Length + replacement.Length >= _shortest && word.EndsWith(ending, StringComparison.Ordinal))
                {
                    word = string.Concat(word.AsSpan(0, word.Length - ending.Length), replacement);
                    break;
                }
            }
        }
        return _undoubles && word.Length > _shortest && word[^1] == word[^2] && word[^1] != 'e' ? word[..^1] : word;
    }

    /// <summary>Dutch spells open syllables with one vowel and hardens final v and z: taken/taak, bedrijven/bedrijf.</summary>
    private static string DutchEnd(string stem)
    {
        if (stem.Length >= 4 && stem[^2] == stem[^3] && stem[^2] is 'a' or 'e' or 'o' or 'u' && stem[^1] is not ('a' or 'e' or 'i' or 'o' or 'u') && stem[^2] == stem[^3])
            stem = stem.Remove(stem.Length - 2, 1);
        return stem[^1] switch { 'v' => stem[..^1] + "f", 's' or 'z' when stem.Length >= 4 => stem[..^1], 'z' => stem[..^1] + "s", _ => stem };
    }

    private static readonly LightStemmer German = new(3, false,
        "ierungen>ieren ierung>ieren istinnen>ist istin>ist entinnen>ent entin>ent antinnen>ant antin>ant atinnen>at atin>at orinnen>or orin>or " +
        "iellen>i iellem>i ieller>i ielles>i ielle>i iell>i erinnen innen erin isches ischen ischer ischem ische isch",
        "ss>ss s",
        "endem enden ender ende end enem enen ener ene ern em en er eln>el e",
        "s");

    private static readonly LightStemmer French = new(4, true,
        "eaux>eau aux>al eux>eu s x",
        "uction>u ucteur>u uctrice>u uctif>u uctive>u issement iquement>iqu ivement>iv atrice ateur trice>teu euse>eu eur>eu ation ative atif ienne>ien enne>en ielle>i elle>el iel>i ive>if",
        "armee>armee annee>annee iere>i ere ie>i erent aient ante ant ees ee er ez e",
        "ois>oi ais>ai");

    private static readonly LightStemmer Spanish = new(4, false,
        "aciones idades>idad iciones>icion ciones>cion siones>sion nces>nce ces>z ales>al iles>il ores>or ares>ar eres>er ires>ir anes>an enes>en eses>es esas>es esa>es es>e s",
        "uccion>u uctor>u uctora>u uctivo>u uctiva>u acion adora ador ativa ativo amiento>am imiento>im ial>i mente",
        "ieron iendo aron ando aba ado ada ido ida ar er ir an en es a e o");

    private static readonly LightStemmer Italian = new(3, false,
        "uzione>u uzioni>u uttore>u uttori>u uttrice>u uttrici>u uttivo>u uttiva>u uttivi>u uttive>u azione azioni ativo ativa ativi ative atore atori atrice atrici zione>zion zioni>zion iale>i iali>i amento amenti mente che>c chi>c ghe>g ghi>g",
        "ando endo ari>ar eri>er ato ata ati ate are ere ire ie io ia ii i e a o",
        "ar er",
        "i");

    private static readonly LightStemmer Dutch = new(3, true,
        "heden>heid ieele>i iele>i ieel>i ieen>i tjes tje ing>ing",
        "ss>ss s",
        "eren ende end en e",
        "ie>i i>i e");

    private static readonly LightStemmer Portuguese = new(4, false,
        "acoes acao coes>cao soes>sao oes>ao aes>ao ais>al eis>el ois>ol ns>m res>r zes>z eses>e esas>e esa>e es>e s",
        "ucao>u utor>u utora>u utivo>u utiva>u acao adora ador ativa ativo amento>am imento>im ial>i mente",
        "aram iram ando endo ado ada ido ida ou ar er ir a e o");

    private static readonly LightStemmer Polish = new(3, true,
        "owaniach owaniami owaniom owaniem owanie owania owaniu owan",
        "dzie>d sce>sk yce>yk owego owemu owych owymi owej owym owie owi owy owa owe ow iami iach iom iem ego emu ymi imi ami ach ych ich ej om em ym im ie ia iu y a e u i o",
        "icz>ik ic>ik yc>yk i"); // górnicy, górniczy: górnik

    private static readonly LightStemmer Russian = new(3, true,
        "иями остями остью остей остям остях ость ости иях иям ием ией ыми ими ого его ому ему ами ями ых их ый ий ой ая яя ое ее ые ие ую юю ым им ом ем ей ою ею ах ях ов ев ам ям ия ии ию " +
        "ировать ировал ировали ать ять ить ют ет ит ала али ил ила или ал ы и а я о е у ю ь й",
        "ост");

    private static readonly LightStemmer Ukrainian = new(3, true,
        "еннями>н еннях>н енням>н енню>н енні>н ення>н ень>н ець>ц аннями>ан аннях>ан анням>ан анню>ан анні>ан ання>ан " + // лікарень: лікарня; рішень: рішення
        "остями остям остях істю ість ості остей овими ового овому овий овим овій ових овою ової ова ове ову ові еві " +
        "ими ого ому іями іям іях ією ами ями ої их ій ий им ім ах ях ів їв ам ям ем ом ою ею єю ія ії ію ують ати яти ити ала али ив ила или ав а я у ю і ї е є о и ь й",
        "ост");
}
