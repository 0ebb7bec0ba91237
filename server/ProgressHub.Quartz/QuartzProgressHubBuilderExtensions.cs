using Microsoft.Extensions.Options;
using ProgressHub;
using ProgressHub.Execution;
using ProgressHub.Quartz;
using Quartz;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds ProgressHub to a Quartz scheduler.</summary>
public static class QuartzProgressHubBuilderExtensions
{
    /// <summary>Shows every execution of this scheduler as a job of ProgressHub, which can be watched and canceled there. Quartz stays the engine: it decides what runs, when, where and how often.</summary>
    /// <remarks>Call it before other middleware is added, so that what those throw counts as well; and call <c>services.AddProgressHub()</c> before <c>AddQuartzHostedService</c>, so that Quartz stops first and the ends of its jobs are stored.</remarks>
    /// <param name="quartz">The scheduler.</param>
    public static IQuartzBuilder AddProgressHub(this IQuartzBuilder quartz)
    {
        ArgumentNullException.ThrowIfNull(quartz);
        return quartz
            .AddJobMiddleware(static services => new WatchedExecutions(Engine(services), Limits(services)))
            .AddJobListener(static services => new VetoedExecutions(Engine(services), Limits(services)), []);
    }

    private static LimitsOptions Limits(IServiceProvider services) => services.GetRequiredService<IOptions<ProgressHubOptions>>().Value.Limits;

    private static ForeignAttempts Engine(IServiceProvider services) => services.GetService<ForeignAttempts>() ?? throw new InvalidOperationException(
        "q.AddProgressHub() shows jobs in ProgressHub, which is not there. Add it: services.AddProgressHub().UseSqlite(...).");
}
