namespace ProgressHub;

/// <summary>Keys in a Quartz job's or trigger's <c>JobDataMap</c> that ProgressHub reads; all values are text, and a trigger's count before the job's.</summary>
public static class JobDataKeys
{
    /// <summary>The kind. Of a watched execution: by default the job's key as <c>group.name</c>, or the name alone in Quartz's default group, with <c>-</c> for every character that no kind has. Of <see cref="EnqueueJob"/>: the kind to enqueue, required.</summary>
    public const string Kind = Prefix + "kind";

    /// <summary>The groups, with spaces or commas between; none by default.</summary>
    public const string Groups = Prefix + "groups";

    /// <summary><c>false</c> keeps an execution out of ProgressHub.</summary>
    public const string Watch = Prefix + "watch";

    /// <summary>The arguments as a JSON object. Of a watched execution: by default all plain values of the map. Of <see cref="EnqueueJob"/>: <c>{}</c> by default.</summary>
    public const string Args = Prefix + "args";

    /// <summary>For <see cref="EnqueueJob"/>: higher runs first, -1,000 to 1,000; 0 by default.</summary>
    public const string Priority = Prefix + "priority";

    /// <summary>For <see cref="EnqueueJob"/>: 1 to 100; the kind's setting by default.</summary>
    public const string MaxAttempts = Prefix + "maxAttempts";

    /// <summary>For <see cref="EnqueueJob"/>: how long an attempt may take, as in <c>00:10:00</c>; the kind's setting by default.</summary>
    public const string Timeout = Prefix + "timeout";

    /// <summary>For <see cref="EnqueueJob"/>: how long to wait before the job may start, as in <c>00:00:30</c>; at once by default.</summary>
    public const string Delay = Prefix + "delay";

    /// <summary>For <see cref="EnqueueJob"/>: jobs of the kind with the same key take turns; none by default.</summary>
    public const string ConcurrencyKey = Prefix + "concurrencyKey";

    internal const string Prefix = "progresshub:";
}
