using Microsoft.Extensions.DependencyInjection;
using ProgressHub.Client.Tests.Documents.Samples;
using ProgressHub.Tests.Documents;

namespace ProgressHub.Client.Tests.Documents;

public sealed class ReadmeFacts
{
    private const string Readme = "client/dotnet/ProgressHub.Client/README.md";
    private const string Folder = "tests/ProgressHub.Client.Tests/Documents/Samples";

    [Fact]
    public void EverySampleIsCompiledAsPrinted() =>
        Markdown.Blocks(Readme, "csharp").Select(block => block.Text).ShouldBe(((string[])["Follow", "Desktop", "ImportViewModel", "Services", "ReadLog", "Tracked"]).Select(name => Sample.At($"{Folder}/{name}.cs")));

    [Fact]
    public void EveryBindingOfTheMarkupIsAProperty()
    {
        var markup = Markdown.Blocks(Readme, "xml").Single().Text;
        var bound = markup.Split("{Binding Job.").Skip(1).Select(rest => rest.Split('}')[0]).ToList();
        bound.Count.ShouldBe(4);
        bound.ShouldAllBe(name => typeof(ObservableJob).GetProperty(name) != null);
    }

    [Fact]
    public void EveryStateIsTold() =>
        Markdown.Table(Readme, "state", "means").Select(row => Markdown.Plain(row[0])).ShouldBe(Enum.GetNames<LinkState>());

    [Fact]
    public async Task TheClientOfAnAppIsOneAndUsesItsHandlers()
    {
        var server = new ScriptedServer((_, _) => ScriptedServer.Json(Snapshots.Make(Snapshots.Id(), 3)));
        var services = new ServiceCollection();
        Services.Add(services);
        services.AddProgressHubClient(o => o.PollInterval = TimeSpan.FromSeconds(2)).ConfigurePrimaryHttpMessageHandler(() => server);
        await using var provider = services.BuildServiceProvider();

        var hub = provider.GetRequiredService<ProgressHubClient>();

        hub.ShouldBeSameAs(provider.GetRequiredService<ProgressHubClient>());
        (await hub.GetAsync(Snapshots.Id())).Version.ShouldBe(3);
        server.Requests.ShouldHaveSingleItem();
    }
}
