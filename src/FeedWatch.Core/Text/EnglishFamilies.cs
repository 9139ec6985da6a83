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
        foreach (var word in Loners.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            roots.TryAdd(word, word);
        return roots;
    }

    /// <summary>One family a line: the root, then its relatives.</summary>
    private const string Families = """
        fulfill fulfillment
        skeptic skeptical skepticism
        pediatric pediatrician pediatrics
        submit submission
        archeology archeologist archeological
        abandon abandonment
        abduct abduction abductor
        abolish abolition
        absorb absorption
        abuse abuser
        accelerate accelerator
        accept acceptance
        accident accidental
        accredit accreditation
        accuse accusation accuser
        achieve achievement
        acquire acquisition acquirer
        activist activism
        adjust adjustment
        administer administration administrative administrator administrate
        admit admission admittance
        adopt adoption
        advance advancement
        advertise advertisement advertiser
        advise adviser advisory
        africa african
        aggress aggression aggressive aggressor
        agree agreement
        agriculture agricultural
        allege allegation
        allocate allocation
        allow allowance
        ally alliance allied
        ally alliance allied
        amend amendment
        america american
        amuse amusement
        analysis analyses analyst analyze analytic analytical
        annex annexation
        announce announcement announcer
        apologize apology
        appear appearance
        apply application applicant
        appoint appointment
        approve approval
        argue argument
        arise arose arisen
        arrange arrangement
        arrive arrival
        asia asian
        assail assailant
        assassin assassinate assassination
        assemble assembler
        assess assessment assessor
        assist assistance assistant
        assist assistance assistant
        assume assumption
        assure assurance
        athlete athletic athletics
        atom atomic
        attack attacker
        attain attainment
        attend attendance attendee
        auction auctioneer
        auction auctioneer
        australia australian
        austria austrian
        aviator aviation
        axis axes
        bacterium bacteria bacterial
        bank banker
        bankrupt bankruptcy
        begin began begun beginner
        behave behavior behavioral
        believe belief believer
        bid bidder
        biology biological biologist
        bleed bled
        block blockage
        blow blew blown
        bombard bombardment
        boost booster
        borrow borrower
        break broke broken breakage breaker
        breed bred breeder
        bribe bribery
        bring brought
        britain british
        broadcast broadcaster
        build built builder
        bureaucracy bureaucrat bureaucratic
        burn burner
        bury burial
        bus buses
        buy bought buyer
        calculate calculator
        campaign campaigner
        canada canadian
        cancel cancellation
        candidate candidacy
        catch caught
        celebrate celebration celebratory
        certify certification certifier certificate
        challenge challenger
        champion championship
        child children childhood
        china chinese
        choose chose chosen choice
        classify classification
        climate climatic
        climb climber
        close closure
        cloth clothing
        coast coastal
        collaborate collaborator collaborative
        collect collection collector
        collide collision
        colony colonial colonize colonization colonialism
        combat combatant
        combine combination
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
        confide confidence confident
        confirm confirmation
        confiscate confiscation
        confront confrontation confrontational
        congress congressional
        connect connection connectivity connector
        conquer conquest conqueror
        conserve conservation conservationist
        consider consideration
        conspire conspiracy conspirator
        construct construction constructor
        consult consultation consultative consultant consultancy
        consume consumer consumption
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
        counterfeit counterfeiter
        create creation creator
        create creation creator
        credit creditor
        creep crept
        criminal criminality
        crisis crises
        criterion criteria
        criticize criticism
        cultivate cultivation
        culture cultural
        cut cutter
        cycle cyclist
        dance dancer
        deal dealt
        deceive deception deceptive
        decide decision decisive
        declare declaration
        decolonize decolonization
        deduct deduction
        defame defamation defamatory
        defect defection defector
        defend defender defendant
        defense defensive
        define definition
        deliver delivery
        democracy democratic democratize democratization
        demolish demolition
        demonstrate demonstrator demonstration
        deny denial
        depart departure
        depend dependence dependent dependency
        deploy deployment
        deport deportation deportee
        deposit depositor
        derail derailment
        describe description
        design designer
        destabilize destabilization
        destroy destruction destructive
        detain detention detainee
        detect detection detector
        deter deterrence deterrent
        determine determination
        develop development developer developmental
        diagnosis diagnose diagnoses
        dictate dictation
        die dead death
        die dead death dying
        differ difference
        dig dug digger
        digest digestion digestive
        digitalize digitalization digitize digitization
        diplomacy diplomat diplomatic
        disagree disagreement
        disappear disappearance
        disappoint disappointment
        disarm disarmament
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
        donate donor donation
        rotate rotation
        draw drew drawn
        drive drove driven
        earn earner
        earthquake quake
        east eastern
        eat ate eaten
        ecology ecological ecologist
        economy economic economics economical
        educate education educational educator
        eject ejection
        elect election electoral elector electorate
        electric electricity electrical electrify electrification
        electronic electronics
        embark embarkation
        embarrass embarrassment
        embezzle embezzlement embezzler
        emerge emergence
        emit emission emitter
        emphasis emphasize
        employ employment employer employee
        encourage encouragement
        encrypt encryption
        endorse endorsement
        enforce enforcement enforcer
        engage engagement
        enlarge enlargement
        enroll enrollment
        enter entry entrant
        entertain entertainment entertainer
        enthusiasm enthusiast enthusiastic
        environment environmental environmentalist
        equality equal
        equip equipment
        erode erosion
        erupt eruption
        establish establishment
        europe european
        evacuate evacuee
        evade evasion evasive
        evolve evolution evolutionary
        examine examination examiner
        excavate excavator
        exceed excess excessive
        exclude exclusion
        execute execution executioner
        exempt exemption
        exhibit exhibition exhibitor
        exist existence
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
        expose exposure
        extend extension
        extinguish extinguisher
        extort extortion
        extract extraction
        extradite extradition
        extremism extremist
        fail failure
        fall fell fallen
        farm farmer
        feed fed
        fight fought
        finance financial financier
        finland finnish
        fish fisher fishery fisherman
        flee fled
        fly flew flown
        foot feet
        forbid forbade forbidden
        forecast forecaster
        forest forestry
        forge forgery forger
        forgive forgave forgiven forgiveness
        formulate formulation
        fortify fortification
        france french
        fraud fraudulent fraudster
        freeze froze frozen freezer
        freight freighter
        frustrate frustration
        fund funder
        gamble gambler
        garden gardener
        gas gases
        generate generator
        genocide genocidal
        geography geographic geographical
        geology geological geologist
        germany german
        give gave given
        glacier glacial
        globalize globalization
        globe global
        go went gone
        govern government governmental governance
        graduate graduation
        grow grew grown growth grower
        guarantee guarantor
        hack hacker
        half halves
        hang hung
        harass harassment
        harmonize harmonization harmony
        harvest harvester
        headquarters headquarter
        hear heard
        heat heater
        hide hid hidden
        hijack hijacker
        hike hiker
        history historic historical historian
        hold held
        honor honorary
        hospitalize hospitalization
        hunt hunter
        hypothesis hypotheses
        ice icy
        imagine imagination
        imitate imitator
        immerse immersion
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
        induce inducement
        industry industrial industrialist industrialize industrialization industrially
        infect infection infectious
        inflate inflation inflationary
        inform information informant
        infringe infringement
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
        invade invasion invader
        invent invention inventor
        invest investment investor
        investigate investigation investigator investigative
        invite invitation
        involve involvement
        iran iranian
        iraq iraqi
        irrigate irrigation
        islam islamic islamist
        israel israeli
        italy italian
        japan japanese
        jeopardize jeopardy
        join joiner
        journalism journalist journalistic
        judge judgment
        jump jumper
        justify justification
        keep kept
        kidnap kidnapper
        kill killer
        knife knives
        know knew known knowledge
        korea korean
        labor laborer
        laugh laughter
        launch launcher
        lead led
        learn learner
        lease leasee
        legal legality legalize legalization
        legislate legislation legislative legislator
        lend lent lender
        lens lenses
        liberal liberalize liberalization
        liberate liberation liberator
        lie lying
        life lives
        liquefy liquefaction
        listen listener
        lobby lobbyist
        local locality
        location locate
        logistic logistics logistical
        lose lost loser loss
        magnet magnetic magnetism
        maintain maintenance
        make made
        man men
        manage management manager managerial
        manufacture manufacturer
        market marketer
        marry marriage
        mathematics mathematician mathematical
        measure measurement
        mechanic mechanical
        mediate mediation mediator
        medicine medicinal
        meet met
        memorandum memoranda
        merge merger
        metal metallic
        meteorology meteorological meteorologist
        migrate migration migrant migratory
        militarize militarization
        militia militiaman
        mimic mimicked mimicking
        mine miner
        misinform misinformation
        mislead misled
        mitigate mitigation
        mobilize mobilization
        modern modernize modernization modernity
        modify modification
        molecule molecular
        mountain mountaineer mountainous
        mouse mice
        multiply multiplication
        multiply multiplication
        municipal municipality
        murder murderer murderous
        music musician
        mutiny mutineer
        nation national
        nation national
        nationalism nationalist nationalistic
        nationalize nationalization
        navigate navigation navigator navigational
        navy naval
        negotiate negotiation negotiator
        neutral neutrality
        neutralize neutralization
        nominate nomination nominee
        normalize normalization
        north northern
        norway norwegian
        notify notification
        nucleus nuclei
        nutrition nutritional nutritionist
        oasis oases
        obey obedience obedient
        oblige obligation
        observe observation observer observatory
        obstruct obstruction obstructive
        occupy occupation occupier
        occur occurrence
        offend offender
        olympics olympic
        operate operation operational operator operative
        oppose opponent
        oppress oppression oppressive oppressor
        optimism optimist optimistic
        organize organization organizer organizational
        oversee oversaw overseen overseer
        overthrow overthrew overthrown
        owner ownership
        pacify pacification
        paint painter
        panic panicked panicking
        parasite parasitic
        parliament parliamentary parliamentarian
        participate participation participant
        pay paid payment payer
        peace peaceful
        pension pensioner
        pension pensioner
        perform performance performer
        permit permission
        persecute persecution persecutor
        persist persistence persistent
        persuade persuasion persuasive
        petition petitioner
        phenomenon phenomena
        philippines philippine filipino
        philosophy philosopher philosophical
        photograph photographer photography photographic
        picnic picnicked picnicking
        pirate piracy
        plan planner
        poem poet poetry poetic
        poison poisonous
        police policeman policewoman policing
        politics politic political politician
        pollute pollution pollutant polluter
        popular popularity
        possess possession
        postpone postponement
        poverty impoverish
        practice practitioner
        pray prayer
        predict prediction predictable
        prefer preference
        prepare preparation preparedness
        prescribe prescription
        presentation presenter
        preserve preservation
        president presidential presidency
        pressure pressurize
        prevent prevention preventive preventative
        print printer
        prison prisoner
        privatize privatization
        procure procurement procurer
        produce producer production
        profession professional
        progress progression
        prohibit prohibition
        promote promotion promoter
        propose proposal
        prosecute prosecution prosecutor prosecutorial
        prosper prosperity prosperous
        protect protection protector protective protectionism
        protest protester
        prove proof proven
        provoke provocation provocative
        publish publisher publication
        punish punishment punitive
        purchase purchaser
        purify purification purifier
        qualify qualification qualifier
        quit quitter
        quiz quizzes quizzed quizzing
        racism racist
        radiate radiation
        raid raider
        ratify ratification
        react reaction
        read reader
        rearm rearmament
        rebel rebellion rebellious
        rebuild rebuilt
        receive recipient receiver
        recognize recognition
        recommend recommendation
        reconcile reconciliation
        reconstruct reconstruction
        recover recovery
        recruit recruitment recruiter
        recycle recycler
        reduce reduction
        referendum referenda
        refine refinement refinery refiner
        reform reformer reformist
        refuse refusal
        region regional
        region regional
        register registration
        regulate regulation regulator regulatory
        rehabilitate rehabilitation
        reinforce reinforcement
        reject rejection
        relate relation
        relation relationship
        religion religious
        rely reliance
        rely reliance reliant reliable reliability
        remove removal
        renew renewal
        renovate renovation
        rent rental renter
        repair repairer
        repatriate repatriation
        replace replacement
        representative represent representation
        repress repression repressive
        require requirement
        rescue rescuer
        research researcher
        resell resold reseller
        resettle resettlement
        resign resignation
        resist resistance resistant
        respond response responder
        restrict restriction restrictive
        retail retailer
        retain retention
        retaliate retaliation retaliatory
        retire retirement retiree
        reveal revelation
        revise revision
        revolution revolutionary revolutionize
        ride rode ridden rider
        rise risen
        rob robber robbery
        robot robotic robotics
        rotate rotation
        run ran
        russia russian
        sabotage saboteur
        sail sailor
        satisfy satisfaction
        say said
        science scientific scientist
        sculpture sculptor
        seek sought seeker
        seize seizure
        select selection selector selective
        sell sold seller
        send sent sender
        separate separation
        separatism separatist
        settle settlement settler
        severe severity
        shake shook shaken
        share shareholder
        ship shipment shipper
        shoot shot shooter
        shop shopper
        shrink shrank shrunk shrinkage
        sign signatory
        silent silence
        sing sang sung singer
        sink sank sunk
        skate skater
        ski skier
        sleep slept sleeper
        smoke smoker
        smuggle smuggler
        socialism socialist
        solve solution solver
        south southern
        spain spanish
        speak spoke spoken
        specify specification
        spend spent spender
        spokesman spokeswoman spokesperson
        sponsor sponsorship
        spy spies espionage
        stable stability stabilize stabilization stabilizer
        stand stood
        starve starvation
        steal stole stolen
        strategy strategic strategist
        strength strengthen
        strike struck stricken
        study studious
        subscribe subscription subscriber
        subsidize subsidy
        succeed success successful
        suffer sufferer
        suggest suggestion
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
        swim swam swum swimmer
        symbol symbolic symbolize
        sympathy sympathize sympathetic sympathizer
        synthesis synthesize synthetic
        system systemic systematic
        take took taken
        tax taxation
        taxi taxis
        teach taught teacher
        tear tore torn
        technology technological technologist
        television televise
        tell told
        terminate terminator
        terror terrorism terrorist terrorize
        testify testimony
        thesis theses
        threat threaten
        throw threw thrown
        tie tying
        tighten tight
        tooth teeth
        tourism tourist
        trade trader
        traffic trafficker trafficked trafficking
        train trainer trainee
        transform transformation
        translate translation translator
        transmit transmission transmitter
        transport transportation transporter
        treat treatment
        tribe tribal
        turkey turkish
        ukraine ukrainian
        unify unification
        union unionize unionist
        unite united
        use usage user
        vaccine vaccinate vaccination
        verify verification verifier
        victory victorious
        vie vying
        violate violation violator
        violence violent
        virus viral
        visit visitor
        volcano volcanic
        volunteer voluntary
        vote voter
        vulnerable vulnerability
        wake woke woken
        wear wore worn
        weave wove woven weaver
        west western
        wife wives
        win won winner
        withdraw withdrew withdrawn withdrawal
        wolf wolves
        woman women
        wood wooden
        wool woolen
        write wrote written writer
        yacht yachtsman
        """;

    /// <summary>Words that stay as they are, whatever their ending looks like.</summary>
    private const string Loners = """
        abdomen access account ache active activity acumen address adverse aerie affection afford aid alarm alert alley alps
        alternative always ambition andes anomaly anthony anything apartment appeal arkansas arms arrest artist artiste asbestos
        assault assembly astronaut athens atlas attache author averse awning backlist bahamas ballot ban barely baroness basis
        bearing beijing being belly beloved bering bias billion billy birdie board boeing bogie bomb bomber brownie brussels
        bullion bully business butterfly cabaret cache calorie canoe canvas carmen cation caution ceiling cement chaos chart
        charter chassis checklist chongqing christmas citation clear clitoris clothes coach coalition collective collie
        communion companion condition conservative consist constitute constitution contractor convention cookie corps cosmos
        costly creche creed crime critic cunning cure cushion customs daily dallas darling deadly debris decline deed defeat
        delphi demand dentist department detective devastate dictator digit direct direction directly director discharge divers
        diverse divide document dominion douche dream driver drown dubai duration during early earring easterly editor
        eerie elderly electron element emergency emily engineer enlist envelope equator ethos evening everything exception
        executive faction factor family fashion fiance fiction fighter finale finalist fist fitness flight foe folly foramen
        formation foundation fraction freed friendly fully function fusion gallows general genesis genie germane gladiator goods
        governess governor greed gully hamas hardly harness hatred headache heed herring highness hilly hoe holy homily honduras
        hoodie hospital hospitality hourly human humane hundred hymen illness imply indeed indicator initiative inning insist
        institute institution integrate iris james jelly jolly july junction kansas kelly kindly kindred laddie lament lately
        legion less lightning likely likeness lily lingerie lioness lively locale lonely lovely lucas magpie mansion marine
        mariner mars massacre massive means melancholy memory menagerie metropolis million minimize minister ministry mission
        mist molly moment monitor monopoly monthly monument moral morale morning mostly motive movement movie naked nanjing
        nationality native natural nature nearly need negative new news niche northerly nothing nuclear object objective
        offensive office officer official offspring omen onion only opinion opposition oration orderly organ organic organism
        organist outing paris passion past paste pathos patrol pelvis penis perhaps person personal personality personnel
        perspective pesticide physicist physics pie pixie plane plant plantation plus policy poly populate portion
        position pour prairie premier premiere premises probe proceed proceeds procession product productive productivity
        professor psyche pudding quality quarter quarterly quiche race radical rally ration rational rationale reach reactor
        reality really recession reed regimen regiment relative reply resume reunion reuse reverie revolt rhinoceros rhodes
        rightly rookie rotisserie rugged sacred sally sanction scarcely secret secrete section sector seed selfie senator sense
        sensible sensitive sensor series session shilling shoe shortlist shortly sibling sicily silly smoothie something sortie
        southerly specialist species specimen speed split spread state statement station status statute steed sterling stocking
        suit suite swiss tally tennis tense tension term terminal texas thermos thomas toe tournament tradition tranquil
        trillion turkmen twist ugly unit universal universe university unless urban urbane vacation valley vegas version veto
        vice viking vise vision vocation wales war weed weekly wellness westerly wicked wilderness witness woe worker wrist
        wyoming yearly yemen yes zombie
        """;
}
