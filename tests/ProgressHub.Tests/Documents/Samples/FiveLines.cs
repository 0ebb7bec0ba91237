using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
// <sample>
using ProgressHub;

// </sample>
namespace ProgressHub.Tests.Documents.Samples;

/// <summary>README.md prints the marked lines as a program.</summary>
internal static class FiveLines
{
    public static void Run(string[] args)
    {
        // <sample>
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddProgressHub().UseInMemory().AddJob("count", async (CountArgs a, JobContext job, CancellationToken ct) =>
        {
            foreach (var n in job.Track(Enumerable.Range(1, a.To))) await Task.Delay(50, ct);
        });
        var app = builder.Build();
        app.MapProgressHub();
        app.Run();

        // </sample>
    }
}

// <sample>
internal sealed record CountArgs(int To);
// </sample>
