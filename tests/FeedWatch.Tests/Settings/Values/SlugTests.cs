using FeedWatch.Settings.Values;

namespace FeedWatch.Tests.Settings.Values;

public class SlugTests
{
    [Theory]
    [InlineData("ice-class tug", "ice-class-tug")]
    [InlineData("IP4", "ip4")]
    [InlineData("  \"joint procurement\" ", "joint-procurement")]
    [InlineData("frigate NEAR/8 (export OR deal)", "frigate-near-8-export-or-deal")]
    [InlineData("방위산업 협의체", "방위산업-협의체")]
    [InlineData("Überwachung & Aufklärung", "überwachung-aufklärung")]
    [InlineData("U\u0308ber", "über")]
    [InlineData("हिन्दी समाचार", "हिन्दी-समाचार")]
    [InlineData("🚢🚢", "")]
    [InlineData("***", "")]
    [InlineData("INDIGO", "indigo")]
    public void A_text_becomes_an_identity(string text, string slug) => Assert.Equal(slug, Slug.Of(text));

    [Fact]
    public void A_long_text_is_cut() => Assert.Equal(Slug.Longest, Slug.Of(new string('a', 5000)).Length);

    [Theory]
    [InlineData("korean-frigates", true)]
    [InlineData("v1.2_b", true)]
    [InlineData("협의체", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("a\nb", false)]
    [InlineData("a/b", false)]
    public void An_id_has_letters_digits_and_a_few_marks(string text, bool valid) => Assert.Equal(valid, Slug.IsId(text));
}
