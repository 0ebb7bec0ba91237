using ProgressHub.Benchmarks.Processes;

namespace ProgressHub.Benchmarks.Servers;

/// <summary>The process under test: <c>serve ours|raw port intervalMs</c>.</summary>
internal static class ServeVerb
{
    public const string Name = "serve";

    public static async Task<int> RunAsync(string subjectName, int port, int intervalMs)
    {
        var subject = Subject.Make(subjectName, port, intervalMs);
        await subject.App.StartAsync();
        var commands = new CallTable();
        Usage.Offer(commands);
        commands.On("port", () => subject.Port);
        commands.On("connections", () => subject.Connections);
        commands.On<PublishPlan, PublishAnswer>("publish", plan => Publisher.RunAsync(subject, plan));
        commands.On<WorkPlan, double>("work", subject.WorkAsync);
        commands.On<FleetPlan, long>("fleet", subject.FleetAsync);
        if (subject is HubSubject ours)
        {
            ReportCommands.Offer(commands, ours);
            PollCommands.Offer(commands, ours);
        }

        await commands.ServeAsync();
        await subject.App.StopAsync();
        return 0;
    }
}
