using ProgressHub.Benchmarks.Processes;
using ProgressHub.Benchmarks.Servers;

namespace ProgressHub.Benchmarks.Clients;

/// <summary>The process of one desktop program: <c>view</c>.</summary>
internal static class ViewVerb
{
    public const string Name = "view";

    public static async Task<int> RunAsync()
    {
        Viewer? viewer = null;
        var commands = new CallTable();
        Usage.Offer(commands);
        commands.On<ViewPlan, int>("view", async plan =>
        {
            viewer = new Viewer(plan);
            return await viewer.BeginAsync();
        });
        commands.On("seen", () => viewer!.Seen);
        commands.On("block", () => viewer!.Block());
        commands.On("free", () => viewer!.Free());
        commands.On("last", () => viewer!.Last);
        await commands.ServeAsync();
        if (viewer is not null)
        {
            await viewer.DisposeAsync();
        }

        return 0;
    }
}

/// <summary>What a desktop program shows.</summary>
/// <param name="Port">Where the server is.</param>
/// <param name="Jobs">How many jobs there are to be seen.</param>
/// <param name="Mode">Each by <c>WatchAsync</c> (<c>each</c>), each by a view (<c>views</c>), or all in a list (<c>list</c>).</param>
internal sealed record ViewPlan(int Port, int Jobs, string Mode);
