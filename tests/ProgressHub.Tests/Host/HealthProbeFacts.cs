using Microsoft.Extensions.Configuration;
using ProgressHub.Host;
using ProgressHub.Tests.Documents;

namespace ProgressHub.Tests.Host;

public sealed class HealthProbeFacts
{
    [Fact]
    public async Task AHostThatIsReadyEndsTheProbeWithZero()
    {
        await using var host = await DocumentHost.StartAsync();
        (await HealthProbe.RunAsync(Settings("urls", host.Address.ToString()))).ShouldBe(0);
    }

    [Fact]
    public async Task NoHostEndsTheProbeWithOne()
    {
        Uri address;
        await using (var host = await DocumentHost.StartAsync())
        {
            address = host.Address;
        }

        (await HealthProbe.RunAsync(Settings("urls", address.ToString()))).ShouldBe(1);
    }

    [Theory]
    [InlineData("urls", "http://+:8080;https://+:8443", "http://localhost:8080/")]
    [InlineData("urls", "http://0.0.0.0:8080", "http://localhost:8080/")]
    [InlineData("urls", "http://[::]:8080", "http://localhost:8080/")]
    [InlineData("urls", "http://10.0.0.5:8080", "http://10.0.0.5:8080/")]
    [InlineData("http_ports", "8080;8081", "http://localhost:8080/")]
    [InlineData("other", "", "http://127.0.0.1:5080/")]
    public void TheProbeAsksWhereTheSettingsLetTheHostListen(string setting, string value, string expected) =>
        HostBuilding.LocalUrl(Settings(setting, value)).ToString().ShouldBe(expected);

    private static IConfiguration Settings(string setting, string value) => new ConfigurationBuilder().AddInMemoryCollection([new(setting, value)]).Build();
}
