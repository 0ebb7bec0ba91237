namespace ProgressHub.Benchmarks.Servers;

/// <summary>A snapshot as jobs really have them; `done` carries the time at which it was made.</summary>
internal static class Sample
{
    public const string Group = "bench";

    public static JobSnapshot First { get; } = new()
    {
        Id = JobId.New(DateTimeOffset.UnixEpoch),
        Kind = "import-csv",
        Groups = [new(Group), new("user:42")],
        State = JobState.Running,
        Version = 1L << 32,
        Attempt = 1,
        MaxAttempts = 3,
        Counters = new SortedDictionary<string, long> { ["imported"] = 123_456, ["rejected"] = 7 },
        Progress = new() { Total = long.MaxValue, Unit = "B", Message = "world-cities.csv", RatePerSecond = 12_340_000, EtaSeconds = 42.5 },
        CreatedAt = DateTimeOffset.UnixEpoch,
        StartedAt = DateTimeOffset.UnixEpoch,
        ReportedAt = DateTimeOffset.UnixEpoch,
        Node = "node-1",
    };

    public static JobSnapshot Next(JobSnapshot last, long stamp) => last with { Version = last.Version + 1, Progress = last.Progress! with { Done = stamp } };
}
