using System.Net.Sockets;
using Npgsql;
using ProgressHub.Storage;

namespace ProgressHub.PostgreSql.Database;

/// <summary>What is to be done about an exception of the database.</summary>
internal static class Fault
{
    /// <summary>Two transactions stood in each other's way, and this one was undone: it may be repeated.</summary>
    public static bool IsConflict(Exception fault) => fault is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    /// <summary>True when the server or the way to it is at fault, false when a statement is.</summary>
    public static bool IsOutage(Exception fault) => fault switch
    {
        // Connections, resources, an operator's hand, the system, a server that only reads, one that starts.
        PostgresException { SqlState: var state } => state[..2] is "08" or "53" or "57" or "58" or "28" or "3D" or "XX" || state == PostgresErrorCodes.ReadOnlySqlTransaction,
        NpgsqlException or SocketException or IOException or TimeoutException => true,
        _ => false,
    };

    public static StoreUnavailableException ToUnavailable(Exception fault) => new(Message(fault), fault);

    public static string Message(Exception fault) => fault switch
    {
        PostgresException { SqlState: "53100" } => "The disk of the PostgreSQL server is full: free some space; the store goes on by itself.",
        PostgresException { SqlState: "53300" } => "The PostgreSQL server has no connection left: raise max_connections there, or end what holds them; the store goes on by itself.",
        PostgresException { SqlState: "25006" } => "The PostgreSQL server only reads, as a standby does: name the primary in Storage:ConnectionString, or wait for the switch; the store goes on by itself.",
        PostgresException { SqlState: ['2', '8', ..] } denied => $"The PostgreSQL server does not let this user in: check the user and the password in Storage:ConnectionString ({denied.MessageText}).",
        PostgresException { SqlState: "3D000" } missing => $"The database is not there: create it, or name another one in Storage:ConnectionString ({missing.MessageText}).",
        PostgresException { SqlState: "42501" } denied => $"This user may not do that: give it the right to create a schema in the database, or make the schema 'progresshub' its own ({denied.MessageText}).",
        _ => $"The PostgreSQL server does not answer: check that it runs and can be reached from here ({fault.Message}).",
    };
}
