using ProgressHub.Client;

namespace ProgressHub;

/// <summary>How a client reaches its server. The defaults suit a desktop program.</summary>
public sealed class ProgressHubClientOptions
{
    /// <summary>Where the server is, with the prefix it is mapped to; <c>http</c> or <c>https</c>. Needed.</summary>
    public Uri? Address { get; set; }

    /// <summary>Gives the bearer token for each request and each connection; null for none. After a 401 it is asked once more, and then the 401 is told.</summary>
    /// <remarks>It may be called from any thread, and more than once at the same time: keep a token that is still good.</remarks>
    public Func<CancellationToken, ValueTask<string?>>? AccessToken { get; set; }

    /// <summary>The pause between polls while the hub cannot be reached; 1 s by default, 500 ms to 1 min.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often the server says something on a quiet connection; 5 s by default, 100 ms to 1 min. After two without a word the line counts as dead.</summary>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one try to connect to the hub may take; 5 s by default, 500 ms to 1 min.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How faults that pass are repeated.</summary>
    public ClientRetry Retry { get; set; } = new();

    /// <summary>Sends requests and opens the socket; the client's own by default. It is not disposed with the client.</summary>
    public HttpClient? Http { get; set; }

    /// <summary>The clock of delays and deadlines; the machine's by default.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>A copy whose settings were all checked.</summary>
    /// <exception cref="ArgumentException">One is missing or out of its range; the message names it.</exception>
    internal ProgressHubClientOptions Checked()
    {
        if (Address is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            throw new ArgumentException($"Address is '{Address}'. Set an absolute address such as http://127.0.0.1:5080.");
        }

        var minute = TimeSpan.FromMinutes(1);
        Ranges.Check(nameof(PollInterval), PollInterval, TimeSpan.FromMilliseconds(500), minute);
        Ranges.Check(nameof(KeepAlive), KeepAlive, TimeSpan.FromMilliseconds(100), minute);
        Ranges.Check(nameof(ConnectTimeout), ConnectTimeout, TimeSpan.FromMilliseconds(500), minute);
        ArgumentNullException.ThrowIfNull(Retry);
        ArgumentNullException.ThrowIfNull(Time);
        Ranges.Check("Retry.First", Retry.First, TimeSpan.FromMilliseconds(10), minute);
        Ranges.Check("Retry.Most", Retry.Most, Retry.First, TimeSpan.FromMinutes(10));
        Ranges.Check("Retry.GiveUpAfter", Retry.GiveUpAfter, TimeSpan.Zero, TimeSpan.FromDays(1));
        return (ProgressHubClientOptions)MemberwiseClone();
    }
}
