namespace FeedWatch.Core.Text;

/// <summary>
/// English words formed regularly from others, ending by ending. No rule could tell which words take an ending without becoming
/// strangers (<c>store</c> and <c>storage</c>, but <c>pass</c> and <c>passage</c>), so each is listed under the endings it takes.
/// </summary>
internal static class EnglishDerivations
{
    /// <summary>Every base with its derived word.</summary>
    internal static IEnumerable<(string Base, string Derived)> Pairs()
    {
        foreach (var line in Endings.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = line.Split(' ');
            foreach (var word in words.AsSpan(1).ToArray())
                yield return (word, Attach(word, words[0]));
        }
    }

    /// <summary>A silent <c>e</c> goes before a vowel, <c>y</c> behind a consonant becomes <c>i</c>.</summary>
    private static string Attach(string word, string ending)
    {
        if (word[^1] == 'e' && ending[0] is 'a' or 'e' or 'i' or 'o' or 'u' or 'y')
            return word[..^1] + ending;
        if (word[^1] == 'y' && word[^2] is not ('a' or 'e' or 'o' or 'u'))
            return word[..^1] + (ending[0] == 'i' ? "" : "i") + ending;
        return word + ending;
    }

    /// <summary>One ending a line, then the words that take it.</summary>
    private const string Endings = """
        er angry assemble bake blog box brave brew bright broad busy calm cater cheap cheat clean climb cloudy cold consume cool costly dark deadly
        er deep dense distill drink dry early easy evade fresh great green handle happy hard harsh healthy heavy high hold hotelier hungry jog juggle
        er large launder leak long loot loud make mild mint molest narrow new occupy old pack pick picket plunder poach poor preach provide
        er publish quick quiet quilt rainy rape rare recycle rescue rich riot risky safe save sharp short slow small smart smelt sniff soft stalk
        er steep stormy stream strict strong surf tall teach test thick tight tough trespass underwrite vape view warm weak wealthy wholesale wide
        er wild windy wrestle young
        ger big blog log mug
        mer program scam spam
        per kidnap worship
        ter hot plot squat wet
        or audit curate debt invent prosecute sculpt survey
        lor council
        ee abduct absent amputate appoint deport draft escape parole return
        r wholesale
        ment abate accomplish adjourn align allot assign attach banish bereave confine curtail defer discourage disenfranchise disengage embroil
        ment empower enact encamp encroach endanger endow enfranchise enhance enlist enrich enslave entitle entrap entrench impair imprison mismanage
        ment mistreat place readjust realign rearrange reassess redeploy redevelop refurbish reimburse reinstate repay replenish retrench
        ance accept avoid disturb guide resemble
        ence adhere coexist converge diverge emerge infer insist interdepend prefer refer subsist transfer
        ation adapt admire affirm alter augment cancel condemn conform consult damn deform deprive document expect experiment exploit ferment fragment
        ation implement infest inhale inspire install limit manifest molest mutate privatize quote relax restore sedate segment tempt transport usurp
        ation value
        ion assert combust compress concuss confuse congest convulse depress devote digest dilute disperse distort electrocute erupt exhaust express
        ion ignite impress infuse ingest obsess persecute precise prevent repulse revise substitute televise transfuse
        al accident appraise architecture arrive betray bride constitution continent culture department dimension disperse distribution doctor
        al education emotion exception experiment herb hormone infrastructure institution intention margin nutrition occupation orbit portray
        al procedure profession recreation regiment rehearse rent retrieve revive season structure tide tradition transition vocation
        tal acquit rebut
        ral defer refer transfer
        ial adversary ambassador ceremony dictator entrepreneur minister province secretary senator tangent territory
        ical anatomy astronomy category ethic geometry hierarchy myth pharmacology philosophy statistic
        ic acid aristocrat atmosphere autocrat carcinogen genome nomad photograph symbol technocrat
        ary budget diet discipline discretion expedition planet precaution sediment supplement
        ity absurd acid authentic brutal captive complex creative dense diverse elastic familiar fluid humid immune inferior insane intense liquid
        ity mature morbid mortal neutral obese obscure peculiar productive profane pure radioactive rapid rare rigid sane scarce secular
        ity selective senior sensitive similar stupid superior timid toxic valid vulgar
        ty certain cruel disloyal loyal safe sovereign uncertain
        y burglar butcher cloud difficult dust guilt health honest jealous luck modest mud noise rain risk rust smog snow storm thirst wealth wind
        ry bigot chemist dentist image jewel machine rival rocket slave weapon
        ery bake brew cook distill hatch mock trick wine
        nery can
        ize central character computer container criminal crystal final ideal incentive item monopoly penal pressure radical standard vandal victim
        ize weapon
        ism alcohol cannibal federal hero vandal
        ist anarchy arson cartoon colony column economy essay guitar harp monopoly pharmacy propaganda psychiatry satire supremacy theory therapy
        ist violin
        ship ambassador apprentice author censor chairman chancellor citizen comrade custodian dealer dictator director distributor entrepreneur
        ship friend governor guardian intern leader member partner reader scholar spectator sportsman statesman steward viewer
        hood adult father mother neighbor parent sister
        age acre broker dose drain haul leak link mile orphan patron pilgrim seep spill store volt waste wreck
        ous adventure blasphemy cancer carnivore courage danger fame fury glory hazard libel luxury malice mutiny mystery outrage peril prestige riot
        ous scandal slander thunder treachery treason
        ful deceit disgrace doubt faith fear harm hope power shame skill stress waste
        able accept profit recycle reuse
        en bright broad dark fright hard height loose moist ripe sharp short soft stiff thick weak worse
        th warm
        dom bore free martyr
        ure architect erase forfeit mix
        est angry brave bright broad busy calm cheap clean cold cool costly dark deadly deep dense dry early easy fresh great green happy hard harsh
        est healthy heavy high hungry large long loud low mild narrow new old poor quick quiet rainy rare rich risky safe sharp short slow small smart
        est soft steep strict strong tall thick tight tough warm weak wealthy wide wild young
        gest big
        test hot wet
        """;
}
