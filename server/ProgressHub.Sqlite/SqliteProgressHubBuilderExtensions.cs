using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using ProgressHub.Sqlite;
using ProgressHub.Sqlite.Nodes;
using ProgressHub.Storage;
using ProgressHub.Storage.Nodes;

namespace ProgressHub;

/// <summary>The embedded durable store.</summary>
public static class SqliteProgressHubBuilderExtensions
{
    /// <summary>Keeps jobs in a SQLite file on this machine. What was answered survives a crash of the process and of the machine.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">Such as <c>Data Source=./data/progress.db</c>; the folder is made where it is missing. A file, not <c>:memory:</c>.</param>
    public static IProgressHubBuilder UseSqlite(this IProgressHubBuilder builder, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        builder.Services.Replace(ServiceDescriptor.Singleton<IJobStore>(provider => new SqliteJobStore(
            connectionString,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SqliteJobStore>>())));
        // An app may put another store around or in place of this one.
        builder.Services.Replace(ServiceDescriptor.Singleton<INodeBoard>(provider => provider.GetRequiredService<IJobStore>() is SqliteJobStore store
            ? new NodeBoard(store)
            : new MemoryNodeBoard(provider.GetRequiredService<TimeProvider>())));
        return builder;
    }
}
