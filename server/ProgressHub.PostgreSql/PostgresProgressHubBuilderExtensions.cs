using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using ProgressHub.PostgreSql;
using ProgressHub.PostgreSql.Nodes;
using ProgressHub.Storage;
using ProgressHub.Storage.Nodes;

namespace ProgressHub;

/// <summary>The store of a cluster.</summary>
public static class PostgresProgressHubBuilderExtensions
{
    /// <summary>Keeps jobs in a PostgreSQL database, version 15 or newer, in the schema <c>progresshub</c>, which is made where it is missing. All nodes that name the same database work as one.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">Such as <c>Host=db;Database=progress;Username=progress;Password=...</c>, as Npgsql reads it.</param>
    public static IProgressHubBuilder UsePostgreSql(this IProgressHubBuilder builder, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        builder.Services.Replace(ServiceDescriptor.Singleton<IJobStore>(provider => new PostgresJobStore(
            connectionString,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<PostgresJobStore>>())));
        builder.Services.Replace(ServiceDescriptor.Singleton<INodeBoard>(provider => new NodeBoard(connectionString, provider.GetRequiredService<TimeProvider>())));
        return builder;
    }
}
