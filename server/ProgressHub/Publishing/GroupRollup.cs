using ProgressHub.Jobs;
using ProgressHub.Reporting;
using ProgressHub.Storage;

namespace ProgressHub.Publishing;

/// <summary>The sum of a group, kept by differences: a change costs the same whatever the size of the group.</summary>
/// <remarks>It remembers what each job has added, with its version. So the first reading of the store and the changes that come meanwhile may arrive in any order: the newer version stays. About 100 bytes a job, for watched groups only.</remarks>
internal sealed class GroupRollup(GroupName name)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<JobId, GroupMember> _members = [];
    private readonly HashSet<JobId> _removed = [];
    private readonly long[] _byState = new long[6];
    private readonly Dictionary<string, UnitSum> _units = new(StringComparer.Ordinal);
    private readonly RateMeter _rate = new();
    private double _fractionsWithoutTotal;
    private double _fractions;
    private bool _isReading = true;

    public GroupName Name => name;

    /// <summary>While the group is read it counts a part of it, which nobody may be shown.</summary>
    public bool IsReading
    {
        get
        {
            lock (_gate)
            {
                return _isReading;
            }
        }
    }

    /// <summary>Completes when the group was read from the store.</summary>
    public TaskCompletionSource Loaded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Apply(in GroupMember next)
    {
        lock (_gate)
        {
            var known = _members.TryGetValue(next.Id, out var before);
            if (_removed.Contains(next.Id) || (known && before.Version >= next.Version))
            {
                return;
            }

            if (known)
            {
                Add(before, -1);
            }

            Add(next, +1);
            _members[next.Id] = next;
        }
    }

    public void Remove(JobId id)
    {
        lock (_gate)
        {
            if (_isReading)
            {
                _removed.Add(id);
            }

            if (_members.Remove(id, out var before))
            {
                Add(before, -1);
            }
        }
    }

    /// <summary>From now on nothing old can arrive from the first reading, so removals need not be remembered.</summary>
    public void EndOfReading()
    {
        lock (_gate)
        {
            _isReading = false;
            _removed.Clear();
        }
    }

    public bool Counts(JobId id)
    {
        lock (_gate)
        {
            return _members.ContainsKey(id);
        }
    }

    /// <summary>Whether it is newer than what is counted of this job.</summary>
    public bool IsNews(in GroupMember read)
    {
        lock (_gate)
        {
            return !_members.TryGetValue(read.Id, out var known) || known.Version < read.Version;
        }
    }

    /// <summary>The jobs that are counted now.</summary>
    public HashSet<JobId> Ids()
    {
        lock (_gate)
        {
            return [.. _members.Keys];
        }
    }

    public GroupSummary Summarize(DateTimeOffset now)
    {
        lock (_gate)
        {
            var unit = _units.Count == 1 ? _units.Single() : default;
            var (share, work, total) = Share(unit);
            var running = _byState[(int)JobState.Running] > 0;
            var rate = running && total > 0 ? _rate.Update(now, work) : null;
            return new GroupSummary
            {
                Name = name,
                Total = _members.Count,
                ByState = CountsByState(),
                Fraction = share is null ? null : Math.Round(share.Value, 6),
                Done = unit.Key is null ? null : unit.Value.Done,
                WorkTotal = unit.Key is null ? null : unit.Value.Total,
                Unit = unit.Key,
                RatePerSecond = rate,
                EtaSeconds = rate > 0 ? Math.Round((total - work) / rate.Value, 1) : null,
                AsOf = now,
            };
        }
    }

    /// <summary>The share of the work that is over, and the work itself: in the common unit, with jobs of unknown size taken as average ones, else in jobs.</summary>
    private (double? Share, double Work, double Total) Share(KeyValuePair<string, UnitSum> unit)
    {
        if (_members.Count == 0)
        {
            return (null, 0, 0);
        }

        if (unit.Key is null || unit.Value.Total == 0)
        {
            return (Math.Clamp(_fractions / _members.Count, 0, 1), _fractions, _members.Count);
        }

        var mean = (double)unit.Value.Total / unit.Value.Jobs;
        var work = unit.Value.Over + mean * _fractionsWithoutTotal;
        var total = unit.Value.Total + mean * (_members.Count - unit.Value.Jobs);
        return (Math.Clamp(work / total, 0, 1), work, total);
    }

    private void Add(in GroupMember member, int sign)
    {
        _byState[(int)member.State] += sign;
        // A job that is over is over, however far it came.
        var fraction = member.State.IsFinal() ? 1 : member.Fraction ?? 0;
        _fractions += sign * fraction;
        if (member is not { Total: > 0 })
        {
            _fractionsWithoutTotal += sign * fraction;
            return;
        }

        var unit = member.Unit ?? "";
        var sum = _units.GetValueOrDefault(unit);
        sum = new(
            sum.Jobs + sign,
            sum.Done + sign * (member.Done ?? 0),
            sum.Total + sign * member.Total.Value,
            sum.Over + sign * fraction * member.Total.Value);
        if (sum.Jobs == 0)
        {
            _units.Remove(unit);
        }
        else
        {
            _units[unit] = sum;
        }
    }

    private Dictionary<string, long> CountsByState()
    {
        var counts = new Dictionary<string, long>(6);
        for (var state = 0; state < _byState.Length; state++)
        {
            if (_byState[state] > 0)
            {
                counts[((JobState)state).Name()] = _byState[state];
            }
        }

        return counts;
    }

    private readonly record struct UnitSum(long Jobs, long Done, long Total, double Over);
}
