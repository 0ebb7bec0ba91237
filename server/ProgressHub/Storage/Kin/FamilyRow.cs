using ProgressHub.Storage.Rows;
using ProgressHub.Storage.Writing;

namespace ProgressHub.Storage.Kin;

/// <summary>A family as it is stored.</summary>
/// <param name="Family">How the children stand.</param>
/// <param name="Round">How often the parent was retried explicitly; children of earlier rounds do not count.</param>
/// <param name="IsWaiting">Whether the parent's own code has returned and it stays running for its children.</param>
internal readonly record struct FamilyRow(Family Family, int Round, bool IsWaiting);
