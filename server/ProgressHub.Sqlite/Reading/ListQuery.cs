using System.Text;
using ProgressHub.Sqlite.Database;
using ProgressHub.Sqlite.Rows;
using ProgressHub.Storage;

namespace ProgressHub.Sqlite.Reading;

/// <summary>Reads a page of the job list, in the order of arrival or the other way round, from where the page before ended.</summary>
internal sealed class ListQuery
{
    private readonly JobSearch _search;
    private readonly StringBuilder _sql = new();
    private readonly List<Action<Statement, int>> _bindings = [];

    /// <exception cref="FormatException">The cursor is not one of ours.</exception>
    public ListQuery(JobSearch search)
    {
        _search = search;
        var from = JobCursor.Read(search);
        var order = "jobs.seq";
        if (search.Group is { } group)
        {
            order = "job_groups.seq";
            // CROSS: from the group to its jobs, never the other way round.
            _sql.Append($"SELECT {JobColumns.OfSnapshot} FROM job_groups CROSS JOIN jobs ON jobs.seq = job_groups.seq WHERE job_groups.name = {Parameter((s, i) => s.Bind(i, group.Value))}");
        }
        else
        {
            _sql.Append($"SELECT {JobColumns.OfSnapshot} FROM jobs WHERE 1");
        }

        _sql.Append($" AND {order} {(search.OldestFirst ? '>' : '<')} {Parameter((s, i) => s.Bind(i, from))}");
        AddFilters();
        _sql.Append($" ORDER BY {order} {(search.OldestFirst ? "ASC" : "DESC")}");
        if (search.Text is not { Length: > 0 })
        {
            _sql.Append($" LIMIT {search.Limit + 1}");
        }
    }

    public JobPage Read(Connection connection, CancellationToken ct)
    {
        using var statement = connection.PrepareOnce(_sql.ToString());
        for (var i = 0; i < _bindings.Count; i++)
        {
            _bindings[i](statement, i + 1);
        }

        List<JobSnapshot> jobs = [];
        var last = 0L;
        while (statement.Step())
        {
            ct.ThrowIfCancellationRequested();
            if (!Matches(statement))
            {
                continue;
            }

            if (jobs.Count == _search.Limit)
            {
                return new JobPage(jobs, JobCursor.Make(last));
            }

            jobs.Add(JobReader.Read(statement));
            last = statement.Long(JobColumns.Seq);
        }

        return new JobPage(jobs);
    }

    private void AddFilters()
    {
        if (_search.Kinds is { } kinds)
        {
            _sql.Append($" AND kind IN ({string.Join(", ", kinds.Select(kind => Parameter((s, i) => s.Bind(i, kind))))})");
        }

        if (_search.States is { } states)
        {
            // As numbers in the text and one by one, so that the partial indexes of rare states are seen to fit.
            _sql.Append(states.Count == 1 ? $" AND state = {(int)states[0]}" : $" AND state IN ({string.Join(", ", states.Select(s => (int)s))})");
        }

        if (_search.Parent is { } parent)
        {
            _sql.Append($" AND parent = {Parameter((s, i) => s.Bind(i, parent))}");
        }

        if (_search.CreatedAfter is { } after)
        {
            _sql.Append($" AND created_at > {Parameter((s, i) => s.Bind(i, after))}");
        }

        if (_search.CreatedBefore is { } until)
        {
            // Stored times are whole milliseconds: one that is earlier by less is the same millisecond.
            _sql.Append($" AND created_at < {Parameter((s, i) => s.Bind(i, until.AddTicks(TimeSpan.TicksPerMillisecond - 1)))}");
        }
    }

    // In C#, since SQLite knows the case of ASCII letters only.
    private bool Matches(Statement row) =>
        _search.Text is not { Length: > 0 } text
        || SearchText.IsIn(text, row.Id(JobColumns.Id), row.Text(JobColumns.Kind), JobReader.ReadProgress(row, JobColumns.Progress), JobReader.ReadJson<JobError>(row, JobColumns.Error));

    private string Parameter(Action<Statement, int> bind)
    {
        _bindings.Add(bind);
        return $"?{_bindings.Count}";
    }
}
