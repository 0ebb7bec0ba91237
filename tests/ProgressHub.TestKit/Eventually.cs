using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ProgressHub.TestKit;

/// <summary>Waits for what must come to be, with a deadline that only a fault reaches.</summary>
public static class Eventually
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    public static Task TrueAsync(Func<bool> condition, Func<string>? otherwise = null, [CallerArgumentExpression(nameof(condition))] string? what = null) =>
        TrueAsync(() => Task.FromResult(condition()), otherwise, what);

    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string>? otherwise = null, [CallerArgumentExpression(nameof(condition))] string? what = null)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(began) > Deadline)
            {
                throw new TimeoutException($"Not within {Deadline.TotalSeconds} s: {what}. {otherwise?.Invoke()}");
            }

            await Task.Delay(Look);
        }
    }

    /// <summary>The task's result, or a failure that names what did not come.</summary>
    public static async Task<T> Within<T>(this Task<T> task, [CallerArgumentExpression(nameof(task))] string? what = null)
    {
        await Within((Task)task, what);
        return await task;
    }

    public static async Task Within(this Task task, [CallerArgumentExpression(nameof(task))] string? what = null)
    {
        if (await Task.WhenAny(task, Task.Delay(Deadline)) != task)
        {
            throw new TimeoutException($"Not within {Deadline.TotalSeconds} s: {what}.");
        }

        await task;
    }
}
