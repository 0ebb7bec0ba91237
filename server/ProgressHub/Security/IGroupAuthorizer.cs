using System.Security.Claims;

namespace ProgressHub;

/// <summary>Decides who may do what with the jobs of a group. Asked at every watch, poll, event stream and command, on every transport.</summary>
public interface IGroupAuthorizer
{
    /// <summary>Answers whether the user may. A job is open to whoever has the right to one of its groups; one without a right is told that there is no such job.</summary>
    /// <param name="user">The caller as the app has authenticated it.</param>
    /// <param name="group">The group; <c>all</c> stands for every job of the store.</param>
    /// <param name="operation">What is wanted.</param>
    ValueTask<bool> MayAsync(ClaimsPrincipal user, GroupName group, JobOperation operation);
}
