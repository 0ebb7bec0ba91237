using ProgressHub.Storage.Kin;

namespace ProgressHub.Storage.Rows;

/// <summary>How the jobs of one kind and concurrency key stand.</summary>
/// <param name="Running">How many run.</param>
/// <param name="Ready">The one that may be claimed.</param>
/// <param name="ReadyPriority">Its priority.</param>
internal readonly record struct LaneRow(int Running, JobId? Ready, int ReadyPriority);
