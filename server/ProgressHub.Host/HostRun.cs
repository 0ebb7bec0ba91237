using Microsoft.Extensions.Options;
using ProgressHub.Storage;

namespace ProgressHub.Host;

/// <summary>Runs the host; what stops its start is told in one line, without a stack that only we could read.</summary>
internal static class HostRun
{
    private const int FailedStart = 1;

    /// <summary>Builds and runs until told to stop, and answers the exit code.</summary>
    public static async Task<int> RunAsync(string[] args, Func<WebApplicationBuilder, WebApplication> build)
    {
        var hasStarted = false;
        try
        {
            await using var app = build(HostBuilding.CreateBuilder(args));
            app.Lifetime.ApplicationStarted.Register(() => hasStarted = true);
            // Before the host's own start, so that its reason is the first thing to fail.
            await app.Services.GetRequiredService<StoreIdentity>().OpenAsync(CancellationToken.None);
            await app.RunAsync();
            return 0;
        }
        catch (Exception e) when (!hasStarted)
        {
            Console.Error.WriteLine($"ProgressHub did not start: {Reason(e).ReplaceLineEndings(" ")}");
            return FailedStart;
        }
    }

    private static string Reason(Exception fault) => fault switch
    {
        StoreStartException => fault.Message,
        OptionsValidationException wrong => string.Join(' ', wrong.Failures),
        IOException when fault.Message.Contains("address already in use", StringComparison.OrdinalIgnoreCase) =>
            $"{fault.Message.TrimEnd('.')}. Stop what uses it, or choose another: --urls http://127.0.0.1:5081",
        InvalidOperationException when fault.Message.Contains(nameof(NodeRole), StringComparison.Ordinal) =>
            $"{fault.Message.TrimEnd('.')}. Set it to both, web or worker.",
        InvalidOperationException { InnerException.InnerException: FormatException } =>
            $"{fault.Message.TrimEnd('.')}. A time span is written as 00:00:00.250, a number as 8.",
        _ => $"{fault.Message} ({fault.GetType().Name})",
    };
}
