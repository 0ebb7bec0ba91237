using Microsoft.Extensions.Logging;

namespace ProgressHub.PostgreSql;

internal sealed partial class PostgresJobStore
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Store opened: database {Database} on {Host}, schema {Schema}, PostgreSQL {Server}, node number {Slot}")]
    private partial void Opened(string? database, string? host, int schema, Version server, int slot);
}
