using Microsoft.Extensions.Hosting;

namespace ProgressHub.Storage;

/// <summary>Opens the store before anything else starts.</summary>
internal sealed class StoreOpener(StoreIdentity identity) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => identity.OpenAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
