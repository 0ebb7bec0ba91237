using ProgressHub.Storage;

namespace ProgressHub.PostgreSql.Database;

/// <summary>The clock that leases end on: the database's own, which all nodes share. Whoever brings a clock of its own, as tests do, gives the time with each statement.</summary>
internal sealed class LeaseClock(TimeProvider time)
{
    /// <summary>The time in a statement whose first parameter is <see cref="Given"/>. As a query of its own it is asked once, and an index can be searched for it.</summary>
    public const string Now = "(SELECT coalesce($1::bigint, (extract(epoch FROM clock_timestamp()) * 1000)::bigint))";

    private readonly TimeProvider? _own = time == TimeProvider.System ? null : time;

    /// <summary>Null where the database's clock counts.</summary>
    public long? Given => _own?.MonotonicMs();

    /// <summary>A lease that would never end is cut to a hundred years.</summary>
    public static long Length(TimeSpan lease) => (long)Math.Clamp(lease.TotalMilliseconds, 0, 36_500d * 24 * 3600 * 1000);
}
