namespace ProgressHub.Benchmarks.Clients;

/// <summary>Looks at the messages of watchers.</summary>
internal interface ISink
{
    void Take(Watcher watcher, ReadOnlySpan<byte> message);
}
