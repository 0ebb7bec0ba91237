namespace ProgressHub.Storage.Counting;

/// <summary>One minute of one kind in one group, or in the whole store. Minutes count from 1970 in UTC.</summary>
internal readonly record struct MinuteKey(long Minute, string Group, string Kind)
{
    /// <summary>How many minutes are told, with the one that has just begun.</summary>
    public const int Told = 60;

    public static long Of(DateTimeOffset at) => at.ToUnixTimeSeconds() / 60;

    /// <summary>The first minute that is still told at a moment.</summary>
    public static long Oldest(DateTimeOffset now) => Of(now) - Told + 1;

    public static DateTimeOffset Start(long minute) => DateTimeOffset.FromUnixTimeSeconds(minute * 60);
}
