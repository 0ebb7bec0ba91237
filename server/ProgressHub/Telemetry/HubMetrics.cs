using System.Diagnostics.Metrics;

namespace ProgressHub.Telemetry;

/// <summary>What the service counts of itself, on the meter <c>ProgressHub</c>.</summary>
internal sealed class HubMetrics
{
    public const string MeterName = "ProgressHub";

    private readonly Counter<long> _evicted;
    private readonly Counter<long> _refusedWrites;
    private readonly Counter<long> _ended;

    public HubMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _evicted = meter.CreateCounter<long>("progresshub.connections.evicted", "{connection}", "Connections given up, by reason.");
        _refusedWrites = meter.CreateCounter<long>("progresshub.attempts.refused_writes", "{write}", "Writes of attempts that no longer held their job.");
        _ended = meter.CreateCounter<long>("progresshub.attempts.ended", "{attempt}", "Attempts ended, by outcome.");
    }

    public void Evicted(string reason) => _evicted.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void RefusedWrite() => _refusedWrites.Add(1);

    public void Ended(string outcome) => _ended.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
