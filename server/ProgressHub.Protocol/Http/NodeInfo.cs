namespace ProgressHub;

/// <summary>A process that works on the jobs of a store, as it last told of itself.</summary>
public sealed record NodeInfo
{
    /// <summary>Names the process; another one after each start.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name that stands in the jobs it runs; several may share it.</summary>
    public required string Name { get; init; }

    /// <summary>The version of ProgressHub it runs.</summary>
    public required string Version { get; init; }

    /// <summary>What it does.</summary>
    public required NodeRole Role { get; init; }

    /// <summary>When it started, by its own clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it last gave a sign of life, by the store's clock.</summary>
    public DateTimeOffset BeatAt { get; init; }

    /// <summary>Whether signs of life have failed to come. A node that stopped in order is not listed any more.</summary>
    public bool Missing { get; init; }

    /// <summary>How many attempts it may run at the same time; 0 where it runs none.</summary>
    public int Slots { get; init; }

    /// <summary>Attempts that it holds, by kind; kinds without one are absent. May be a few more than there are slots.</summary>
    public required IReadOnlyDictionary<string, long> Running { get; init; }

    /// <summary>Attempts that ended there within about a minute.</summary>
    public long EndedLastMinute { get; init; }

    /// <summary>What is watched through it: each watcher counts once for each job, group and log.</summary>
    public int Watches { get; init; }

    /// <summary>How much of the machine's cores the process used since the sign of life before, 0 to 1.</summary>
    public double CpuLoad { get; init; }
}
