namespace ProgressHub.Storage;

/// <summary>What one job adds to its group's roll-up.</summary>
public readonly record struct GroupMember(JobId Id, long Version, JobState State, double? Fraction, long? Done, long? Total, string? Unit);
