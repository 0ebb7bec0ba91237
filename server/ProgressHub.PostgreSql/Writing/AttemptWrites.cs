using Npgsql;
using ProgressHub.PostgreSql.Database;

namespace ProgressHub.PostgreSql.Writing;

/// <summary>Writes of one sort, of several callers, as the columns of one statement.</summary>
internal sealed class AttemptWrites
{
    // By id, so that all who change the same jobs lock them in the same order.
    private readonly SortedDictionary<Guid, (PlainWrites Call, int Index)> _writes = [];
    private readonly HashSet<Guid> _stored = [];

    public int Count => _writes.Count;

    public void Add(PlainWrites call, int index) => _writes[call.Next[index]!.Id.Value] = (call, index);

    public void Clear()
    {
        _writes.Clear();
        _stored.Clear();
    }

    /// <summary>Forgets what was stored, not what is to be.</summary>
    public void Forget()
    {
        _stored.Clear();
        foreach (var (call, index) in _writes.Values)
        {
            call.Undone(index);
        }
    }

    public void AddTo(NpgsqlBatch batch, string sql, bool ended)
    {
        if (Count == 0)
        {
            return;
        }

        (PlainWrites Call, int Index)[] all = [.. _writes.Values];
        var command = batch.Add(sql).With(Guids(all)).With(Array.ConvertAll(all, write => Job(write).Version));
        if (ended)
        {
            command.With(Array.ConvertAll(all, write => (short)Job(write).State)).With(Array.ConvertAll(all, write => Job(write).FinalizedAt?.ToUnixTimeMilliseconds()));
        }

        command.With(Array.ConvertAll(all, write => Job(write).ReportedAt?.ToUnixTimeMilliseconds()))
            .With(Array.ConvertAll(all, write => write.Call.Values[write.Index].Progress)).With(Array.ConvertAll(all, write => write.Call.Values[write.Index].Counters));
        if (ended)
        {
            command.With(Array.ConvertAll(all, write => write.Call.Values[write.Index].Error)).With(Array.ConvertAll(all, Result));
        }
    }

    /// <summary>Reads which were stored.</summary>
    public void Read(NpgsqlDataReader row)
    {
        if (Count == 0)
        {
            return;
        }

        while (row.Read())
        {
            var id = row.GetGuid(0);
            _stored.Add(id);
            var (call, index) = _writes[id];
            call.Stored(index);
        }

        row.NextResult();
    }

    public void ForEach(Action<JobSnapshot> use)
    {
        foreach (var write in _writes.Values)
        {
            use(Job(write));
        }
    }

    public void ForEachStored(Action<JobSnapshot> use) => ForEach(job =>
    {
        if (_stored.Contains(job.Id.Value))
        {
            use(job);
        }
    });

    private static JobSnapshot Job((PlainWrites Call, int Index) write) => write.Call.Next[write.Index]!;

    private static Guid[] Guids((PlainWrites Call, int Index)[] all) => Array.ConvertAll(all, write => Job(write).Id.Value);

    private static byte[]? Result((PlainWrites Call, int Index) write) =>
        Job(write).Result is null ? null : write.Call.Writes[write.Index].Result?.ToArray();
}
