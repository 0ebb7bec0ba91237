using Microsoft.Extensions.Logging;
using ProgressHub.Reporting;

namespace ProgressHub.Execution;

/// <summary>Passes on what is logged inside a running attempt, however deep and on whatever thread the attempt has started, to the job's log. Elsewhere it is off.</summary>
internal sealed class JobLogger : ILogger
{
    public static readonly JobLogger Instance = new();

    private static readonly AsyncLocal<Forwarding?> Current = new();

    private JobLogger()
    {
    }

    /// <summary>From now on, and until the answer is disposed, what the caller's flow logs from this level on is forwarded.</summary>
    public static IDisposable ForwardTo(JobLog log, LogLevel least) => Current.Value = new Forwarding(log, least);

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => Current.Value is { } forwarding && logLevel >= forwarding.Least && logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (Current.Value is { } forwarding && IsEnabled(logLevel))
        {
            var message = formatter(state, exception);
            forwarding.Log.Add(logLevel, exception is null ? message : $"{message} {exception}");
        }
    }

    private sealed class Forwarding(JobLog log, LogLevel least) : IDisposable
    {
        public JobLog Log => log;

        public LogLevel Least => least;

        public void Dispose() => Current.Value = null;
    }
}
