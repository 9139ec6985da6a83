namespace FeedWatch.Core.Text;

/// <summary>Small words that carry no meaning of their own in a topic.</summary>
public static class StopWords
{
    private static readonly HashSet<string> Words = [.. (
        "a an the of on in at to for from by with without and or nor but as is are was were be been being it its this that these those " +
        "into onto upon over under about than then there their they them he she his her him we our you your i me my who whom whose which what " +
        "has have had do does did not no so if per via will would shall should can could may might must between among amid " +
        "de la le les des du et au aux der das und fur dem den ein eine el los las y del da do dos di della het een van en il lo gli " +
        "i w z na do dla и в на с по для у і з та до o os e em um uma une un " +
        "dei delle degli dello nel nella nei nelle dai dalle dalla dallo dagli sul sulla sullo sulle sugli sui alla alle allo agli nello negli tra fra ed che dans sur par pour avec por para sobre del " +
        "mit von zu zum zur im am bei auf nach aus um oder vor bij voor aan naar uit tot op nas nos pela pelo ao aos " +
        "ze od przy przez oraz об от из за к ко со во при или від про або зі із через").Split(' ')];

    /// <summary>Whether the folded word is a small one.</summary>
    public static bool Contains(string folded) => Words.Contains(folded);
}
