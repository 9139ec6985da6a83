namespace FeedWatch.Core.Text;

/// <summary>The words behind <see cref="EnglishSpelling"/>.</summary>
internal static class EnglishSpellingWords
{
    /// <summary>Words whose -our is -or in American.</summary>
    internal static readonly string[] OurRoots = [.. (
        "colour labour harbour neighbour favour honour humour rumour behaviour armour vapour endeavour flavour fervour rigour vigour valour savour odour " +
        "parlour splendour candour clamour demeanour misdemeanour tumour succour ardour rancour arbour saviour enamour glamour").Split(' ')];

    /// <summary>Words whose -re is -er in American.</summary>
    internal static readonly string[] ReRoots = [.. (
        "centre metre theatre litre fibre calibre sabre spectre lustre meagre sombre manoeuvre sepulchre louvre mitre reconnoitre saltpetre ochre").Split(' ')];

    internal static readonly (string British, string American)[] Ligatures =
    [
        ("paediatr", "pediatr"), ("encyclopaed", "encycloped"), ("archaeo", "archeo"), ("orthopaed", "orthoped"), ("gynaec", "gynec"),
        ("anaem", "anem"), ("anaesth", "anesth"), ("leukaem", "leukem"), ("haemo", "hemo"), ("haemat", "hemat"), ("caesar", "cesar"), ("faec", "fec"),
        ("palaeo", "paleo"), ("septicaem", "septicem"), ("hypoglycaem", "hypoglycem"), ("mediaeval", "medieval"), ("aesthet", "esthet"),
        ("primaeval", "primeval"), ("ischaem", "ischem"), ("toxaem", "toxem"), ("paedophil", "pedophil"), ("aeroplane", "airplane"),
        ("manoeuvr", "maneuver"), ("maneuvre", "maneuver"), ("foetus", "fetus"), ("foetal", "fetal"), ("oestrogen", "estrogen"), ("oesophag", "esophag"),
        ("diarrhoea", "diarrhea"), ("oedema", "edema"), ("homoeopath", "homeopath"), ("amoeba", "ameba"), ("foetid", "fetid"), ("coeliac", "celiac"),
    ];

    /// <summary>Verbs that end in a single l in American, and double it in British before an ending.</summary>
    internal static readonly HashSet<string> SingleL = [.. (
        "travel label model cancel fuel level signal total channel counsel tunnel funnel duel quarrel marvel shovel jewel panel parcel pencil rival " +
        "dial equal initial trial spiral unravel dishevel grovel revel swivel towel tassel libel bevel chisel enamel gravel kennel snivel yodel " +
        "refuel remodel mislabel relabel backpedal pedal medal metal petal tranquil apparel imperil carol devil stencil weasel snorkel barrel victual hovel").Split(' ')];

    private static readonly HashSet<string> IseKept = [.. (
        "adv rev dev superv telev improv exerc comprom surpr prom prem franch enterpr desp exc inc conc prec appr compr circumc advert parad treat expert " +
        "merchand chast reprise dem surm enfranch disenfranch underexerc unsuperv unsurpr unprom uncomprom unadv sunr upr moonr").Split(' ')];

    /// <summary>What stands before -ise in words that have no -ize.</summary>
    internal static bool KeepsIse(ReadOnlySpan<char> root) =>
        IseKept.GetAlternateLookup<ReadOnlySpan<char>>().Contains(root) || root[^1] == 'w';

