using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ProgressHub.Execution;
using ProgressHub.Reporting;

namespace ProgressHub.Tests.Execution;

public sealed class LambdaBindingFacts
{
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddSingleton(new Greeting("hello"))
        .AddKeyedSingleton("loud", new Greeting("HELLO"))
        .BuildServiceProvider();

    [Fact]
    public async Task JobTokenAndServicesAreInjectedAndTheRestIsTheArguments()
    {
        var result = await RunAsync((Name args, JobContext job, Greeting greeting, CancellationToken ct) =>
            Task.FromResult($"{greeting.Text} {args.Value} {job.Attempt} {ct.CanBeCanceled}"));
        result.ShouldBe("\"hello world 1 False\"");
    }

    [Fact]
    public async Task KeyedServicesAreInjected() =>
        (await RunAsync(([FromKeyedServices("loud")] Greeting greeting, Name args) => $"{greeting.Text} {args.Value}")).ShouldBe("\"HELLO world\"");

    [Fact]
    public async Task AnythingMayBeReturned()
    {
        (await RunAsync((Name _) => { })).ShouldBeNull();
        (await RunAsync((Name _) => Task.CompletedTask)).ShouldBeNull();
        (await RunAsync((Name _) => ValueTask.CompletedTask)).ShouldBeNull();
        (await RunAsync((Name _) => new ValueTask<int>(4))).ShouldBe("4");
        (await RunAsync((Name args) => args)).ShouldBe("""{"value":"world"}""");
    }

    [Fact]
    public void TwoParametersThatCouldBeTheArgumentsStopTheStartAndAreNamed() =>
        Should.Throw<InvalidOperationException>(() => Bind((Name first, Other second) => { }))
            .Message.ShouldBe("The handler of 'greet' has more than one parameter that could be its arguments: Name first, Other second. Register all but one as services.");

    [Fact]
    public void NoParameterForTheArgumentsStopsTheStart() =>
        Should.Throw<InvalidOperationException>(() => Bind((JobContext _) => { })).Message.ShouldContain("has no parameter for its arguments");

    private RegisteredKind Bind(Delegate handler) =>
        LambdaBinding.Of("greet", handler, new JobKindOptions(), _services.GetRequiredService<IServiceProviderIsService>());

    private async Task<string?> RunAsync(Delegate handler)
    {
        var reporter = new JobReporter(() => { });
        var job = new JobContext(Snapshots.Running(), reporter, new JobCounters(reporter), new JobCheckpoint(null, 1024));
        var result = await Bind(handler).Run(_services, new Name("world"), job, CancellationToken.None);
        return result is null ? null : Encoding.UTF8.GetString(result.Value.Span);
    }

    private sealed record Name(string Value);

    private sealed record Other(int Value);

    private sealed record Greeting(string Text);
}
