using ProgressHub.Storage.Rows;
using ProgressHub.Storage.Writing;

namespace ProgressHub.Storage.Kin;

/// <summary>What in the row of a job tells that others depend on it.</summary>
[Flags]
internal enum KinMarks
{
    /// <summary>Nobody does.</summary>
    None = 0,

    /// <summary>It has a row in <c>families</c>.</summary>
    Parent = 1,

    /// <summary>A job waits for its end, or did.</summary>
    Awaited = 2,
}
