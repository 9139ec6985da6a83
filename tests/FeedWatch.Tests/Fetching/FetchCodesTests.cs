using System.Reflection;
using FeedWatch.Fetching;

namespace FeedWatch.Tests.Fetching;

public sealed class FetchCodesTests
{
    public static TheoryData<string> All => [.. typeof(FetchCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(code => (string)code.GetRawConstantValue()!)];

    [Theory]
    [MemberData(nameof(All))]
    [InlineData("http_404")]
    [InlineData("http_410")]
    [InlineData("http_429")]
    [InlineData("http_503")]
    [InlineData("http_299")]
    public void Every_code_is_explained_in_one_plain_sentence(string code)
    {
        var sentence = FetchCodes.Explain(code);

        Assert.NotEqual(FetchCodes.Explain("unheard_of"), sentence);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        Assert.InRange(sentence.Length, 40, 200);
        Assert.Matches("^[a-z0-9_]+$", code);
    }
}
