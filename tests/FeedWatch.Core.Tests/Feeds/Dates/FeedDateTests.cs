using System.Globalization;
using FeedWatch.Core.Feeds.Dates;

namespace FeedWatch.Core.Tests.Feeds.Dates;

public class FeedDateTests
{
    public static TheoryData<string, string?> Table
    {
        get
        {
            var data = new TheoryData<string, string?>();
            foreach (var row in CaseFile.Read<string?[][]>("Feeds", "Dates", "dates.json"))
            {
                data.Add(row[0]!, row[1]);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void A_date_is_read_as_it_is_meant(string printed, string? expected)
    {
        var read = FeedDate.TryParse(printed, out var date);

        Assert.Equal(expected, read ? Print(date) : null);
        Assert.Equal(TimeSpan.Zero, date.Offset);
    }

    [Fact]
    public void The_culture_of_the_machine_does_not_matter()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("th-TH");
            Assert.True(FeedDate.TryParse("Thu, 26 Jun 2025 03:04:00 GMT", out var date));
            Assert.Equal(2025, date.Year);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void The_common_forms_allocate_nothing()
    {
        Assert.True(ReadCommonForms(1));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = ReadCommonForms(100);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(read);
        Assert.Equal(0, allocated);
    }

    private static bool ReadCommonForms(int times)
    {
        var read = true;
        for (var time = 0; time < times; time++)
        {
            read &= FeedDate.TryParse("Thu, 26 Jun 2025 12:04:00 +0900", out _) && FeedDate.TryParse("2025-06-26T12:04:00+09:00", out _);
        }

        return read;
    }

    private static string Print(DateTimeOffset date) =>
        date.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);
}
