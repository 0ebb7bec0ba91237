using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
// <sample>
using ProgressHub;
using Quartz;

// </sample>
namespace ProgressHub.Tests.Documents.Samples;

/// <summary>server/ProgressHub.Quartz/README.md prints the marked lines as a program.</summary>
internal static class QuartzApp
{
    public static void Run(string[] args)
    {
        // <sample>
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddProgressHub().UseInMemory()
            .AddJob("report", (ReportArgs a, JobContext job) => job.Progress.Report($"year {a.Year}"));
        builder.Services.AddQuartz(q => q.AddProgressHub()
            .ScheduleJob<ImportJob>(
                trigger => trigger.StartNow().WithSimpleSchedule(TimeSpan.FromHours(1)),
                job => job.WithIdentity("import", "nightly").UsingJobData(JobDataKeys.Groups, "tenant:7").UsingJobData("rows", 20))
            .ScheduleJob<EnqueueJob>(
                trigger => trigger.StartNow().WithSimpleSchedule(TimeSpan.FromHours(1)),
                job => job.WithIdentity("report").RequestRecovery().UsingJobData(EnqueueJob.Data("report", new ReportArgs(2026)))));
        builder.Services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        var app = builder.Build();
        app.MapProgressHub();
        app.Run();

        // </sample>
    }
}

// <sample>
internal sealed record ReportArgs(int Year);

internal sealed class ImportJob : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var rows = context.MergedJobDataMap.GetInt("rows");
        foreach (var row in context.Progress().Track(Enumerable.Range(1, rows), unit: "rows"))
        {
            await Task.Delay(50, cancellationToken);
            context.Job().Counter("imported").Increment();
        }
    }
}
// </sample>
