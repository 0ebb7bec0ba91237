namespace ProgressHub.Benchmarks.Servers;

/// <summary>Many threads that count into one place, through a job's reporter and into a bare number.</summary>
internal static class Increments
{
    private static long _bare;

    public static IncrementAnswer Measure(JobReporter progress, IncrementPlan plan)
    {
        // The first calls compile; what is counted comes after. In turns, so that what else the machine does meets both.
        Time(plan with { Each = 50_000 }, progress);
        Time(plan with { Each = 50_000 }, null);
        Thread.Sleep(300);
        progress.Reset();
        var (ours, bare) = (0.0, 0.0);
        for (var turn = 0; turn < plan.Turns; turn++)
        {
            ours += Time(plan, progress);
            bare += Time(plan, null);
        }

        var count = (double)plan.Threads * plan.Each * plan.Turns;
        return new(count / ours, count / bare, progress.Numbers.Done == (long)count);
    }

    /// <summary>Seconds until the last of the threads is done.</summary>
    private static double Time(IncrementPlan plan, JobReporter? progress)
    {
        using var start = new ManualResetEventSlim();
        var threads = new Thread[plan.Threads];
        for (var i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(() =>
            {
                start.Wait();
                Count(plan.Each, progress);
            });
            threads[i].Start();
        }

        var began = Stopwatch.GetTimestamp();
        start.Set();
        Array.ForEach(threads, thread => thread.Join());
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static void Count(int times, JobReporter? progress)
    {
        if (progress is null)
        {
            for (var i = 0; i < times; i++)
            {
                Interlocked.Add(ref _bare, 1);
            }
        }
        else
        {
            for (var i = 0; i < times; i++)
            {
                progress.Increment();
            }
        }
    }
}

/// <param name="Threads">How many count.</param>
/// <param name="Each">How often each of them, at a turn.</param>
/// <param name="Turns">How often all of it.</param>
internal sealed record IncrementPlan(int Threads, int Each, int Turns = 1);

/// <param name="Rate">Increments a second.</param>
/// <param name="Bare">The same with Interlocked.Add alone.</param>
/// <param name="IsExact">Whether the total is.</param>
internal sealed record IncrementAnswer(double Rate, double Bare, bool IsExact);
