namespace FeedWatch.Core.Text;

/// <summary>
/// English words whose kinship no rule can see, and words that a rule would wrongly join to a stranger. All in American spelling and
/// without regular endings (<c>-s</c>, <c>-ed</c>, <c>-ing</c>), which are taken off before.
/// </summary>
internal static class EnglishFamilies
{
    /// <summary>Word to root. Roots and loners map to themselves.</summary>
    internal static readonly Dictionary<string, string> Roots = Read();

    private static Dictionary<string, string> Read()
    {
        var roots = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Families.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = line.Split(' ');
            foreach (var word in words)
                roots.TryAdd(word, words[0]);
        }
        foreach (var (word, derived) in EnglishDerivations.Pairs())
        {
            roots.TryAdd(word, word);
            roots.TryAdd(derived, roots[word]);
        }
        foreach (var word in Loners.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            roots.TryAdd(word, word);
        return roots;
    }

    /// <summary>One family a line: the root, then its relatives.</summary>
    private const string Families = """
        abandon abandonment
        abduct abduction abductor
        abolish abolition
        absorb absorption
        abstain abstention
        abuse abuser
        accede accession
        accelerate accelerator
        accept acceptance
        accident accidental
        accredit accreditation
        accuse accusation accuser
        achieve achievement
        acquire acquisition acquirer
        acquit acquittal
        activist activism
        adapt adaptation adaptable
        adjust adjustment
        administer administration administrative administrator administrate
        admit admission admittance
        adopt adoption
        advance advancement
        advertise advertisement advertiser advert
        advise adviser advisory
        afghanistan afghan
        africa african
        aggress aggression aggressive aggressor
        agile agility
        agree agreement
        agriculture agricultural
        albania albanian
        algeria algerian
        allege allegation
        allergy allergic allergen
        allocate allocation
        allow allowance
        ally alliance allied
        alumnus alumni
        amend amendment
        america american
        amuse amusement
        analogy analogous
        analysis analyses analyst analyze analytic analytical
        anger angry
        angola angolan
        annex annexation
        announce announcement announcer
        annul annulment
        antenna antennae
        anxious anxiety
        apologize apology
        appear appearance
        appendix appendices
        apply application applicant
        appoint appointment
        approve approval
        archeology archeologist archeological
        archive archivist archival
        argentina argentine argentinian
        argue argument
        arise arose arisen
        aristocrat aristocracy aristocratic
        armenia armenian
        arrange arrangement
        arrive arrival
        arson arsonist
        asia asian
        assail assailant
        assassin assassinate assassination
        assemble assembler
        assess assessment assessor
        assist assistance assistant
        assume assumption
        assure assurance
        asthma asthmatic
        astronaut astronautics
        astronomy astronomer astronomical
        athlete athletic athletics
        atom atomic
        attack attacker
        attain attainment
        attend attendance attendee
        auction auctioneer
        australia australian
        austria austrian
        autism autistic
        autocrat autocracy autocratic
        aviator aviation
        axis axes
        azerbaijan azerbaijani
        bacterium bacteria bacterial
        ballistic ballistics
        bangladesh bangladeshi
        bank banker
        bankrupt bankruptcy
        beat beaten
        become became
        beekeeping beekeeper
        begin began begun beginner
        behave behavior behavioral
        belarus belarusian
        belgium belgian
        believe belief believer
        bend bent
        benefit beneficiary
        bid bidder
        biology biological biologist
        bite bit bitten
        bleed bled
        block blockage
        blow blew blown
        bolivia bolivian
        bombard bombardment
        boost booster
        borrow borrower
        bosnia bosnian
        brazil brazilian
        break broke broken breakage breaker
        breed bred breeder
        bribe bribery
        bring brought
        britain british
        broad broaden breadth
        broadcast broadcaster
        build built builder
        bulgaria bulgarian
        bureau bureaux
        bureaucracy bureaucrat bureaucratic
        burglar burglary burgle
        burn burner burnt
        bury burial
        bus buses
        buy bought buyer
        cactus cacti
        calculate calculator
        cambodia cambodian
        cameroon cameroonian
        campaign campaigner
        canada canadian
        cancel cancellation
        candidate candidacy
        cardiology cardiac
        cargo cargoes
        carmaking carmaker
        catch caught
        caution cautious precaution
        celebrate celebration celebratory
        celebrity celebrities
        certify certification certifier certificate
        challenge challenger
        champion championship
        chateau chateaux
        chemistry chemist
        child children childhood
        chile chilean
        china chinese
        chipmaking chipmaker
        choose chose chosen choice
        circulate circulation circulatory
        classify classification
        climate climatic
        climb climber
        cling clung
        clinic clinician
        close closure
        cloth clothing
        coast coastal
        collaborate collaborator collaborative
        collect collection collector
        collide collision
        colombia colombian
        colony colonial colonize colonization colonialism
        combat combatant
        combine combination
        combust combustible combustion
        come came
        comedy comedian
        comfort comfortable
        command commander
        commemorate commemorative
        commence commencement
        commerce commercial
        commission commissioner
        commit commitment
        communicate communicator communicative
        commute commuter
        compare comparison comparative
        compensate compensatory
        compete competition competitor competitive competitiveness
        complain complaint complainant
        complete completion
        comply compliance compliant
        compose composition composer
        compute computer computation
        conceal concealment
        concede concession
        conclude conclusion
        condemn condemnation
        confess confession
        confide confidence confident confidant
        confirm confirmation
        confiscate confiscation
        confront confrontation confrontational
        congo congolese
        congress congressional
        connect connection connectivity connector
        conquer conquest conqueror
        conserve conservation conservationist
        consider consideration
        conspire conspiracy conspirator
        construct construction constructor
        consult consultation consultative consultant consultancy
        consume consumer consumption
        contagion contagious
        contain container containment
        contaminate contaminant
        contest contestant
        continue continuation
        contract contractual
        contradict contradiction contradictory
        contribute contribution contributor
        converse conversation
        convert conversion
        convict conviction
        cooperate cooperation cooperative
        coordinate coordinator
        correct correction
        correspond correspondence
        corrode corrosion corrosive
        corrupt corruption
        cosmos cosmic
        counterfeit counterfeiter
        create creation creator
        credit creditor
        creep crept
        cremate cremation crematorium crematoria
        criminal criminality
        crisis crises
        criterion criteria
        criticize criticism critic
        croatia croatian
        cuba cuban
        cultivate cultivation
        culture cultural
        curriculum curricula
        cut cutter
        cycle cyclist
        cyprus cypriot
        czechia czech
        dance dancer
        deal dealt
        deceive deception deceptive
        decide decision decisive
        declare declaration
        decolonize decolonization
        deduct deduction
        deep deepen depth
        defame defamation defamatory
        defect defection defector
        defend defender defendant
        defense defensive
        define definition
        deflate deflation deflationary
        deforest deforestation
        deliver delivery
        democracy democratic democratize democratization
        demolish demolition
        demonstrate demonstrator demonstration
        denmark danish
        deny denial
        depart departure
        depend dependence dependent dependency
        deploy deployment
        deport deportation deportee
        deposit depositor
        derail derailment
        desalinate desalination
        describe description
        desert deserter desertion
        design designer
        destabilize destabilization
        destroy destruction destructive
        detain detention detainee
        detect detection detector
        deter deterrence deterrent
        determine determination
        devalue devaluation
        develop development developer developmental
        diabetes diabetic
        diagnosis diagnose diagnoses diagnostic
        dictate dictation
        dictator dictatorship dictatorial
        die dead death dying
        differ difference
        dig dug digger
        digest digestion digestive indigestion
        digitalize digitalization digitize digitization
        diplomacy diplomat diplomatic
        disagree disagreement
        disappear disappearance
        disappoint disappointment
        disarm disarmament
        disaster disastrous
        disburse disbursement
        disclose disclosure
        discover discovery discoverer
        discuss discussion
        dismiss dismissal
        disobey disobedience
        displace displacement
        dispose disposal
        disrupt disruption disruptive
        dissolve dissolution
        distribute distribution distributor
        divert diversion
        do did done
        dominate dominant dominance domination
        donate donor donation
        draw drew drawn
        dream dreamt
        drink drank drunk drinker
        drive drove driven
        earn earner
        earth earthly
        earthquake quake
        east eastern
        eat ate eaten
        echo echoes
        ecology ecological ecologist
        economy economic economics economical economist economize
        ecuador ecuadorian
        educate education educational educator
        egypt egyptian
        eject ejection
        elect election electoral elector electorate reelect reelection
        electric electricity electrical electrify electrification
        electronic electronics
        embargo embargoes
        embark embarkation
        embarrass embarrassment
        embezzle embezzlement embezzler
        embryo embryonic
        emerge emergence
        emigrate emigrant emigration
        emit emission emitter
        emphasis emphasize
        employ employment employer employee
        encourage encouragement
        encrypt encryption
        endorse endorsement
        enforce enforcement enforcer
        engage engagement
        england english
        enlarge enlargement
        enroll enrollment
        enslave enslavement slavery slave
        enter entry entrant
        entertain entertainment entertainer
        enthusiasm enthusiast enthusiastic
        environment environmental environmentalist
        epidemic epidemiology epidemiologist epidemiological
        epilepsy epileptic
        equality equal
        equip equipment
        erode erosion
        erupt eruption
        establish establishment
        estonia estonian
        ethic ethics ethical
        ethiopia ethiopian
        europe european
        evacuate evacuee
        evade evasion evasive evader
        evict eviction
        evolve evolution evolutionary
        examine examination examiner exam
        excavate excavator
        exceed excess excessive
        exclude exclusion
        execute execution executioner
        exempt exemption
        exhibit exhibition exhibitor
        exist existence
        expand expansion expansionist
        expel expulsion
        expire expiry expiration
        explain explanation explanatory
        explode explosion explosive
        exploit exploitation
        explore exploration explorer exploratory
        export exporter exportation
        expose exposure
        extend extension extensive
        extinguish extinguisher
        extort extortion
        extract extraction
        extradite extradition
        extremism extremist
        fail failure
        fall fell fallen
        farm farmer
        feed fed
        feel felt
        fertile fertility fertilize fertilizer fertilization
        fight fought
        finance financial financier
        finland finnish
        fish fisher fishery fisherman
        flee fled
        flu influenza
        fly flew flown
        foot feet
        forbid forbade forbidden
        forecast forecaster
        forensic forensics
        foresee foresaw foreseen
        forest forestry
        forge forgery forger
        forget forgot forgotten
        forgive forgave forgiven forgiveness
        formula formulae
        formulate formulation
        fortify fortification
        france french
        fraud fraudulent fraudster
        freeze froze frozen freezer
        freight freighter
        frustrate frustration
        fulfill fulfillment
        fund funder
        fungus fungi fungal
        galaxy galactic
        gamble gambler
        garden gardener
        gas gases
        gene genetic genetics geneticist
        generate generator
        genocide genocidal
        genome genomic genomics
        geography geographic geographical
        geology geological geologist
        georgia georgian
        germany german
        get got gotten
        ghana ghanaian
        give gave given
        glacier glacial
        globalize globalization
        globe global
        go went gone
        goose geese
        govern government governmental governance
        governor gubernatorial governorship
        graduate graduation
        greece greek
        grind grinder
        grow grew grown growth grower
        guarantee guarantor
        hack hacker
        haiti haitian
        half halves
        hang hung
        harass harassment
        harmonize harmonization harmony
        harvest harvester
        headquarters headquarter
        hear heard
        heat heater
        hero heroes heroic heroism heroine
        hide hid hidden
        hijack hijacker
        hike hiker
        history historic historical historian
        hold held
        honor honorary
        hospitalize hospitalization
        hostile hostility
        housebuilding housebuilder
        hungary hungarian
        hunger hungry
        hunt hunter
        hygiene hygienic
        hypothesis hypotheses
        ice icy
        iceland icelandic
        imagine imagination
        imitate imitator
        immerse immersion
        ill illness
        immigrant immigrate immigration
        impeach impeachment
        impede impediment
        implement implementation
        import importer importation
        impose imposition
        imprison imprisonment
        improve improvement
        incite incitement
        include inclusion inclusive
        independent independence
        index indices
        india indian
        indict indictment
        indonesia indonesian
        induce inducement
        industry industrial industrialist industrialize industrialization industrially
        infect infection infectious
        inflate inflation inflationary
        influence influential
        inform information informant
        infringe infringement
        inhabit inhabitant
        inherit inheritance
        inhibit inhibition inhibitor
        inject injection
        injure injury
        innovate innovation innovative innovator
        inquire inquiry
        insert insertion
        inspect inspection inspector
        install installation installer
        instruct instruction instructor
        insulate insulator
        insure insurance insurer
        intercept interception interceptor
        interfere interference
        interpret interpretation interpreter
        interrogate interrogator
        interrupt interruption
        intervene intervention interventionist
        interview interviewer interviewee
        intrude intrusion intruder
        inundate inundation
        invade invasion invader
        invent invention inventor
        invest investment investor
        investigate investigation investigator investigative
        invite invitation
        involve involvement
        iran iranian
        iraq iraqi
        ireland irish
        irrigate irrigation
        islam islamic islamist
        israel israeli
        italy italian
        jamaica jamaican
        japan japanese
        jeopardize jeopardy
        join joiner
        jordan jordanian
        journalism journalist journalistic
        judge judgment
        jump jumper
        justify justification
        kazakhstan kazakh
        keep kept
        kenya kenyan
        kidnap kidnapper
        kill killer
        kneel knelt
        knife knives
        know knew known knowledge
        korea korean
        kosovo kosovar
        kuwait kuwaiti
        labor laborer
        larva larvae larval
        latvia latvian
        laugh laughter
        launch launcher
        lawmaking lawmaker
        lead led
        leader leadership
        lean leant
        leap leapt
        learn learner learnt
        lease leasee
        lebanon lebanese
        legal legality legalize legalization
        legislate legislation legislative legislator legislature
        lend lent lender
        lens lenses
        libel libelous
        liberal liberalize liberalization
        liberate liberation liberator
        libya libyan
        lie lying
        life lives
        light lit
        liquefy liquefaction
        liquidate liquidity liquidator
        listen listener
        lithuania lithuanian
        lobby lobbyist
        local locality
        location locate
        logistic logistics logistical
        lose lost loser loss
        louse lice
        macedonia macedonian
        magnet magnetic magnetism
        maintain maintenance
        make made
        malaysia malaysian
        mali malian
        malta maltese
        man men
        manage management manager managerial
        mango mangoes
        manufacture manufacturer
        market marketer
        marry marriage
        mathematics mathematician mathematical
        matrix matrices
        mayor mayoral mayoralty
        mean meant
        measure measurement
        mechanic mechanical
        mediate mediation mediator
        medicine medicinal medical
        meet met
        melt molten meltdown
        memorandum memoranda
        merge merger
        metal metallic
        metastasis metastases
        meteor meteorite
        meteorology meteorological meteorologist
        mexico mexican
        microscope microscopic
        migrate migration migrant migratory
        militarize militarization
        military militarily
        militia militiaman
        mimic mimicked mimicking
        mine miner
        misinform misinformation
        mislead misled
        mistake mistook mistaken
        mitigate mitigation
        mix mixture
        mobile mobility
        mobilize mobilization
        modern modernize modernization modernity
        modify modification
        moldova moldovan
        molecule molecular
        money monetary
        mongolia mongolian
        montenegro montenegrin
        morocco moroccan
        mosquito mosquitoes
        mountain mountaineer mountainous
        mouse mice
        mozambique mozambican
        multiply multiplication
        municipal municipality
        murder murderer murderous
        music musician
        mutate mutation mutant
        mutiny mutineer
        nation national
        nationalism nationalist nationalistic
        nationalize nationalization
        navigate navigation navigator navigational
        navy naval
        negotiate negotiation negotiator
        neighbor neighborhood
        nepal nepali nepalese
        netherlands dutch
        neutral neutrality
        neutralize neutralization
        nigeria nigerian
        nominate nomination nominee
        normalize normalization
        north northern
        norway norwegian
        notify notification
        notorious notoriety
        nucleus nuclei
        nutrition nutritional nutritionist
        oasis oases
        obese obesity
        obey obedience obedient
        oblige obligation
        observe observation observer
        obstruct obstruction obstructive
        occupant occupancy
        occupy occupation occupier
        occur occurrence
        offend offender offense
        olympics olympic
        oman omani
        omit omission
        oncology oncologist
        operate operation operational operator operative
        oppose opponent opposition
        oppress oppression oppressive oppressor
        optimism optimist optimistic
        organize organization organizer organizational
        outspend outspent
        overcome overcame
        override overrode overridden
        overrun overran
        oversee oversaw overseen overseer
        overspend overspent
        overtake overtook overtaken
        overthrow overthrew overthrown
        owner ownership
        ox oxen
        pacify pacification
        paint painter
        pakistan pakistani
        palestine palestinian
        panama panamanian
        panic panicked panicking
        paralysis paralyze paralytic paralyses
        parasite parasitic
        parenthesis parentheses
        parliament parliamentary parliamentarian
        participate participation participant
        pay paid payment payer
        peace peaceful
        peacekeeping peacekeeper
        pediatric pediatrician pediatrics
        penalty penalize penal
        pension pensioner
        perform performance performer
        perjure perjury
        permit permission
        persecute persecution persecutor
        persist persistence persistent
        persuade persuasion persuasive
        peru peruvian
        petition petitioner
        pharmacy pharmaceutical pharmacist
        phenomenon phenomena
        philippines philippine filipino
        philosophy philosopher philosophical
        photograph photographer photography photographic
        picnic picnicked picnicking
        pilot copilot
        pirate piracy
        plan planner
        planet planetary
        plateau plateaux
        plutocrat plutocracy
        poem poet poetry poetic
        poison poisonous
        poland polish
        police policeman policewoman policing
        policymaking policymaker
        politics politic political politician
        pollinate pollinator pollination
        pollute pollution pollutant polluter
        popular popularity
        portugal portuguese
        possess possession
        postpone postponement
        potato potatoes
        poverty impoverish
        practice practitioner
        pray prayer
        predict prediction predictable
        prefer preference
        prepare preparation preparedness
        prescribe prescription
        price pricey pricier priciest
        presentation presenter
        preserve preservation
        president presidential presidency
        pressure pressurize
        presume presumption presumptive
        prevent prevention preventive preventative
        print printer
        prison prisoner
        privatize privatization
        privilege privileged
        proclaim proclamation
        procure procurement procurer
        produce producer production
        productive productivity
        profession professional
        prognosis prognoses
        progress progression
        prohibit prohibition
        promote promotion promoter
        propose proposal
        prosecute prosecution prosecutor prosecutorial
        prosper prosperity prosperous
        protect protection protector protective protectionism
        protest protester
        prove proof proven
        provide provision provider
        provoke provocation provocative
        psychiatry psychiatric
        publish publisher publication
        punish punishment punitive
        purchase purchaser
        purify purification purifier
        qatar qatari
        qualify qualification qualifier
        quit quitter
        quiz quizzes quizzed quizzing
        racism racist racial
        radiate radiation
        radioactive radioactivity
        radiology radiologist radiography radiographer
        raid raider
        rail railway railroad
        ratify ratification
        react reaction
        read reader
        rearm rearmament
        rebel rebellion rebellious
        rebuild rebuilt
        receive recipient receiver
        reclaim reclamation
        recognize recognition
        recommend recommendation
        reconcile reconciliation
        reconstruct reconstruction
        recover recovery
        recruit recruitment recruiter
        recycle recycler
        redeem redemption
        reduce reduction
        referendum referenda
        refine refinement refinery refiner
        reforest reforestation
        reform reformer reformist
        refrigerate refrigerator refrigeration refrigerant
        refuse refusal
        region regional
        register registration
        regulate regulation regulator regulatory
        rehabilitate rehabilitation
        reinforce reinforcement
        reject rejection
        relate relation relationship
        religion religious
        rely reliance reliant reliable reliability
        remake remade
        remove removal
        renew renewal
        renovate renovation
        rent rental renter
        repair repairer
        repatriate repatriation
        repay repaid
        repeat repetition repetitive
        replace replacement
        representative represent representation
        repress repression repressive
        require requirement
        rescue rescuer
        research researcher
        resell resold reseller
        resettle resettlement
        reside residence resident residency residential
        resign resignation
        resist resistance resistant
        respire respiratory respiration
        respond response responder
        restrict restriction restrictive
        resume resumption
        retail retailer
        retain retention retainer
        retake retook retaken
        retaliate retaliation retaliatory
        retire retirement retiree
        reveal revelation
        revise revision
        revive revival
        revoke revocation
        revolution revolutionary revolutionize
        rewrite rewrote rewritten
        ride rode ridden rider
        ring rang rung
        rise risen
        rob robber robbery
        robot robotic robotics
        romania romanian
        rotate rotation
        run ran
        russia russian
        rwanda rwandan
        sabotage saboteur
        sail sailor
        sanitary sanitation sanitize
        satisfy satisfaction
        say said
        scam scammer
        science scientific scientist
        scotland scottish
        sculpture sculptor
        secede secession secessionist
        sedate sedation sedative
        sedition seditious
        see seen
        seek sought seeker
        seize seizure
        select selection selector selective
        sell sold seller sale
        send sent sender
        senegal senegalese
        separate separation
        separatism separatist
        serbia serbian
        settle settlement settler
        severe severity
        sew sewn
        sewage sewer sewerage
        shake shook shaken
        share shareholder
        shear shorn
        shine shone
        ship shipment shipper
        shipbuilding shipbuilder
        shoot shot shooter
        shop shopper
        show shown
        shrink shrank shrunk shrinkage
        sign signatory
        silent silence
        sing sang sung singer
        singapore singaporean
        sink sank sunk
        skate skater
        skeptic skeptical skepticism
        ski skier
        slay slew slain
        sleep slept sleeper
        slide slid
        slovakia slovak
        slovenia slovenian
        smelt smelter smelting
        smoke smoker
        smuggle smuggler
        socialism socialist
        society societal
        solve solution solver
        somalia somali
        south southern
        sovereign sovereignty
        sow sown
        spain spanish
        speak spoke spoken
        specify specification
        speed sped
        spend spent spender
        spill spilt
        spin spun
        spoil spoilt
        spokesman spokeswoman spokesperson
        sponsor sponsorship
        spring sprang sprung
        spy spies espionage
        stable stability stabilize stabilization stabilizer
        stagnate stagnation stagnant
        stand stood
        starve starvation
        statistic statistics statistical statistician
        steal stole stolen
        steelmaking steelmaker
        sterile sterility sterilize sterilization
        stick stuck
        stimulus stimuli
        sting stung
        store storage
        strangle strangulation
        strategy strategic strategist
        stratum strata
        strength strengthen
        strike struck
        strive strove striven
        study studious
        submit submission
        subscribe subscription subscriber
        subsidize subsidy
        succeed success successful
        sudan sudanese
        suffer sufferer
        suggest suggestion
        sun solar
        supervise supervision supervisor supervisory
        supply supplier
        support supporter supportive
        suppress suppression
        surf surfer
        surgeon surgery surgical
        survive survival survivor
        suspect suspicion suspicious
        suspend suspension
        sustain sustainable sustainability sustainment
        swear swore sworn
        sweden swedish
        sweep swept
        swell swollen
        swim swam swum swimmer
        swing swung
        switzerland swiss
        symbol symbolic symbolize
        sympathy sympathize sympathetic sympathizer
        symptom symptomatic
        synopsis synopses
        synthesis synthesize synthetic
        syria syrian
        system systemic systematic
        taiwan taiwanese
        take took taken
        tanzania tanzanian
        tax taxation
        taxi taxis
        teach taught teacher
        tear tore torn
        technocrat technocracy technocratic
        technology technological technologist
        telescope telescopic
        television televise
        tell told
        tenant tenancy
        terminate terminator
        territory territorial
        terror terrorism terrorist terrorize
        testify testimony
        thailand thai
        theft thief thieves
        theory theoretical
        therapy therapist therapeutic
        thesis theses
        think thought
        threat threaten
        throw threw thrown
        tie tying
        tighten tight
        tolerate tolerant tolerance
        tomato tomatoes
        tooth teeth
        tornado tornadoes
        torpedo torpedoes torpedoed
        tourism tourist
        toxic toxin toxicity toxicology
        trade trader
        traffic trafficker trafficked trafficking
        tragedy tragic
        train trainer trainee
        transform transformation
        translate translation translator
        transmit transmission transmitter
        transport transportation transporter
        tread trod trodden
        treat treatment
        tribe tribal
        tunisia tunisian
        turkey turkish
        uganda ugandan
        ukraine ukrainian
        undergo underwent undergone
        understand understood
        undertake undertook undertaken
        undo undid undone
        unify unification
        union unionize unionist
        unite united
        uphold upheld
        use usage user
        uzbekistan uzbek
        vaccine vaccinate vaccination
        vary variation
        venezuela venezuelan
        venice venetian
        verify verification verifier
        veto vetoes
        victory victorious
        vie vying
        vietnam vietnamese
        violate violation violator
        violence violent
        virus viral virology virologist
        visit visitor
        volcano volcanic volcanoes
        volunteer voluntary
        vote voter
        vulnerable vulnerability
        wake woke woken
        wales welsh
        weaken weakness weak
        weapon weaponize weaponry
        wear wore worn
        weave wove woven weaver
        weep wept
        west western
        wide widen width
        wife wives
        win won winner
        winemaking winemaker
        withdraw withdrew withdrawn withdrawal
        withhold withheld
        withstand withstood
        wolf wolves
        woman women
        wood wooden
        wool woolen
        worse worsen worst
        write wrote written writer
        yacht yachtsman
        young youth
        yemen yemeni
        zambia zambian
        zimbabwe zimbabwean
        """;

