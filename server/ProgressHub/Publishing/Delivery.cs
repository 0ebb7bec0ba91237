using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace ProgressHub.Publishing;

/// <summary>One message on its way to many: its meaning, for those who conflate, and its bytes, made once.</summary>
internal sealed class Delivery(string method, object?[] args)
{
    private SerializedHubMessage? _message;

    public string Method => method;

    public object?[] Args => args;

    public IReadOnlyList<JobSnapshot>? Jobs { get; } =
        method == nameof(IJobHubClient.JobsChanged) && args is [IReadOnlyList<JobSnapshot> jobs] ? jobs : null;

    public IReadOnlyList<GroupSummary>? Groups { get; } =
        method == nameof(IJobHubClient.GroupsChanged) && args is [IReadOnlyList<GroupSummary> groups] ? groups : null;

    public LogLines? Log { get; } =
        method == nameof(IJobHubClient.LogAppended) && args is [LogLines lines] ? lines : null;

    public SerializedHubMessage Message => _message ??= new SerializedHubMessage(new InvocationMessage(method, args));
}
