using ProgressHub.Storage.Kin;

namespace ProgressHub.Storage.Rows;

/// <summary>A final job that is no longer kept, as a reader saw it.</summary>
internal readonly record struct PrunedRow(JobId Id, long Version);
