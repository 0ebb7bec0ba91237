using ProgressHub.PostgreSql.Database;

namespace ProgressHub.PostgreSql.Writing;

/// <summary>Who writes, and where.</summary>
/// <param name="ConnectionString">The database.</param>
/// <param name="Owner">This process, as its leases name it.</param>
/// <param name="Slot">Names the writer's rows among the numbers; no other writer that is alive has it.</param>
/// <param name="Time">The time of transactions.</param>
/// <param name="Clock">The time of leases.</param>
/// <param name="HasPeers">Whether another node is there that wants to hear of changes.</param>
internal sealed record WriterPlace(string ConnectionString, Guid Owner, int Slot, TimeProvider Time, LeaseClock Clock, Func<bool> HasPeers);
