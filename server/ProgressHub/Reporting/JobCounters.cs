using System.Collections.Concurrent;

namespace ProgressHub.Reporting;

/// <summary>The counters of one attempt: at most <see cref="Max"/> are shown, further ones count unseen.</summary>
internal sealed class JobCounters(JobReporter reporter)
{
    public const int Max = 32;

    private readonly ConcurrentDictionary<string, JobCounter> _counters = new(StringComparer.Ordinal);

    public JobCounter Get(string name)
    {
        if (_counters.TryGetValue(name, out var known))
        {
            return known;
        }

        var counter = new JobCounter(ReportedText.Mend(name, ReportedText.MaxNameBytes)!, reporter);
        return _counters.Count < Max ? _counters.GetOrAdd(counter.Name, counter) : counter;
    }

    public IReadOnlyDictionary<string, long>? Read()
    {
        if (_counters.IsEmpty)
        {
            return null;
        }

        var values = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, counter) in _counters)
        {
            values[name] = counter.Value;
        }

        return values;
    }
}
