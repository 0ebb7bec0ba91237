using ProgressHub.Storage.Kin;

namespace ProgressHub.Storage.Rows;

/// <summary>What a store needs to know of a row to judge a change.</summary>
internal readonly record struct RowHead(long Seq, JobState State, long Version, bool CancelRequested, KinMarks Kin);
