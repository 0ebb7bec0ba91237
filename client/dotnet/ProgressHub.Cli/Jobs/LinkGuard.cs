using ProgressHub.Cli.Serving;
using ProgressHub.Cli.Showing;

namespace ProgressHub.Cli.Jobs;

/// <summary>Looks after the link while jobs are followed: tells the view how it stands, and gives up when the server was away for too long.</summary>
internal sealed class LinkGuard(Session session, IJobView view)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <exception cref="ProgressHubException">The server was away for longer than the patience (<c>unreachable</c>).</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        DateTimeOffset? awaySince = null;
        while (true)
        {
            var link = session.Client.Connection;
            var now = session.Time.GetUtcNow();
            awaySince = link.IsFresh ? null : awaySince ?? now;
            if (awaySince is null || now - awaySince > Look)
            {
                view.Show(link with { Since = awaySince ?? link.Since });
            }

            if (now - awaySince > session.Settings.Patience)
            {
                throw new ProgressHubException("unreachable", $"{session.Settings.Url} was away for {Words.Times.Span(session.Settings.Patience)}: {link.Reason}")
                {
                    Cure = "The jobs may go on: watch them again when the server is back, or wait longer with --patience.",
                    IsTransient = true,
                };
            }

            await Task.Delay(Look, session.Time, ct);
        }
    }
}
