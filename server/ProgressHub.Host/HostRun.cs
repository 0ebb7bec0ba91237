using Microsoft.Extensions.Options;
using ProgressHub.Storage;

namespace ProgressHub.Host;

/// <summary>Runs the host; what stops its start is told in one line, without a stack that only we could read.</summary>
internal static class HostRun
{
    private const int FailedStart = 1;

    /// <summary>Builds the app, runs it until told to stop, and answers the exit code. Wrong settings may show as early as in the building.</summary>
    public static async Task<int> RunAsync(Func<WebApplication> build)
    {
        try
        {
            var app = build();
            await using (app)
            {
                // Before the host's own start, which would log the exception with its stack.
                _ = app.Services.GetRequiredService<IOptions<ProgressHubOptions>>().Value;
                await app.Services.GetRequiredService<StoreIdentity>().OpenAsync(CancellationToken.None);
                await app.RunAsync();
                return 0;
            }
        }
        catch (StoreStartException e)
        {
            return Refuse(e.Message);
        }
        catch (OptionsValidationException e)
        {
            return Refuse(string.Join(' ', e.Failures));
        }
        catch (InvalidOperationException e) when (e.Message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal))
        {
            // The binder's own words: the value, the setting's name and the type it should have.
            return Refuse(e.Message);
        }
        catch (IOException e) when (e.Message.Contains("address already in use", StringComparison.OrdinalIgnoreCase))
        {
            return Refuse($"{e.Message} Stop what uses it, or choose another with --urls http://127.0.0.1:5081");
        }
    }

    private static int Refuse(string reason)
    {
        Console.Error.WriteLine($"ProgressHub did not start: {reason.ReplaceLineEndings(" ")}");
        return FailedStart;
    }
}
