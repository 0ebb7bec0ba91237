using System.Globalization;
using System.Text;
using ProgressHub.Jobs;
using ProgressHub.PostgreSql.Rows;
using ProgressHub.Storage;

namespace ProgressHub.PostgreSql.Reading;

/// <summary>Reads a page of the job list, in the order of arrival or the other way round, from where the page before ended.</summary>
internal sealed class ListQuery
{
    /// <summary>A search in texts looks at so many jobs at a time.</summary>
    private const int SearchStep = 1000;

    private readonly JobSearch _search;
    private readonly StringBuilder _sql = new();
    private readonly List<object?> _values = [];
    private readonly int _step;

    /// <exception cref="FormatException">The cursor is not one of ours.</exception>
    public ListQuery(JobSearch search)
    {
        _search = search;
        _step = search.Text is { Length: > 0 } ? SearchStep : search.Limit + 1;
        _values.Add(JobCursor.Read(search));
        var order = "j.seq";
        if (search.Group is { } group)
        {
            order = "g.seq";
            _sql.Append(CultureInfo.InvariantCulture, $"SELECT {JobColumns.OfSnapshot} FROM progresshub.job_groups AS g JOIN progresshub.all_jobs AS j ON j.seq = g.seq WHERE g.name = {Parameter(group.Value)}");
        }
        else
        {
            _sql.Append(CultureInfo.InvariantCulture, $"SELECT {JobColumns.OfSnapshot} FROM {Table(search.States)} AS j WHERE true");
        }

        _sql.Append(CultureInfo.InvariantCulture, $" AND {order} {(search.OldestFirst ? '>' : '<')} $1");
        AddFilters();
        _sql.Append(CultureInfo.InvariantCulture, $" ORDER BY {order} {(search.OldestFirst ? "ASC" : "DESC")} LIMIT {_step}");
    }

    /// <summary>The statement, for whoever wants to see how it is run.</summary>
    public string Sql => _sql.ToString();

    public async Task<JobPage> ReadAsync(Reader reader, CancellationToken ct)
    {
        List<JobSnapshot> jobs = [];
        var last = 0L;
        while (true)
        {
            var rows = await reader.ListAsync(Sql, row => (Seq: row.GetInt64(JobColumns.Seq), Job: JobReader.Read(row)), ct, [.. _values]);
            foreach (var (seq, job) in rows)
            {
                if (!Matches(job))
                {
                    continue;
                }

                if (jobs.Count == _search.Limit)
                {
                    return new JobPage(jobs, JobCursor.Make(last));
                }

                jobs.Add(job);
                last = seq;
            }

            if (rows.Count < _step)
            {
                return new JobPage(jobs);
            }

            _values[0] = rows[^1].Seq;
        }
    }

    // The planner does not know that no live job is final, and would look at each of them for one.
    private static string Table(IReadOnlyList<JobState>? states) => states switch
    {
        { Count: > 0 } when states.All(state => state.IsFinal()) => "progresshub.final_jobs",
        { Count: > 0 } when !states.Any(state => state.IsFinal()) => "progresshub.jobs",
        _ => "progresshub.all_jobs",
    };

    private void AddFilters()
    {
        if (_search.Kinds is { } kinds)
        {
            _sql.Append(CultureInfo.InvariantCulture, $" AND j.kind = ANY({Parameter(kinds.ToArray())})");
        }

        if (_search.States is { } states)
        {
            // As numbers in the text and one by one, so that the partial indexes of rare states are seen to fit.
            _sql.Append(states.Count == 0 ? " AND false"
                : states.Count == 1 ? $" AND j.state = {(int)states[0]}"
                : $" AND j.state IN ({string.Join(", ", states.Select(state => (int)state))})");
        }

        if (_search.Parent is { } parent)
        {
            _sql.Append(CultureInfo.InvariantCulture, $" AND j.parent = {Parameter(parent.Value)}");
        }

        if (_search.CreatedAfter is { } after)
        {
            _sql.Append(CultureInfo.InvariantCulture, $" AND j.created_at > {Parameter(after.ToUnixTimeMilliseconds())}");
        }

        if (_search.CreatedBefore is { } until)
        {
            // Stored times are whole milliseconds: one that is earlier by less is the same millisecond.
            _sql.Append(CultureInfo.InvariantCulture, $" AND j.created_at < {Parameter(until.AddTicks(TimeSpan.TicksPerMillisecond - 1).ToUnixTimeMilliseconds())}");
        }
    }

    // In C#, so that every store finds the same.
    private bool Matches(JobSnapshot job) =>
        _search.Text is not { Length: > 0 } text || SearchText.IsIn(text, job.Id, job.Kind, job.Progress, job.Error);

    private string Parameter(object value)
    {
        _values.Add(value);
        return $"${_values.Count}";
    }
}
