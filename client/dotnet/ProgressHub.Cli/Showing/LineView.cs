using ProgressHub.Cli.Serving;
using ProgressHub.Cli.Words;

namespace ProgressHub.Cli.Showing;

/// <summary>Plain lines: of each job one per change of state or 10%, at most one a second, and the final one always and at once.</summary>
/// <param name="output">Where lines go.</param>
/// <param name="teller">Tells of the link.</param>
/// <param name="time">The clock of the second.</param>
internal sealed class LineView(TextWriter output, Teller teller, TimeProvider time) : IJobView
{
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<JobId, Told> _jobs = [];
    private bool _isFresh = true;
    private ITimer? _timer;
    private IOException? _closed;

    public void Show(JobSnapshot job)
    {
        lock (_gate)
        {
            if (_closed is { } closed)
            {
                throw new IOException(closed.Message, closed);
            }

            var told = _jobs.TryGetValue(job.Id, out var known) ? known : _jobs[job.Id] = new();
            told.Newest = job;
            if (job.IsFinal() || time.GetUtcNow() - told.At >= Gap)
            {
                Write(told);
            }

            _timer ??= time.CreateTimer(_ => Flush(), null, Gap / 4, Gap / 4);
        }
    }

    public void Show(GroupSummary group)
    {
        // The lines of its jobs say it.
    }

    public void Show(JobId id, LogLine line)
    {
        lock (_gate)
        {
            output.WriteLine($"{Times.Exact(line.At)}\t{id}\tlog\t{line.Level}\t{PlainText.Line(line.Text)}");
        }
    }

    public void Show(LinkView link)
    {
        // At the beginning there is nothing to be lost.
        if (link.State is not LinkState.Connecting && link.IsFresh != _isFresh)
        {
            _isFresh = link.IsFresh;
            teller.Say(link.IsFresh ? "Connected again." : $"Connection lost: {PlainText.Line(link.Reason)} Trying again.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_timer is { } timer)
        {
            await timer.DisposeAsync();
        }
    }

    /// <summary>Tells what has waited for its second.</summary>
    private void Flush()
    {
        lock (_gate)
        {
            try
            {
                foreach (var told in _jobs.Values.Where(told => time.GetUtcNow() - told.At >= Gap))
                {
                    Write(told);
                }
            }
            catch (IOException e)
            {
                // Thrown where somebody catches it: with the next snapshot.
                _closed = e;
            }
        }
    }

    private void Write(Told told)
    {
        var job = told.Newest!;
        var step = (job.State, job.Attempt, (int)((job.Progress?.Fraction ?? 0) * 10), job.CancelRequested is true);
        if (step == told.Step && told.At != default)
        {
            return;
        }

        (told.Step, told.At) = (step, time.GetUtcNow());
        var at = job.FinalizedAt ?? job.ReportedAt ?? job.StartedAt ?? job.CreatedAt;
        output.WriteLine($"{Times.Exact(at)}\t{job.Id}\t{PlainText.Line(job.Kind)}\t{JobWords.State(job.State)}\t{JobWords.Percentage(job)}\t{JobWords.Doing(job)}");
    }

    private sealed class Told
    {
        public JobSnapshot? Newest { get; set; }

        public (JobState State, int Attempt, int Tenths, bool Canceling) Step { get; set; }

        public DateTimeOffset At { get; set; }
    }
}
