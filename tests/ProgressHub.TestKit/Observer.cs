using System.Text;
using System.Text.Json;

namespace ProgressHub.TestKit;

/// <summary>Somebody who follows one job, over one way or many, and believes only what is newer.</summary>
public sealed class Observer(JobId id, Ledger ledger)
{
    private readonly Lock _gate = new();
    private readonly List<long> _versions = [];
    private JobSnapshot? _newest;
    private string? _json;

    public JobId Id => id;

    public Ledger Ledger => ledger;

    public JobSnapshot? Newest => Volatile.Read(ref _newest);

    public string? NewestJson => Volatile.Read(ref _json);

    /// <summary>The version that is known; -1 before the first.</summary>
    public long Known => Newest?.Version ?? -1;

    /// <summary>Set when the watch was ended by the server, with its reason.</summary>
    public string? EndedBecause { get; set; }

    public IReadOnlyList<long> Versions
    {
        get
        {
            lock (_gate)
            {
                return [.. _versions];
            }
        }
    }

    /// <summary>Takes a snapshot as it came.</summary>
    public JobSnapshot See(ReadOnlySpan<byte> json, string via)
    {
        var snapshot = JsonSerializer.Deserialize(json, ProtocolJson.TypeOf<JobSnapshot>())!;
        if (snapshot.Id != id)
        {
            ledger.Fault($"{via} told {snapshot.Id} to an observer of {id}");
            return snapshot;
        }

        ledger.Record(snapshot, json, via);
        lock (_gate)
        {
            if (_newest is { } before)
            {
                if (snapshot.Version <= before.Version)
                {
                    return snapshot;
                }

                if (before.IsFinal() && snapshot.Version >> 32 == before.Version >> 32)
                {
                    ledger.Fault($"{via} told something after the final snapshot of the epoch: {before.Version} {before.State}, then {snapshot.Version} {snapshot.State}");
                }
            }

            _versions.Add(snapshot.Version);
            Volatile.Write(ref _json, Encoding.UTF8.GetString(json));
            Volatile.Write(ref _newest, snapshot);
        }

        return snapshot;
    }

    public Task UntilFinalAsync() => Eventually.TrueAsync(() => Newest?.IsFinal() == true, () => $"The newest is {NewestJson ?? "nothing"}.");
}
