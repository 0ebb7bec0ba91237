using ProgressHub.Benchmarks.Measuring;
using ProgressHub.Benchmarks.Processes;

namespace ProgressHub.Benchmarks.Queueing.Postgres;

/// <summary>The figures of one queue on PostgreSQL.</summary>
internal sealed class PostgresRows(Table table)
{
    /// <summary>Of a queue that polls twice a second, more would take minutes.</summary>
    public const int FewSamples = 40;

    private readonly Row _enqueued = table.Row("enqueues, nothing runs", "1/s", Target.AtLeast(20_000));
    private readonly Row _executed = table.Row("jobs executed, preloaded", "1/s", Target.RatioAtLeast(1.2));
    private readonly Row _flow = table.Row("enqueued and executed at once", "1/s");
    private readonly Row _p50 = table.Row("enqueue to start, idle, p50", "ms", Target.AtMost(2));
    private readonly Row _p99 = table.Row("enqueue to start, idle, p99", "ms");
    private readonly Row _enqueueTransactions = table.Row("transactions per enqueue", "");
    private readonly Row _enqueueBytes = table.Row("log per enqueue", "B");
    private readonly Row _executeTransactions = table.Row("transactions per execution", "");
    private readonly Row _executeBytes = table.Row("log per execution", "B");

    public async Task MeasureAsync(string subject, Child child, string database, EnqueuePlan plan, int samples)
    {
        // The first answer comes when the schema is there; that is no cost of a job.
        await child.AskAsync<double>("enqueue", plan with { Jobs = 0 });
        var before = await DatabaseCost.ReadAsync(database);
        _enqueued.Of(subject).Add(plan.Jobs / await child.AskAsync<double>("enqueue", plan));
        var between = await DatabaseCost.ReadAsync(database);
        _executed.Of(subject).Add(plan.Jobs / await child.AskAsync<double>("execute", plan));
        var after = await DatabaseCost.ReadAsync(database);
        Add(subject, between.PerJob(before, plan.Jobs), _enqueueTransactions, _enqueueBytes);
        Add(subject, after.PerJob(between, plan.Jobs), _executeTransactions, _executeBytes);
        _flow.Of(subject).Add(plan.Jobs / await child.AskAsync<double>("flow", plan));
        var latency = await child.AskAsync<LatencyAnswer>("latency", new EnqueuePlan(subject == Subjects.Other ? Math.Min(samples, FewSamples) : samples, 1));
        _p50.Of(subject).Add(latency.P50);
        _p99.Of(subject).Add(latency.P99);
    }

    private static void Add(string subject, (double Transactions, double WalBytes) cost, Row transactions, Row bytes)
    {
        transactions.Of(subject).Add(cost.Transactions);
        bytes.Of(subject).Add(cost.WalBytes);
    }
}
