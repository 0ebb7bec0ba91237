using Npgsql;
using ProgressHub.Storage;

namespace ProgressHub.PostgreSql.Database;

/// <summary>The connection string with what the store needs where it does not say otherwise.</summary>
internal static class ConnectionStrings
{
    /// <exception cref="StoreStartException">It cannot be read.</exception>
    public static NpgsqlConnectionStringBuilder Of(string given)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(given);
            Default(builder, "Timeout", () => builder.Timeout = 5);
            Default(builder, "Command Timeout", () => builder.CommandTimeout = 15);
            Default(builder, "Max Auto Prepare", () => builder.MaxAutoPrepare = 200);
            Default(builder, "Auto Prepare Min Usages", () => builder.AutoPrepareMinUsages = 2);
            Default(builder, "Keepalive", () => builder.KeepAlive = 10);
            Default(builder, "Maximum Pool Size", () => builder.MaxPoolSize = 16);
            // Nothing that this program does to a pooled connection outlives its transaction, so cleaning it would only be eight statements more each time.
            Default(builder, "No Reset On Close", () => builder.NoResetOnClose = true);
            Default(builder, "Application Name", () => builder.ApplicationName = "ProgressHub");
            return builder;
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            throw new StoreStartException($"The connection string cannot be read: {fault.Message} Write it as in Host=db;Database=progress;Username=progress;Password=...", fault);
        }
    }

    /// <summary>
    /// What the store leaves out where a pooler stands before the database and gives connections by the transaction: statements that stay prepared.
    /// What the connection string says itself stays.
    /// </summary>
    public static NpgsqlConnectionStringBuilder ForPooler(string given)
    {
        var (builder, said) = (Of(given), new NpgsqlConnectionStringBuilder(given));
        Default(said, "Max Auto Prepare", () => builder.MaxAutoPrepare = 0);
        return builder;
    }

    /// <summary>Connections of one's own, beside the pool.</summary>
    public static string Unpooled(NpgsqlConnectionStringBuilder builder) => new NpgsqlConnectionStringBuilder(builder.ConnectionString) { Pooling = false }.ConnectionString;

    private static void Default(NpgsqlConnectionStringBuilder builder, string name, Action set)
    {
        if (!builder.ContainsKey(name) || !builder.ShouldSerialize(name))
        {
            set();
        }
    }
}
