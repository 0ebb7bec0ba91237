using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace ProgressHub.Tests.Publishing;

/// <summary>A hub context that writes down what is sent to groups.</summary>
internal sealed class RecordingHub : IHubContext<JobHub, IJobHubClient>, IHubClients<IJobHubClient>
{
    private readonly ConcurrentQueue<(string Group, string Method, object Message)> _sent = new();

    public IEnumerable<(string Group, string Method)> All => _sent.Select(sent => (sent.Group, sent.Method));

    public IHubClients<IJobHubClient> Clients => this;

    public IGroupManager Groups => throw new NotSupportedException();

    IJobHubClient IHubClients<IJobHubClient>.All => throw new NotSupportedException();

    public List<IReadOnlyList<JobSnapshot>> Sent(string group) =>
        [.. _sent.Where(sent => sent.Group == group).Select(sent => sent.Message).OfType<IReadOnlyList<JobSnapshot>>()];

    public IJobHubClient Group(string groupName) => new Recorder(groupName, _sent);

    public IJobHubClient AllExcept(IReadOnlyList<string> excludedConnectionIds) => throw new NotSupportedException();

    public IJobHubClient Client(string connectionId) => throw new NotSupportedException();

    IJobHubClient IHubClients<IJobHubClient>.Clients(IReadOnlyList<string> connectionIds) => throw new NotSupportedException();

    public IJobHubClient GroupExcept(string groupName, IReadOnlyList<string> excludedConnectionIds) => throw new NotSupportedException();

    IJobHubClient IHubClients<IJobHubClient>.Groups(IReadOnlyList<string> groupNames) => throw new NotSupportedException();

    public IJobHubClient User(string userId) => throw new NotSupportedException();

    public IJobHubClient Users(IReadOnlyList<string> userIds) => throw new NotSupportedException();

    private sealed class Recorder(string group, ConcurrentQueue<(string, string, object)> sent) : IJobHubClient
    {
        public Task JobsChanged(IReadOnlyList<JobSnapshot> jobs) => Record(nameof(JobsChanged), jobs);

        public Task GroupsChanged(IReadOnlyList<GroupSummary> groups) => Record(nameof(GroupsChanged), groups);

        public Task LogAppended(LogLines lines) => Record(nameof(LogAppended), lines);

        public Task WatchEnded(WatchEnd ended) => Record(nameof(WatchEnded), ended);

        public Task Resync(ResyncReason reason) => Record(nameof(Resync), reason);

        public Task GoingAway(GoingAwayNotice notice) => Record(nameof(GoingAway), notice);

        private Task Record(string method, object message)
        {
            sent.Enqueue((group, method, message));
            return Task.CompletedTask;
        }
    }
}
