using Npgsql;
using ProgressHub.Jobs;
using ProgressHub.PostgreSql.Database;
using ProgressHub.PostgreSql.Rows;
using ProgressHub.Storage;
using ProgressHub.Storage.Rows;

namespace ProgressHub.PostgreSql.Writing;

/// <summary>Claims of several callers, a statement for each.</summary>
internal sealed class ClaimStatements(WriterPlace place)
{
    private const int Turn = JobColumns.Timeout + 1;

    private readonly Dictionary<ClaimCall, List<(long Seq, ReadyJob Order, ClaimedJob Job)>> _found = [];

    public List<ClaimCall> Calls { get; } = [];

    /// <summary>When the next scheduled job is due.</summary>
    public DateTimeOffset? NextDue { get; private set; }

    public void AddTo(NpgsqlBatch batch, DateTimeOffset now)
    {
        _found.Clear();
        if (Calls.Count == 0)
        {
            return;
        }

        foreach (var call in Calls)
        {
            call.Look();
            if (!call.Token.IsCancellationRequested)
            {
                _found[call] = [];
                Add(batch, call.Request, now);
            }
        }

        batch.Add(PlainSql.Obstacles).With(Calls.SelectMany(call => call.Request.Kinds).Select(kind => kind.Kind).Distinct().ToArray());
    }

    public void Read(NpgsqlDataReader row)
    {
        if (Calls.Count == 0)
        {
            return;
        }

        foreach (var found in _found.Values)
        {
            while (row.Read())
            {
                var (job, args, timeout) = JobRows.ReadAttempt(row);
                found.Add((row.GetInt64(JobColumns.Seq), new ReadyJob(job.Priority, row.GetInt64(Turn), 0), new ClaimedJob(job, args ?? [])
                {
                    Timeout = timeout is { } ms ? TimeSpan.FromMilliseconds(ms) : null,
                }));
            }

            row.NextResult();
        }

        row.Read();
        var keyed = row.GetBoolean(0);
        NextDue = JobReader.Time(row, 1);
        row.NextResult();
        foreach (var (call, found) in _found)
        {
            // Whoever found nothing because of these asks the rules instead.
            call.IsPlain = found.Count > 0 || !(keyed || NextDue <= place.Time.GetUtcNow());
        }
    }

    /// <summary>Completes what was found, in the order of claims.</summary>
    public void Finish(PostgresSession session)
    {
        foreach (var (call, found) in _found)
        {
            if (found.Count == 0)
            {
                continue;
            }

            found.Sort(static (a, b) => ReadyJob.Order.Compare(a.Order, b.Order));
            var jobs = new List<ClaimedJob>(found.Count);
            foreach (var (seq, _, job) in found)
            {
                session.Changed.Add(job.Snapshot.Id);
                session.Moved(new(job.Snapshot, JobState.Queued, JobState.Running));
                // Only one that was claimed before can have left something to go on from.
                jobs.Add(JobVersion.Epoch(job.Snapshot.Version) > 1 && session.Data.Read(seq, LargePart.Checkpoint) is { } checkpoint ? job with { Checkpoint = checkpoint } : job);
            }

            call.Answer = new ClaimAnswer(jobs, []);
        }
    }

    private void Add(NpgsqlBatch batch, ClaimRequest request, DateTimeOffset now) => batch.Add(PlainSql.Claim)
        .WithNumber(place.Clock.Given).With(request.Kinds.Select(kind => kind.Kind).ToArray()).With(request.Kinds.Select(kind => Math.Min(kind.Max, request.Max)).ToArray())
        .With(request.Max).With(now.ToUnixTimeMilliseconds()).With(LeaseClock.Length(request.Lease)).With(place.Owner).With(request.Node);
}
