using ProgressHub.Benchmarks.Logging;
using ProgressHub.Benchmarks.Processes;
using ProgressHub.Benchmarks.PublicPolls;
using ProgressHub.Benchmarks.Servers;

namespace ProgressHub.Benchmarks.Clients;

/// <summary>The process of the clients: <c>load</c>.</summary>
internal static class LoadVerb
{
    public const string Name = "load";

    public static async Task<int> RunAsync()
    {
        var crowd = new Crowd();
        var commands = new CallTable();
        Usage.Offer(commands);
        commands.On<ConnectPlan, int>("connect", crowd.ConnectAsync);
        commands.On("reading", () => crowd.Healthy);
        commands.On("disconnect", crowd.Disconnect);
        commands.On("reset", crowd.Clear);
        commands.On("mark", crowd.Mark);
        commands.On("tally", crowd.Tally.Read);
        commands.On<BoardsPlan, BoardsAnswer>("boards", plan => Task.FromResult(crowd.Boards.Read(crowd.Watchers, plan.Last)));
        commands.On<AgePlan, AgeAnswer>("age", plan => Age.SampleAsync(crowd.Tally, plan));
        commands.On<PollPlan, PollAnswer>("poll", PollLoad.RunAsync);
        commands.On<PublicPlan, PublicAnswer>("public-polls", PublicCrowd.RunAsync);
        var logs = new LogCrowd();
        commands.On<LogWatchPlan, int>("watch-log", logs.ConnectAsync);
        commands.On<LogLastPlan, LogCrowdAnswer>("log-got", logs.ReadAsync);
        Storm? storm = null;
        commands.On<StormPlan, int>("storm", plan => (storm = new Storm(plan)).ConnectAllAsync());
        commands.On<Nothing, StormAnswer>("storm-end", _ => storm!.WaitAsync());
        await commands.ServeAsync();
        return 0;
    }
}
