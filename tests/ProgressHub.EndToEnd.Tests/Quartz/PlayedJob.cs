using Quartz;

namespace ProgressHub.EndToEnd.Tests.Quartz;

/// <summary>A Quartz job that does what its test says.</summary>
internal sealed class PlayedJob(QuartzApp app) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await app.ExecuteAsync(context, cancellationToken);
}
