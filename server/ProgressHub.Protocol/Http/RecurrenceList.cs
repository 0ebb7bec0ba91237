namespace ProgressHub;

/// <summary>The answer to <c>GET /api/recurring</c>.</summary>
/// <param name="Recurring">All of them, by name; at most 1,000.</param>
public sealed record RecurrenceList(IReadOnlyList<Recurrence> Recurring);
