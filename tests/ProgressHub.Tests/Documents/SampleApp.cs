using System.Diagnostics;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ProgressHub.Tests.Documents;

/// <summary>Runs a sample that is a whole program, as printed: it listens on a free port, is found by its host, and is stopped from here.</summary>
internal sealed class SampleApp : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IHost _host;
    private readonly Task _running;

    private SampleApp(IHost host, Task running, Uri address) => (_host, _running, Address) = (host, running, address);

    public Uri Address { get; }

    public static async Task<SampleApp> StartAsync(Action<string[]> program)
    {
        using var caught = new CaughtHost();
        var running = Task.Factory.StartNew(
            () => caught.Catch(() => program(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning"])),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.WhenAny(running, caught.Host).WaitAsync(Patience);
        var host = running.IsFaulted ? throw running.Exception.InnerException! : await caught.Host;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(started.SetResult);
        await Task.WhenAny(running, started.Task).WaitAsync(Patience);
        var addresses = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new(host, running, new Uri(addresses.First()));
    }

    public async ValueTask DisposeAsync()
    {
        _host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await _running.WaitAsync(Patience);
    }

    /// <summary>Hosts tell that they are built, as they tell tools that look at programs from outside.</summary>
    private sealed class CaughtHost : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly TaskCompletionSource<IHost> _host = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<IDisposable> _subscriptions = [];
        private int _thread;

        public CaughtHost() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

        public Task<IHost> Host => _host.Task;

        public void Catch(Action program)
        {
            // Other tests build hosts at the same time, on other threads.
            _thread = Environment.CurrentManagedThreadId;
            program();
        }

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.Extensions.Hosting")
            {
                _subscriptions.Add(value.Subscribe(this));
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value is { Key: "HostBuilt", Value: IHost host } && Environment.CurrentManagedThreadId == _thread)
            {
                _host.TrySetResult(host);
            }
        }

        public void OnCompleted() { }

        public void OnError(Exception error) { }

        public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());
    }
}
