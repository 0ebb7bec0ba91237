using Microsoft.Data.Sqlite;
using ProgressHub.Sqlite.Database;
using Quartz;

namespace ProgressHub.Benchmarks.Queueing;

/// <summary>Quartz on its SQLite store, the write-ahead log on as in ours: each job a durable job with one trigger that is due now.</summary>
internal sealed class QuartzQueue : IQueueSubject
{
    private const string Left = "SELECT (SELECT count(*) FROM QRTZ_TRIGGERS) + (SELECT count(*) FROM QRTZ_FIRED_TRIGGERS)";

    private readonly string _folder = Directory.CreateTempSubdirectory("progresshub-bench-").FullName;
    private readonly SqliteConnection _connection;
    private IScheduler? _scheduler;

    public QuartzQueue()
    {
        SqliteLibrary.Load();
        _connection = new SqliteConnection(ConnectionString);
    }

    public Action Entered
    {
        set => NoOpJob.Entered = value;
    }

    private string ConnectionString => $"Data Source={Path.Combine(_folder, "quartz.db")}";

    private IScheduler Scheduler => _scheduler ?? throw new InvalidOperationException("Open it first.");

    public async Task OpenAsync()
    {
        await _connection.OpenAsync();
        await using var log = new SqliteCommand("PRAGMA journal_mode=WAL", _connection);
        await log.ExecuteNonQueryAsync();
        _scheduler = await QuartzSchedulerBuilder.Create(quartz => quartz
            .UseDefaultThreadPool(16)
            .UsePersistentStore(store => store.UseSqlite(SqliteFactory.Instance, ConnectionString).ProvisionSchema())).BuildScheduler();
    }

    public async Task EnqueueAsync()
    {
        var name = Guid.NewGuid().ToString("N");
        await Scheduler.ScheduleJob(
            JobBuilder.Create<NoOpJob>().WithIdentity(name).Build(),
            TriggerBuilder.Create().WithIdentity(name).StartNow().Build());
    }

    public async Task StartAsync() => await Scheduler.Start();

    public async Task<bool> IsDrainedAsync()
    {
        await using var left = new SqliteCommand(Left, _connection);
        return (long)(await left.ExecuteScalarAsync())! == 0;
    }

    public async ValueTask DisposeAsync()
    {
        await Scheduler.Shutdown();
        await _connection.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    internal sealed class NoOpJob : IJob
    {
        public static Action Entered { get; set; } = static () => { };

        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
        {
            Entered();
            return ValueTask.CompletedTask;
        }
    }
}
