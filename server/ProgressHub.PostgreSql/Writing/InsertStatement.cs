using Npgsql;
using ProgressHub.PostgreSql.Database;
using ProgressHub.PostgreSql.Rows;
using ProgressHub.Storage;

namespace ProgressHub.PostgreSql.Writing;

/// <summary>The new jobs of several callers as the columns of one statement.</summary>
internal sealed class InsertStatement(List<PlainEnqueue> enqueues)
{
    public void AddTo(NpgsqlBatch batch)
    {
        if (enqueues.Count == 0)
        {
            return;
        }

        NewJob[] jobs = [.. enqueues.SelectMany(enqueue => enqueue.Jobs)];
        byte[]?[] rare = [.. enqueues.SelectMany(enqueue => enqueue.Rare)];
        var groups = Column(jobs, JobRows.GroupsColumn);
        batch.Add(Array.Exists(groups, name => name is not null) ? PlainSql.InsertWithGroups : PlainSql.Insert)
            .With(Column(jobs, job => job.Id.Value)).With(Column(jobs, job => job.Kind)).With(Column(jobs, job => (short)job.State))
            .With(Column(jobs, job => job.MaxAttempts)).With(Column(jobs, job => job.Priority)).With(Column(jobs, job => job.CreatedAt.ToUnixTimeMilliseconds()))
            .With(Column(jobs, job => job.DueAt?.ToUnixTimeMilliseconds())).With(groups).With(rare)
            .With(Array.ConvertAll(jobs, job => job.Args.ToArray())).With(Array.ConvertAll(jobs, job => (long?)job.Timeout?.TotalMilliseconds));
    }

    private static T[] Column<T>(NewJob[] jobs, Func<JobSnapshot, T> value) => Array.ConvertAll(jobs, job => value(job.Snapshot));
}
