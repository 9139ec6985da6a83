namespace FeedWatch.Core.Stories;

/// <summary>One of two reports that are compared: its words in headline and lead, and which of them the other report has.</summary>
internal struct ReportSide
{
    private Part _headline;
    private Part _all;
    private Part _happenings;
    private Part _days;
    private Part _countries;
    private Part _towns;
    private Part _figures;
    private Part _angles;
    private Part _markets;

    /// <summary>Sum of the squared weights: what a cosine is divided by.</summary>
    internal double Square { get; private set; }

    internal readonly Part Headline => _headline;

    internal readonly Part All => _all;

    internal readonly Part Happenings => _happenings;

    internal readonly Part Days => _days;

    internal readonly Part Countries => _countries;

    internal readonly Part Towns => _towns;

    internal readonly Part Figures => _figures;

    internal readonly Part Angles => _angles;

    internal readonly Part Markets => _markets;

    /// <param name="own">Where the word stands on this side.</param>
    /// <param name="either">What either side knows about the word.</param>
    /// <param name="weight">Its weight.</param>
    /// <param name="found">Whether the other side has it.</param>
    internal void Add(FeatureTraits own, Feature either, double weight, bool found)
    {
        var prominence = WordWeights.Prominence(own);
        if (prominence == 0)
            return;

        Square += weight * weight * prominence * prominence;
        if (either.Has(FeatureTraits.Weekday))
            _days.Add(1, found);
        if (either.Has(FeatureTraits.Place))
            _countries.Add(1, found);
        if (either.Has(FeatureTraits.Date))
            return;

        _all.Add(weight, found);
        if ((own & FeatureTraits.InTitle) == 0)
            return;

        _headline.Add(weight, found);
        if (either.Has(FeatureTraits.Event))
            _happenings.Add(1, found);
        if (either.Has(FeatureTraits.Town))
            _towns.Add(1, found);
        if (either.Has(FeatureTraits.Number))
            _figures.Add(1, found);
        if (either.Has(FeatureTraits.Angle))
            _angles.Add(1, found);
        if (either.Has(FeatureTraits.Market))
            _markets.Add(1, found);
    }

    /// <summary>The weight of some of the words, and how much of it was found.</summary>
    internal struct Part
    {
        private double _weight;
        private double _found;

        internal readonly double Found => FoundOr(0);

        internal readonly bool AllMissing => _weight > 0 && _found == 0;

        internal readonly double FoundOr(double none) => _weight > 0 ? _found / _weight : none;

        internal void Add(double weight, bool found)
        {
            _weight += weight;
            _found += found ? weight : 0;
        }
    }
}
