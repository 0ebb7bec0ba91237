using Microsoft.Extensions.Logging;

namespace ProgressHub.Storage;

/// <summary>A line that has no number yet.</summary>
/// <param name="At">When it was logged; kept to the millisecond.</param>
/// <param name="Level">How grave it is, <see cref="LogLevel.Trace"/> to <see cref="LogLevel.Critical"/>.</param>
/// <param name="Text">What it says.</param>
public readonly record struct LogEntry(DateTimeOffset At, LogLevel Level, string Text);