    /// <summary>What no rule covers. Both sides folded.</summary>
    internal static readonly Dictionary<string, string> Pairs = Read(
        "programme:program programmes:programs grey:gray greys:grays greyed:grayed greying:graying greyish:grayish tyre:tire " +
        "tyres:tires kerb:curb kerbs:curbs plough:plow ploughs:plows ploughed:plowed ploughing:plowing draught:draft draughts:drafts " +
        "aluminium:aluminum sulphur:sulfur sulphuric:sulfuric sulphate:sulfate sulphates:sulfates sulphide:sulfide mould:mold " +
        "moulds:molds mouldy:moldy moulded:molded moulding:molding moult:molt smoulder:smolder smouldering:smoldering " +
        "smouldered:smoldered moustache:mustache moustaches:mustaches pyjamas:pajamas pyjama:pajama sceptic:skeptic sceptics:skeptics " +
        "sceptical:skeptical scepticism:skepticism eurosceptic:euroskeptic eurosceptics:euroskeptics judgement:judgment " +
        "judgements:judgments acknowledgement:acknowledgment acknowledgements:acknowledgments ageing:aging sizeable:sizable " +
        "likeable:likable saleable:salable liveable:livable cosy:cozy artefact:artifact artefacts:artifacts yoghurt:yogurt " +
        "yoghurts:yogurts yoghourt:yogurt carburettor:carburetor speciality:specialty specialities:specialties gaol:jail gaols:jails " +
        "gaoled:jailed doughnut:donut doughnuts:donuts furore:furor cypher:cipher cyphers:ciphers jewellery:jewelry jeweller:jeweler " +
        "jewellers:jewelers woollen:woolen woollens:woolens enrol:enroll enrols:enrolls enrolment:enrollment enrolments:enrollments " +
        "fulfil:fulfill fulfils:fulfills fulfilment:fulfillment instal:install instalment:installment instalments:installments " +
        "skilful:skillful skilfully:skillfully wilful:willful wilfully:willfully counsellor:counselor counsellors:counselors " +
        "marvellous:marvelous traveller:traveler travellers:travelers distil:distill distils:distills instil:instill instils:instills " +
        "appal:appall appals:appalls practise:practice practised:practiced practises:practices practising:practicing " +
        "licencing:licensing licenced:licensed mum:mom mums:moms mummy:mommy maths:math whisky:whiskey whiskies:whiskeys disc:disk " +
        "discs:disks aeroplane:airplane aeroplanes:airplanes aerofoil:airfoil pretence:pretense kilogramme:kilogram " +
        "kilogrammes:kilograms gramme:gram grammes:grams connexion:connection connexions:connections inflexion:inflection " +
        "reflexion:reflection deflexion:deflection manoeuvre:maneuver manoeuvres:maneuvers manoeuvred:maneuvered " +
        "manoeuvring:maneuvering manoeuvrable:maneuverable manoeuvrability:maneuverability centred:centered centring:centering " +
        "metred:metered theatregoer:theatergoer theatregoers:theatergoers fibreglass:fiberglass fibreoptic:fiberoptic " +
        "catalyse:catalyze omelette:omelet omelettes:omelets mollusc:mollusk molluscs:mollusks snowplough:snowplow " +
        "snowploughs:snowplows haulier:hauler hauliers:haulers spelt:spelled learnt:learned burnt:burned dreamt:dreamed leapt:leaped " +
        "spoilt:spoiled towards:toward afterwards:afterward amongst:among whilst:while glamourous:glamorous humourous:humorous " +
        "favourite:favorite favourites:favorites favouritism:favoritism unfavourable:unfavorable backpedalling:backpedaling " +
        "chilli:chili chillies:chilies chillis:chilies barbeque:barbecue barbeques:barbecues caviare:caviar cauldron:caldron " +
        "enquire:inquire enquired:inquired enquires:inquires enquiring:inquiring enquiry:inquiry enquiries:inquiries despatch:dispatch " +
        "despatches:dispatches despatched:dispatched despatching:dispatching gipsy:gypsy gipsies:gypsies lacklustre:lackluster " +
        "sombre:somber meagre:meager pedlar:peddler pedlars:peddlers tranquillity:tranquility tranquilliser:tranquilizer " +
        "tranquillisers:tranquilizers advisor:adviser ochres:ochers councillor:councilor councillors:councilors " +
        "crystallise:crystallize crystallised:crystallized crystallisation:crystallization glamorise:glamorize vaporise:vaporize " +
        "advisors:advisers tonne:ton tonnes:tons");

    private static Dictionary<string, string> Read(string rows)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in rows.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = row.IndexOf(':', StringComparison.Ordinal);
            pairs[row[..colon]] = row[(colon + 1)..];
        }
        return pairs;
    }
}
