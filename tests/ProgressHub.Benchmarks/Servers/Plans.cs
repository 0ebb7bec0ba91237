namespace ProgressHub.Benchmarks.Servers;

/// <summary>Messages to send to the group.</summary>
/// <param name="Seconds">For how long.</param>
/// <param name="PerSecond">How many; 0 for flat out.</param>
internal sealed record PublishPlan(double Seconds, double PerSecond);

/// <param name="Sent">How many messages were sent.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record PublishAnswer(long Sent, double Seconds);

/// <summary>Work that reports after every step.</summary>
/// <param name="Steps">How many.</param>
/// <param name="Spin">Rounds of hashing in each.</param>
/// <param name="PauseMs">What each waits besides.</param>
/// <param name="Seconds">Ends it earlier.</param>
/// <param name="Free">Does not wait between steps: SignalR's awaited send sets the pace, and ours, which waits for nothing, pauses 1 ms so as not to spend a core on its own loop.</param>
/// <param name="EachInJob">Runs one step in a job of its own, instead of all in one job.</param>
/// <param name="GapMs">What lies between two such jobs.</param>
internal sealed record WorkPlan(int Steps, int Spin = 0, double PauseMs = 0, double Seconds = double.MaxValue, bool Free = false, bool EachInJob = false, double GapMs = 0);

/// <summary>Jobs that all report at a rate.</summary>
internal sealed record FleetPlan(int Jobs, int PerSecond, double Seconds);
