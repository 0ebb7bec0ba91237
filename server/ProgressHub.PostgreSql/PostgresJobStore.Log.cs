using Microsoft.Extensions.Logging;

namespace ProgressHub.PostgreSql;

internal sealed partial class PostgresJobStore
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Store opened: database {Database} on {Host}, schema {Schema}, PostgreSQL {Server}, node number {Slot}")]
    private partial void Opened(string? database, string? host, int schema, Version server, int slot);

    [LoggerMessage(Level = LogLevel.Information, Message = "A pooler stands before the database. At most {Prepared} statements stay prepared; Max Auto Prepare in the connection string says otherwise")]
    private partial void FoundPooler(int prepared);
}
