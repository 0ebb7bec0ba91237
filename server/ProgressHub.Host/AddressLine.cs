using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ProgressHub.Host;

/// <summary>Says where the page is, once it is there.</summary>
internal sealed partial class AddressLine(IServer server, IHostApplicationLifetime lifetime, ILogger<AddressLine> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() =>
        {
            foreach (var address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
            {
                Listening(address);
            }
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "ProgressHub is at {Address} (Ctrl+C stops it)")]
    private partial void Listening(string address);
}
