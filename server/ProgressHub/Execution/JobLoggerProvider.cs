using Microsoft.Extensions.Logging;

namespace ProgressHub.Execution;

/// <summary>Brings the ordinary <see cref="ILogger"/> into the logs of jobs. Its rules in configuration stand under <c>Logging:ProgressHubJob:LogLevel</c>.</summary>
[ProviderAlias("ProgressHubJob")]
internal sealed class JobLoggerProvider : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => JobLogger.Instance;

    public void Dispose()
    {
        // Nothing is held.
    }
}
