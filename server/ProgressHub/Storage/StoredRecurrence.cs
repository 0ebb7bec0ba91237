namespace ProgressHub.Storage;

/// <summary>A recurring job as a store has it.</summary>
/// <param name="Recurrence">The recurring job.</param>
/// <param name="Stamp">Another one after every change, and never the same twice: who changes it names the stamp that was read, and is refused when somebody was faster.</param>
public sealed record StoredRecurrence(Recurrence Recurrence, Guid Stamp);
