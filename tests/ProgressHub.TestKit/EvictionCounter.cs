using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace ProgressHub.TestKit;

/// <summary>Counts the connections that one server has given up, by reason, as any metrics reader can.</summary>
public sealed class EvictionCounter : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _byReason = new(StringComparer.Ordinal);

    public EvictionCounter(TestHost host)
    {
        // Meters of other hosts of this process have the same name and another factory as their scope.
        var factory = host.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "progresshub.connections.evicted" && instrument.Meter.Scope == factory)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
            _byReason.AddOrUpdate(tags[0].Value!.ToString()!, count, (_, before) => before + count));
        _listener.Start();
    }

    public long Of(string reason) => _byReason.GetValueOrDefault(reason);

    public long Total => _byReason.Values.Sum();

    public void Dispose() => _listener.Dispose();
}
