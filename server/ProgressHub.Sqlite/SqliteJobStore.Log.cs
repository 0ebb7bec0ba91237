using Microsoft.Extensions.Logging;

namespace ProgressHub.Sqlite;

internal sealed partial class SqliteJobStore
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Store {File} opened: schema {Schema}, SQLite {Library}")]
    private partial void Opened(string file, int schema, string library);
}
