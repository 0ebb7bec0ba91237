using Microsoft.Extensions.Logging;
using ProgressHub.Client.Tracking;

namespace ProgressHub;

/// <summary>The reporter of a whole job that runs in this program; see <see cref="ProgressHubClient.TrackAsync(string, Func{JobTracker, CancellationToken, Task}, TrackOptions?, CancellationToken)"/>.</summary>
public sealed class JobTracker : WorkReporter
{
    internal JobTracker(JobId id, WorkTree tree) : base(tree) => Id = id;

    /// <summary>The job, as everybody else sees it.</summary>
    public JobId Id { get; }

    /// <summary>Whether somebody asked the job to stop: that is why the token of the work has fired.</summary>
    public bool IsCancelRequested => Tree.IsCancelRequested;

    /// <summary>A named count, shown with the progress; the same one for the same name. At most 32 are shown, further ones count unseen.</summary>
    /// <param name="name">Up to 64 bytes of UTF-8; a longer one is cut.</param>
    public WorkCounter Counter(string name) => Tree.Counter(name);

    /// <summary>Adds a line to the job's log. All lines are sent, in order; while the server is away the newest 50,000 wait, and a line says how many are gone.</summary>
    /// <param name="level">How grave it is; <see cref="LogLevel.None"/> adds nothing.</param>
    /// <param name="text">One line of up to 4 KiB; a longer one is cut, and a space stands for each control character.</param>
    public void Log(LogLevel level, string text) => Tree.Log(level, text);
}
