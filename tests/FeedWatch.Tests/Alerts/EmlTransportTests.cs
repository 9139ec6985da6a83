using System.Text;
using FeedWatch.Alerts;

namespace FeedWatch.Tests.Alerts;

public sealed class EmlTransportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("feedwatch-eml-").FullName;

    private static OutgoingMail Mail(string id, string body = "hello") => new("feedwatch@example.org", "desk@example.org",
        Encoding.UTF8.GetBytes($"Date: Thu, 26 Jun 2025 12:04:00 +0900\r\nMessage-ID: <{id}@example.org>\r\n\r\n{body}\r\n"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_mail_becomes_a_file_that_sorts_by_time()
    {
        await using var transport = new EmlTransport(Path.Combine(_folder, "mail"));

        var answer = Assert.IsType<MailAnswer.Accepted>(await transport.SendAsync(Mail("1"), CancellationToken.None));

        var file = Assert.Single(Directory.GetFiles(Path.Combine(_folder, "mail")));
        Assert.Equal(file, answer.Text);
        Assert.StartsWith("20250626-030400-", Path.GetFileName(file), StringComparison.Ordinal);
        Assert.EndsWith(".eml", file, StringComparison.Ordinal);
        Assert.Equal(Mail("1").Message.ToArray(), await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_repeated_mail_replaces_itself_and_another_does_not()
    {
        await using var transport = new EmlTransport(_folder);

        await transport.SendAsync(Mail("1"), CancellationToken.None);
        await transport.SendAsync(Mail("1", "hello again"), CancellationToken.None);
        await transport.SendAsync(Mail("2"), CancellationToken.None);

        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_delays_the_mail()
    {
        var file = Path.Combine(_folder, "taken");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        await using var transport = new EmlTransport(file);

        Assert.IsType<MailAnswer.Unavailable>(await transport.SendAsync(Mail("1"), CancellationToken.None));
    }
}
