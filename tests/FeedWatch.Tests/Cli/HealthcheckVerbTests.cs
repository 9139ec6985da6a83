using FeedWatch.Cli;

namespace FeedWatch.Tests.Cli;

[Collection("console")] // what is printed, and the environment, belong to the whole process
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

    [Theory]
    [InlineData("localhost:8080")]
    [InlineData("everywhere")]
    [InlineData("unix:/run/feedwatch")]
    public async Task An_address_that_nothing_can_listen_on_is_a_wrong_configuration_and_no_crash(string listen)
    {
        Environment.SetEnvironmentVariable("FEEDWATCH__Web__Listen", listen);
        try
        {
            Assert.Equal(ExitCodes.Configuration, await CommandLine.RunAsync(["healthcheck"]));
        }
        finally
        {
            Environment.SetEnvironmentVariable("FEEDWATCH__Web__Listen", null);
        }
    }
}
