using System.Net.Sockets;
using System.Net.WebSockets;
using Microsoft.AspNetCore.SignalR;

namespace ProgressHub.TestKit;

/// <summary>One way to follow a job. Whatever breaks, it comes back, until it is told to stop.</summary>
public abstract class Watcher(Uri address)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    protected Uri Address => address;

    public abstract string Name { get; }

    /// <summary>How often it had to come back.</summary>
    public int Returns { get; private set; }

    /// <summary>Runs until the token fires.</summary>
    public async Task FollowAsync(Observer observer, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await FollowOnceAsync(observer, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (IsLost(e))
            {
                // The connection was cut; that is what a watcher is there to live with.
            }

            Returns++;
            await Task.Delay(Pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Follows until the connection ends.</summary>
    protected abstract Task FollowOnceAsync(Observer observer, CancellationToken ct);

    // A stream over a socket that was closed before the first word is one that cannot be written to.
    private static bool IsLost(Exception e) =>
        e is HttpRequestException or IOException or SocketException or WebSocketException or OperationCanceledException or HubException or NotSupportedException
        || e is InvalidOperationException && e.Message.Contains("connection", StringComparison.OrdinalIgnoreCase);
}
