using System.Text.Json;
using ProgressHub.Client.Http;
using ProgressHub.Client.Linking;

namespace ProgressHub.Client.Tracking;

/// <summary>Sends what one job says, one request at a time: the newest each time, a sign of life while there is nothing new, and what was not answered once more, word by word, so that it counts once.</summary>
/// <param name="http">Sends the requests.</param>
/// <param name="job">The job with what it says.</param>
/// <param name="token">The right to report on it.</param>
/// <param name="lease">How long the server waits for a sign of life.</param>
/// <param name="options">The client's settings.</param>
/// <param name="stop">Stops the work.</param>
internal sealed class ReportSender(HubHttp http, JobTracker job, string token, TimeSpan lease, ProgressHubClientOptions options, Action stop)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>How late a cancel request may be heard of while nothing is reported.</summary>
    private static readonly TimeSpan MostBeat = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time = options.Time;
    private readonly Backoff _backoff = new(options.Retry);
    private long _seq;
    private Letter? _unanswered;

    /// <summary>Why the server takes no more reports; null as long as it does.</summary>
    public ProgressHubException? Refusal { get; private set; }

    /// <summary>Reports until the work is over or the server refuses.</summary>
    /// <param name="interval">The least time between two reports.</param>
    /// <param name="over">Fires when the work is over.</param>
    public async Task RunAsync(TimeSpan interval, CancellationToken over)
    {
        try
        {
            // The first one says that the work has begun, whatever else it says.
            job.Tree.TryClear();
            await SendAsync(New("report", new ReportRequest()), over).ConfigureAwait(false);
            while (true)
            {
                if (!job.Tree.HasLines)
                {
                    await Task.Delay(interval, _time, over).ConfigureAwait(false);
                    if (!await job.Tree.Changed.WaitAsync(Beat(interval), over).ConfigureAwait(false))
                    {
                        await SendAsync(Letter.SignOfLife, over).ConfigureAwait(false);
                        continue;
                    }
                }

                if (job.Tree.TryClear() || job.Tree.HasLines)
                {
                    await SendAsync(New("report", new ReportRequest()), over).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The end goes on from here.
        }
        catch (Exception fault)
        {
            // Nobody foresaw anything but a refusal; work whose reports do not go out must not look well.
            Refusal = fault as ProgressHubException ?? new("internal", $"The client has a fault: {fault.Message}", fault);
            stop();
        }
    }

    /// <summary>Sends what is left, and then the end.</summary>
    /// <exception cref="ProgressHubException">The server refuses it.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public async Task<ReportAnswer> EndAsync<T>(string command, T end, CancellationToken giveUp) where T : ReportRequest
    {
        if (_unanswered is { } first && first != Letter.SignOfLife)
        {
            await SendAsync(first, giveUp).ConfigureAwait(false);
        }

        while (job.Tree.HasLines)
        {
            await SendAsync(New("report", new ReportRequest()), giveUp).ConfigureAwait(false);
        }

        return await SendAsync(New(command, end), giveUp).ConfigureAwait(false);
    }

    private Letter New<T>(string command, T empty) where T : ReportRequest =>
        new(command, JsonSerializer.SerializeToUtf8Bytes(job.Tree.Fill(empty, job, ++_seq), ProtocolJson.TypeOf<T>()));

    private TimeSpan Beat(TimeSpan interval)
    {
        var most = lease / 3 < MostBeat ? lease / 3 : MostBeat;
        return most > interval ? most - interval : TimeSpan.Zero;
    }

    /// <summary>Sends one report until it is answered.</summary>
    private async Task<ReportAnswer> SendAsync(Letter letter, CancellationToken giveUp)
    {
        _unanswered = letter;
        _backoff.Reset();
        while (true)
        {
            try
            {
                // Not given up on its way: whoever asks what became of it would have to send it again.
                var (answer, _) = await http.SendAsync<ReportAnswer>(() => Make(letter), token, Patience, CancellationToken.None).ConfigureAwait(false);
                _unanswered = null;
                return Take(answer ?? throw Faults.NotUnderstood(http.Endpoint, null));
            }
            catch (ProgressHubException fault) when (fault.IsTransient || fault.Code is Faults.NotProgressHub)
            {
                // Also a strange page: this is the server that took the job, and something stands in between.
                var delay = _backoff.Next();
                await Task.Delay(fault.RetryAfter > delay ? fault.RetryAfter.Value : delay, _time, giveUp).ConfigureAwait(false);
            }
            catch (ProgressHubException)
            {
                // A refusal is an answer.
                _unanswered = null;
                throw;
            }
        }
    }

    private ReportAnswer Take(ReportAnswer answer)
    {
        if (answer.CancelRequested && !job.IsCancelRequested)
        {
            job.Tree.IsCancelRequested = true;
            stop();
        }

        return answer;
    }

    private HttpRequestMessage Make(Letter letter)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, http.Endpoint.Job(job.Id, $"/{letter.Command}")) { Content = new ByteArrayContent(letter.Body) };
        request.Content.Headers.ContentType = new("application/json");
        return request;
    }

    /// <summary>A report as it is sent, each time with the same words.</summary>
    private sealed record Letter(string Command, byte[] Body)
    {
        /// <summary>Renews the lease and says nothing.</summary>
        public static Letter SignOfLife { get; } = new("report", [.. "{}"u8]);
    }
}
