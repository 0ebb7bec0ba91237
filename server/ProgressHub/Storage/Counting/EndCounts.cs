namespace ProgressHub.Storage.Counting;

/// <summary>How many jobs ended, by how.</summary>
internal readonly record struct EndCounts(long Succeeded, long Failed, long Canceled)
{
    public static EndCounts operator +(EndCounts left, EndCounts right) =>
        new(left.Succeeded + right.Succeeded, left.Failed + right.Failed, left.Canceled + right.Canceled);

    public static EndCounts One(JobState state) => state switch
    {
        JobState.Succeeded => new(1, 0, 0),
        JobState.Failed => new(0, 1, 0),
        _ => new(0, 0, 1),
    };
}
