using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using ProgressHub.Scheduling;
using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Sqlite;

/// <summary>Four processes, each with its own store on one file, race for each occurrence.</summary>
public sealed class RecurringRaceTests : SqliteFileTest
{
    private const int Rounds = 200;

    [Fact]
    [Trait("Invariant", "4 One outcome")]
    public async Task EachOccurrenceIsEnqueuedOnceHoweverManyProcessesRace()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OpenAsync()));
        var processes = stores.Select(Process).ToArray();
        var plan = new RecurrencePlan("tick", "*/5 * * * *", "UTC", "work", new WorkArgs(), RecurrenceSource.Code);
        await processes[0].Services.GetRequiredService<Recurrences>().PutAsync(plan, default);

        for (var n = 0; n < Rounds; n++)
        {
            Time.Advance(TimeSpan.FromMinutes(5));
            await Task.WhenAll(processes.Select(process => Task.Run(() => process.Services.GetRequiredService<Occurrences>().EnqueueDueAsync(default)))).WaitAsync(Deadline);
        }

        var jobs = (await stores[0].ListAsync(new JobSearch { Limit = 500 }, default)).Jobs;
        jobs.Count.ShouldBe(Rounds);
        jobs.Select(job => job.CreatedAt).Distinct().Count().ShouldBe(Rounds);
        for (var n = 0; n < stores.Length; n++)
        {
            processes[n].Dispose();
            await stores[n].DisposeAsync();
        }
    }

    private IHost Process(IJobStore store)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddProgressHub().UseInMemory().AddJob("work", (WorkArgs _) => { });
        builder.Services.Replace(ServiceDescriptor.Singleton(store));
        return builder.Build();
    }

    internal sealed record WorkArgs;
}
