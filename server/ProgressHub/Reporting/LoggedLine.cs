using Microsoft.Extensions.Logging;

namespace ProgressHub.Reporting;

/// <summary>A line as it was logged.</summary>
internal readonly record struct LoggedLine(DateTimeOffset At, LogLevel Level, string Text);
