using ProgressHub.Cli.Serving;
using ProgressHub.Cli.Showing;

namespace ProgressHub.Cli.Jobs;

/// <summary>Chooses how jobs are shown.</summary>
internal static class Views
{
    /// <summary>Of <c>watch</c>, whose lines are data: bars where both outputs are screens, else lines on stdout.</summary>
    public static IJobView OfWatch(Session session, bool isGroup) => session switch
    {
        { Settings.Json: true } => new JsonView(session.Screen.Data),
        { Settings.Quiet: true } => new QuietView(),
        { Screen: { HasOut: true, CanRedraw: true } } => new LiveView(session, isGroup),
        _ => new LineView(session.Screen.Data, session.Teller, session.Time),
    };

    /// <summary>Of a command whose data is something else: on stderr, bars or lines.</summary>
    public static IJobView OfWaiting(Session session) => session switch
    {
        { Settings.Json: true } or { Settings.Quiet: true } => new QuietView(),
        { Screen.CanRedraw: true } => new LiveView(session, isGroup: false),
        _ => new LineView(Console.Error, session.Teller, session.Time),
    };
}
