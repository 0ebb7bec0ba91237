using Microsoft.Extensions.Logging;

namespace ProgressHub;

/// <summary>All settings of the engine. Each has a default that fits a server of a few cores; wrong ones stop the start with a sentence that tells the cure.</summary>
public sealed class ProgressHubOptions
{
    /// <summary>How jobs are run.</summary>
    public JobsOptions Jobs { get; set; } = new();

    /// <summary>How long a node holds a job without renewing.</summary>
    public LeaseOptions Lease { get; set; } = new();

    /// <summary>How progress is pushed.</summary>
    public PushOptions Push { get; set; } = new();

    /// <summary>How progress is polled.</summary>
    public PollOptions Poll { get; set; } = new();

    /// <summary>How repeated submits are known.</summary>
    public IdempotencyOptions Idempotency { get; set; } = new();

    /// <summary>How long final jobs are kept.</summary>
    public RetentionOptions Retention { get; set; } = new();

    /// <summary>The caps.</summary>
    public LimitsOptions Limits { get; set; } = new();

    /// <summary>Groups that anybody may watch, each a name or the beginning of names with a star, as <c>status:*</c>; none by default. Jobs that are submitted into one are public, and its roll-up may be kept by caches for a second.</summary>
    public ICollection<string> PublicGroups { get; } = [];
}

/// <summary>How jobs are run.</summary>
public sealed class JobsOptions
{
    /// <summary>What the node does: both by default, or <c>web</c> or <c>worker</c> alone. Nodes of one store need a worker among them, or jobs stay queued.</summary>
    public NodeRole Role { get; set; }

    /// <summary>How many attempts run at the same time, 1 to 1,024; by default twice the cores, at most 32.</summary>
    public int Concurrency { get; set; } = Math.Min(32, Environment.ProcessorCount * 2);

    /// <summary>How many attempts a job has, 1 to 100; 3 by default.</summary>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>How long an attempt may take, 1 s to 30 days; none by default. A kind or a job may have its own.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>How long running jobs may go on after the node was told to stop, up to 10 minutes; 20 s by default.</summary>
    public TimeSpan ShutdownGrace { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>What an <c>ILogger</c> is told inside a running job comes into the job's log from this level on; Information by default, None for nothing. A kind may have its own. What is said by <see cref="JobContext.Log"/> always comes.</summary>
    public LogLevel LogLevel { get; set; } = LogLevel.Information;

    /// <summary>The node's name, shown with its jobs; the machine's name by default.</summary>
    public string Node { get; set; } = Environment.MachineName;
}

/// <summary>How long a node holds a job without renewing.</summary>
public sealed class LeaseOptions
{
    /// <summary>5 s to 10 minutes; 30 s by default. Renewed three times as often, whatever the job reports.</summary>
    public TimeSpan Duration { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>How progress is pushed.</summary>
public sealed class PushOptions
{
    /// <summary>The least time between two messages about progress, 20 ms to 10 s; 100 ms by default.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a write may make no headway before the connection is given up, 1 to 60 s; 5 s by default.</summary>
    public TimeSpan SlowConnectionTimeout { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>How progress is polled.</summary>
public sealed class PollOptions
{
    /// <summary>The longest a poll may wait, 1 to 300 s; 60 s by default.</summary>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How many polls may wait at the same time; 10,000 by default.</summary>
    public int MaxWaiters { get; set; } = 10_000;
}

/// <summary>How repeated submits are known.</summary>
public sealed class IdempotencyOptions
{
    /// <summary>How long an idempotency key is remembered, 1 hour to 30 days; 24 hours by default.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromHours(24);
}

/// <summary>How long final jobs are kept. Whichever comes first ends it; a kind may have its own.</summary>
public sealed class RetentionOptions
{
    internal const int MostCount = 100_000_000;
    internal static readonly TimeSpan LeastAge = TimeSpan.FromHours(1);
    internal static readonly TimeSpan MostAge = TimeSpan.FromDays(36_500);

    /// <summary>How long after they became final, 1 hour to 36,500 days; 7 days by default. A hundred years stand for ever.</summary>
    public TimeSpan Age { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How many of each kind, 0 to 100,000,000; 100,000 by default. Of more, those go first that were submitted first.</summary>
    public int Count { get; set; } = 100_000;
}

/// <summary>The caps. Going over one is answered with a problem that names it.</summary>
public sealed class LimitsOptions
{
    /// <summary>Bytes of a job's arguments as JSON; 64 KiB by default.</summary>
    public int ArgsBytes { get; set; } = 64 * 1024;

    /// <summary>Bytes of a job's result as JSON; 256 KiB by default.</summary>
    public int ResultBytes { get; set; } = 256 * 1024;

    /// <summary>Bytes of a job's checkpoint as JSON; 64 KiB by default.</summary>
    public int CheckpointBytes { get; set; } = 64 * 1024;

    /// <summary>Bytes of a request's body; 1 MiB by default.</summary>
    public int BodyBytes { get; set; } = 1024 * 1024;

    /// <summary>Groups of one job; 16 by default.</summary>
    public int GroupsPerJob { get; set; } = 16;

    /// <summary>Children of one job; 100,000 by default.</summary>
    public int ChildrenPerJob { get; set; } = 100_000;

    /// <summary>Lines of one job's log, 100 to 1,000,000; 10,000 by default. Of more the oldest go.</summary>
    public int LogLines { get; set; } = 10_000;

    /// <summary>Watches of one connection; 100 by default.</summary>
    public int WatchesPerConnection { get; set; } = 100;
}
