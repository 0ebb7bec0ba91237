using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using ProgressHub.Jobs;
using ProgressHub.Retention;
using ProgressHub.Storage;
using ProgressHub.TestKit;

namespace ProgressHub.Tests.Retention;

public sealed class PrunerFacts : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private readonly MemoryJobStore _store;
    private ServiceProvider _services = null!;
    private Pruner _pruner = null!;

    public PrunerFacts() => _store = new MemoryJobStore(_time);

    public async Task InitializeAsync()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IHostApplicationLifetime, NoLifetime>();
        services.AddProgressHub(options => (options.Retention.Age, options.Retention.Count) = (TimeSpan.FromDays(10), 5))
            .AddJob("brief", (BriefArgs _) => { }, kind => kind.RetainFor = TimeSpan.FromHours(2))
            .AddJob("few", (BriefArgs _) => { }, kind => kind.RetainCount = 1);
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_time));
        services.Replace(ServiceDescriptor.Singleton<IJobStore>(_store));
        _services = services.BuildServiceProvider();
        _pruner = ActivatorUtilities.CreateInstance<Pruner>(_services);
        await _pruner.StartAsync(default);
    }

    public async Task DisposeAsync()
    {
        await _pruner.StopAsync(default);
        await _services.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task AMinuteIsEnoughToBringAKindDownToItsCount()
    {
        await AddFinalAsync("few", 3);
        await AddFinalAsync("work", 7);

        await UntilAsync(TimeSpan.FromMinutes(1), "few=1 work=5");
    }

    [Fact]
    public async Task EachKindHasItsOwnAge()
    {
        await AddFinalAsync("brief", 2);
        await AddFinalAsync("work", 2);

        await UntilAsync(TimeSpan.FromHours(2) + TimeSpan.FromMinutes(3), "work=2");
        await UntilAsync(TimeSpan.FromDays(10), "");
    }

    [Fact]
    public void AKindTakesNoRuleThatKeepsLessThanAnHour()
    {
        var kind = new JobKindOptions();
        Should.Throw<ArgumentOutOfRangeException>(() => kind.RetainFor = TimeSpan.FromMinutes(59));
        Should.Throw<ArgumentOutOfRangeException>(() => kind.RetainCount = -1);
        (kind.RetainFor, kind.RetainCount) = (TimeSpan.FromHours(1), 0);
        kind.RetainFor.ShouldBe(TimeSpan.FromHours(1));
    }

    private Task AddFinalAsync(string kind, int count) => _store.EnqueueAsync(
        [.. Enumerable.Range(0, count).Select(_ => new NewJob(
            new JobSnapshot { Id = JobId.New(_time.GetUtcNow()), Kind = kind, State = JobState.Failed, Version = 1, CreatedAt = _time.GetUtcNow(), FinalizedAt = _time.GetUtcNow() },
            "{}"u8.ToArray()))],
        default);

    /// <summary>Moves the clock on by steps, first in one go; the pruner works on threads of its own.</summary>
    private async Task UntilAsync(TimeSpan after, string expected)
    {
        _time.Advance(after);
        await Eventually.TrueAsync(async () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return await KeptAsync() == expected;
        });
    }

    private async Task<string> KeptAsync()
    {
        var stats = await _store.ReadStatsAsync(new StatsScope(), default);
        return string.Join(' ', stats.Kinds.Where(kind => kind.ByState.Count > 0).Select(kind => $"{kind.Kind}={kind.ByState[JobState.Failed.Name()]}"));
    }

    internal sealed record BriefArgs;

    private sealed class NoLifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication() => throw new NotSupportedException();
    }
}
