using ProgressHub.PostgreSql.Database;

namespace ProgressHub.PostgreSql.Writing;

/// <summary>Who writes, and where.</summary>
/// <param name="ConnectionString">The database.</param>
/// <param name="HasPooler">Whether a connection may be lent to somebody else after each transaction.</param>
/// <param name="Owner">This process, as its leases name it.</param>
/// <param name="Slot">Names the writer's rows among the numbers; no other writer that is alive has it.</param>
/// <param name="Time">The time of transactions.</param>
/// <param name="Clock">The time of leases.</param>
internal sealed record WriterPlace(string ConnectionString, bool HasPooler, Guid Owner, int Slot, TimeProvider Time, LeaseClock Clock);
