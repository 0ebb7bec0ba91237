using ProgressHub.Storage;
using ProgressHub.Storage.Kin;

namespace ProgressHub.PostgreSql.Rows;

/// <summary>Why a job is not an ordinary one. The lowest bits are those of <see cref="KinMarks"/>; whatever has any mark is changed by one transaction of the cluster at a time.</summary>
internal static class Marks
{
    /// <summary>Those that tell of others who depend on the job.</summary>
    public const int Kin = (int)(KinMarks.Parent | KinMarks.Awaited);

    /// <summary>The job is a child.</summary>
    public const int Child = 4;

    /// <summary>It has a concurrency key.</summary>
    public const int Keyed = 8;

    /// <summary>It runs elsewhere.</summary>
    public const int External = 16;

    /// <summary>It waits for others, or did.</summary>
    public const int Waits = 32;

    public static int Of(NewJob job) =>
        (job.Snapshot.ParentId is null ? 0 : Child)
        | (job.Snapshot.ConcurrencyKey is null ? 0 : Keyed)
        | (job.External is null ? 0 : External)
        | (job.Snapshot.WaitsFor is null ? 0 : Waits);
}
