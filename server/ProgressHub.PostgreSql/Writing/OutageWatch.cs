using Microsoft.Extensions.Logging;
using ProgressHub.PostgreSql.Database;
using ProgressHub.Storage;

namespace ProgressHub.PostgreSql.Writing;

/// <summary>Says once that the database is away, and once that it is back.</summary>
internal sealed partial class OutageWatch(ILogger logger)
{
    private int _away;

    public StoreUnavailableException Begin(Exception fault)
    {
        if (Interlocked.Exchange(ref _away, 1) == 0)
        {
            Failed(fault);
        }

        return Fault.ToUnavailable(fault);
    }

    public void End()
    {
        if (Volatile.Read(ref _away) != 0 && Interlocked.Exchange(ref _away, 0) != 0)
        {
            Recovered();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The database failed. Submits are refused and running jobs keep their reports until it is back")]
    private partial void Failed(Exception fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "The database works again")]
    private partial void Recovered();
}
