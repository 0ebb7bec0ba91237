using System.Security.Claims;

namespace ProgressHub.Security;

/// <summary>An authorizer made of a function.</summary>
internal sealed class GroupAuthorizer(Func<ClaimsPrincipal, GroupName, JobOperation, bool> may) : IGroupAuthorizer
{
    public ValueTask<bool> MayAsync(ClaimsPrincipal user, GroupName group, JobOperation operation) => new(may(user, group, operation));
}
