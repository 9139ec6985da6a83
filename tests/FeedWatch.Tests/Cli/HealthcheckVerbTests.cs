using FeedWatch.Cli;

namespace FeedWatch.Tests.Cli;

public class HealthcheckVerbTests
{
    [Theory]
    [InlineData("http://localhost:8080", "http://localhost:8080/")]
    [InlineData("http://*:8080", "http://localhost:8080/")]
    [InlineData("http://+:81", "http://localhost:81/")]
    [InlineData("http://0.0.0.0:8080", "http://localhost:8080/")]
    [InlineData("http://[::]:8080", "http://localhost:8080/")]
    [InlineData("http://10.1.2.3:8080;http://*:9090", "http://10.1.2.3:8080/")]
    public void All_networks_are_asked_by_way_of_this_machine(string listen, string address) =>
        Assert.Equal(address, HealthcheckVerb.Address(listen).ToString());
}
