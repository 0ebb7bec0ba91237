using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ProgressHub.Storage;

namespace ProgressHub.TestKit;

/// <summary>An app with ProgressHub in it, on a real server at a free port of this machine.</summary>
public sealed class TestHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TroubleLog _log;

    private TestHost(WebApplication app, TroubleLog log)
    {
        (_app, _log) = (app, log);
        Address = new(app.Urls.Single() + "/");
        Http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(2) };
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public IJobQueue Queue => Services.GetRequiredService<IJobQueue>();

    public IJobStore Store => Services.GetRequiredService<IJobStore>();

    /// <summary>What was logged as an error. A test in which there is any fails, unless it clears them.</summary>
    public ConcurrentQueue<string> Errors => _log.Errors;

    public ConcurrentQueue<string> Warnings => _log.Warnings;

    public static async Task<TestHost> StartAsync(
        Action<IProgressHubBuilder> jobs,
        Action<ProgressHubOptions>? options = null,
        IJobStore? store = null,
        Action<WebApplication>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var log = new TroubleLog();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var hub = builder.Services.AddProgressHub(settings =>
        {
            settings.Jobs.Concurrency = 8;
            settings.Jobs.ShutdownGrace = TimeSpan.Zero;
            options?.Invoke(settings);
        }).UseInMemory();
        if (store is not null)
        {
            builder.Services.Replace(ServiceDescriptor.Singleton(store));
        }

        jobs(hub);
        var app = builder.Build();
        configure?.Invoke(app);
        app.MapProgressHub();
        await app.StartAsync();
        return new(app, log);
    }

    public Watcher Hub() => new HubWatcher(Address);

    public Watcher Events() => new EventWatcher(Http, Address);

    public Watcher LongPoll() => new LongPollWatcher(Http, Address);

    public Watcher Poll() => new PollWatcher(Http, Address);

    /// <summary>One watcher of each way.</summary>
    public IReadOnlyList<Watcher> AllWays() => [Hub(), Events(), LongPoll(), Poll()];

    public async Task<JobId> SubmitAsync(string kind, object? args = null, params string[] groups)
    {
        using var response = await Http.PostAsJsonAsync("api/jobs", new { kind, args = args ?? new { }, groups });
        var body = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonSerializer.Deserialize(body, ProtocolJson.TypeOf<SubmitAnswer>())!.Job.Id
            : throw new HttpRequestException($"The submit was answered with {(int)response.StatusCode}: {body}");
    }

    public async Task<JobSnapshot> ReadAsync(JobId id) =>
        JsonSerializer.Deserialize(await Http.GetByteArrayAsync($"api/jobs/{id}"), ProtocolJson.TypeOf<JobSnapshot>())!;

    public async Task<JobSnapshot> UntilAsync(JobId id, Func<JobSnapshot, bool> condition)
    {
        JobSnapshot? job = null;
        await Eventually.TrueAsync(async () => condition(job = await ReadAsync(id)), () => $"The job is {job}.");
        return job!;
    }

    public Task<JobSnapshot> UntilFinalAsync(JobId id) => UntilAsync(id, job => job.IsFinal());

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        Http.Dispose();
        await _app.DisposeAsync();
        if (!Errors.IsEmpty)
        {
            throw new InvalidOperationException($"The server logged errors: {string.Join(Environment.NewLine, Errors)}");
        }
    }

    private sealed class TroubleLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Errors { get; } = new();

        public ConcurrentQueue<string> Warnings { get; } = new();

        // SignalR logs each refused call as an error; that is no fault of the server.
        public ILogger CreateLogger(string categoryName) =>
            categoryName.StartsWith("Microsoft.AspNetCore.SignalR", StringComparison.Ordinal) ? NullLogger.Instance : this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // Kestrel logs connections that clients have let die as errors of its own.
            if (IsEnabled(logLevel) && exception is not (SocketException or IOException))
            {
                (logLevel is LogLevel.Warning ? Warnings : Errors).Enqueue($"{formatter(state, exception)} {exception}");
            }
        }

        public void Dispose()
        {
        }
    }
}