    /// <summary>Words that stay as they are, whatever their ending looks like.</summary>
    private const string Loners = """
        abdomen access account ache active activity acumen address adverse aerie affection afford aid alarm alert
        alley alps alternative always ambition andes anomaly anthony anything apartment appeal arkansas arms arrest
        artist artiste asbestos assault assembly astronaut athens atlas attache author averse awning backlist bahamas
        ballot ban barely baroness basis bearing beijing being belly beloved bering bias billion billy birdie board
        boeing bogie bomb bomber brownie brussels bullion bully business butterfly cabaret cache calorie canoe canvas
        carmen cation caution ceiling cement chaos chart charter chassis checklist chongqing christmas citation clear
        clitoris closely clothes coach coalition collective collie commonly communion companion condition conservative
        consist constitute constitution continence contingency contraction contractor convention cookie corps cosmos
        costly creche creed crime critic cunning cure currency currently cushion customs daily dallas darling deadly
        debris decline deed defeat delphi demand dentist department detective devastate dictator digit direct
        direction directly director discharge divers diverse divide document dominion douche dream driver drown dubai
        duration during early earring easterly editor eerie elderly electron element emergency emily engineer enlist
        envelope equator ethos evening everything evidence exception executive faction factor fairly family fashion
        fiance fiction fighter finale finalist finally fist fitness flight foe folly foramen formation foundation
        fraction freed frequency friendly fully function fusion gallows general genesis genie germane gladiator goods
        governess governor greed gully hamas hardly harness hatred headache heed herring highness hilly hoe holy
        homily honduras hoodie hospital hospitality hourly human humane hundred hymen imply incidence indeed
        indicator infancy initiative inning insist instance institute institution integrate iris james jelly jolly
        july junction kansas kelly kindly kindred laddie lament largely lately legion less lightning likely likeness
        lily lingerie lioness lively locale lonely lovely lucas magpie mansion marine mariner mars massacre massive
        means melancholy memory menagerie metropolis million minimize minister ministry mission mist molly moment
        monitor monopoly monthly monument moral morale morning mostly motive movement movie naked nanjing nationality
        native natural nature nearly need negative new news niche northerly nothing nuclear object objective observatory offensive
        office officer official offspring omen onion only opinion opposition oration orderly organ organic organism
        organist outing paris partly passion past paste patently pathos patience patrol pelvis penis perhaps person
        personal personality personnel perspective pesticide physicist physics pie pixie plane plant plantation plus
        policy poly populate portion position pour prairie precedence premier premiere premises presence presently pressing
        probe proceed proceeds procession product productive productivity professor psyche pudding quality quarter
        quarterly quiche race radiator radical railed railing rally ration rational rationale reach reactor reality really recession
        reed regimen regiment relative reply resume reunion reuse reverie revolt rhinoceros rhodes rightly rookie
        rotisserie rugged sacred sally sanction scarcely secret secrete section sector seed selfie senator sense
        sensible sensitive sensor series session shilling shoe shortlist shortly sibling sicily silly smoothie
        something sortie southerly specialist species specimen speed split spread state statement station stationed status
        statute steed sterling stocking stricken suit suite swiss tally tennis tense tension term terminal texas
        thermos thomas tired toe tournament tradition tranquil trillion turkmen twist ugly unit universal universe
        university unless urban urbane vacation valley variance vegas version veto vice viking virtually vise vision
        vocation wales war weed weekly wellness westerly wicked wilderness winding witness woe worker wrist wyoming yearly
        yemen yes zombie
        """;
}
