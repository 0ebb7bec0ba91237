using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProgressHub.Host;

namespace ProgressHub.Tests.Documents;

/// <summary>What the host maps, on a free port, with a store in memory and a data root of its own.</summary>
internal sealed class DocumentHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;

    private DocumentHost(WebApplication app, string folder) => (_app, _folder) = (app, folder);

    public Uri Address => new(_app.Urls.First());

    public IServiceProvider Services => _app.Services;

    public static async Task<DocumentHost> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("progresshub-").FullName;
        await File.WriteAllTextAsync(Path.Join(folder, "cities.csv"), "name,country\nOslo,NO\nLima,PE\n");
        var builder = WebApplication.CreateBuilder(["--urls", "http://127.0.0.1:0", "--Jobs:DataRoot", folder]);
        builder.Logging.ClearProviders();
        builder.Services.AddProgressHub(builder.Configuration).UseInMemory().AddBuiltInKinds(builder.Configuration)
            .AddJob("slow", async (SlowArgs args, JobContext job, CancellationToken ct) =>
            {
                foreach (var _ in job.Track(Enumerable.Range(0, args.Steps)))
                {
                    await Task.Delay(100, ct);
                }
            });
        var app = builder.Build();
        app.UseProgressPolling();
        app.MapProgressHub();
        await app.StartAsync();
        return new(app, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    internal sealed record SlowArgs(int Steps);
}
