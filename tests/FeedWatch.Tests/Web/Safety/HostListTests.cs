using System.Net;
using FeedWatch.Settings;
using FeedWatch.Web.Safety;
using Microsoft.AspNetCore.Http;

namespace FeedWatch.Tests.Web.Safety;

public sealed class HostListTests
{
    [Theory]
    [InlineData("172.18.0.5:8080", "172.18.0.5", true)]
    [InlineData("172.18.0.5:8080", "::ffff:172.18.0.5", true)]
    [InlineData("[fd00::5]:8080", "fd00::5", true)]
    [InlineData("172.18.0.6:8080", "172.18.0.5", false)]
    [InlineData("172.18.0.5.nip.io", "172.18.0.5", false)]
    [InlineData("evil.example", "172.18.0.5", false)]
    public void An_address_is_answered_when_it_is_the_one_that_was_called(string host, string own, bool allowed) =>
        Assert.Equal(allowed, HostList.Allows(new WebSettings(), new HostString(host), IPAddress.Parse(own)));

    [Theory]
    [InlineData("http://192.168.1.9:8080", "192.168.1.9", true)]
    [InlineData("http://0.0.0.0:8080", "0.0.0.0", false)]
    [InlineData("http://*:8080", "anything", false)]
    public void Where_it_listens_is_a_name_of_its_own_unless_it_listens_everywhere(string listen, string host, bool allowed) =>
        Assert.Equal(allowed, HostList.Allows(new WebSettings { Listen = listen }, new HostString(host), null));
}
