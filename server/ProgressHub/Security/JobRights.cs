using System.Security.Claims;
using ProgressHub.Jobs;

namespace ProgressHub.Security;

/// <summary>The one place where rights to jobs and groups are asked. Without an authorizer, whoever reaches an endpoint may use it: the app's own policies decide who does.</summary>
internal sealed class JobRights(IEnumerable<IGroupAuthorizer> authorizers, PublicGroups publicGroups)
{
    private readonly IGroupAuthorizer? _authorizer = authorizers.LastOrDefault();

    public bool AreOpen => _authorizer is null;

    public ValueTask<bool> MayAsync(ClaimsPrincipal user, GroupName group, JobOperation operation) =>
        AreOpen || (operation == JobOperation.Watch && publicGroups.Has(group)) ? new(true) : _authorizer!.MayAsync(user, group, operation);

    public ValueTask<bool> MayAsync(ClaimsPrincipal user, JobSnapshot job, JobOperation operation) =>
        AreOpen || (job.Public == true && operation == JobOperation.Watch) ? new(true) : AskAsync(user, job.Groups, operation);

    private async ValueTask<bool> AskAsync(ClaimsPrincipal user, IReadOnlyList<GroupName> groups, JobOperation operation)
    {
        foreach (var group in groups)
        {
            if (await MayAsync(user, group, operation))
            {
                return true;
            }
        }

        return await _authorizer!.MayAsync(user, GroupNames.All, operation);
    }
}
