using ProgressHub.Benchmarks.Processes;

namespace ProgressHub.Benchmarks.Servers;

/// <summary>Jobs that report in a tight loop.</summary>
internal static class ReportCommands
{
    public static void Offer(CallTable commands, HubSubject ours)
    {
        commands.On<ReportPlan, ReportCost>("report", async plan =>
        {
            ReportCost answer = null!;
            await ours.RunAsync((job, _) =>
            {
                answer = Measure(job.Progress, plan);
                return Task.CompletedTask;
            });
            return answer;
        });
    }

    private static ReportCost Measure(JobReporter progress, ReportPlan plan)
    {
        // The first calls compile; what is counted comes after.
        Loop(progress, plan with { Count = Math.Min(plan.Count, 100_000) });
        Loop(progress, plan with { Count = Math.Min(plan.Count, 100_000) });
        Thread.Sleep(300);
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var began = Stopwatch.GetTimestamp();
        Loop(progress, plan);
        var took = Stopwatch.GetElapsedTime(began);
        return new(took.TotalNanoseconds / plan.Count, (GC.GetAllocatedBytesForCurrentThread() - bytes) / (double)plan.Count);
    }

    private static void Loop(JobReporter progress, ReportPlan plan)
    {
        switch (plan.Form)
        {
            case "done":
                for (var i = 1L; i <= plan.Count; i++)
                {
                    progress.Report(i);
                }

                break;
            case "all":
                for (var i = 1L; i <= plan.Count; i++)
                {
                    progress.Report(i, plan.Count, "rows", "world-cities.csv");
                }

                break;
            case "increment":
                for (var i = 1L; i <= plan.Count; i++)
                {
                    progress.Increment();
                }

                break;
            case "stage":
                using (var stage = progress.Stage("Download"))
                {
                    for (var i = 1L; i <= plan.Count; i++)
                    {
                        stage.Report(i);
                    }
                }

                break;
            default:
                throw new ArgumentException($"No form '{plan.Form}'.", nameof(plan));
        }
    }
}

/// <param name="Form">Which method: done, all, increment or stage.</param>
/// <param name="Count">How often.</param>
internal sealed record ReportPlan(string Form, long Count);

/// <param name="Nanoseconds">Per report.</param>
/// <param name="Bytes">Allocated by the reporting thread, per report.</param>
internal sealed record ReportCost(double Nanoseconds, double Bytes);
