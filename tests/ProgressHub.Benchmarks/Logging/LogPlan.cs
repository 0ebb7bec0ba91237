namespace ProgressHub.Benchmarks.Logging;

/// <summary>Work of which each piece may be logged.</summary>
/// <param name="Seconds">For how long, at the pace asked for.</param>
/// <param name="PerSecond">Pieces a second.</param>
/// <param name="Spin">Rounds of hashing in each piece.</param>
/// <param name="IsLogged">Whether each piece is logged.</param>
internal sealed record LogPlan(int Seconds, int PerSecond, int Spin, bool IsLogged);

/// <param name="Seconds">What the job took.</param>
/// <param name="BusySeconds">How much of that it worked and logged; the rest it waited for its pace.</param>
/// <param name="StoreAgeMs">The most that the store's newest line was older than the job's newest.</param>
internal sealed record LogAnswer(double Seconds, double BusySeconds, double StoreAgeMs);
