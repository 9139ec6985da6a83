using System.Net;
using FeedWatch.Web.Safety;
using Microsoft.AspNetCore.Http;

namespace FeedWatch.Tests.Web.Safety;

public class HostListTests
{
    [Theory]
    [InlineData("172.18.0.4:8080", "172.18.0.4", true)]
    [InlineData("172.18.0.4:8080", "::ffff:172.18.0.4", true)]
    [InlineData("[fd00::4]:8080", "fd00::4", true)]
    [InlineData("172.18.0.5:8080", "172.18.0.4", false)]
    [InlineData("evil.example:8080", "172.18.0.4", false)]
    [InlineData("172.18.0.4", null, false)]
    public void The_address_that_was_asked_is_a_name_of_ours(string host, string? local, bool own) =>
        Assert.Equal(own, HostList.IsOwnAddress(new HostString(host), local is null ? null : IPAddress.Parse(local)));
}
