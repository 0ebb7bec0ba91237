namespace ProgressHub.Jobs;

/// <summary>A version is <c>epoch * 2^32 + sequence</c>: the epoch rises with every claim and is stored, the sequence rises with every change within it.</summary>
internal static class JobVersion
{
    /// <summary>JavaScript holds whole numbers exactly up to 2^53.</summary>
    public const int MaxEpoch = (1 << 21) - 1;

    public static long Of(int epoch, uint sequence) => ((long)epoch << 32) | sequence;

    public static int Epoch(long version) => (int)(version >> 32);

    public static uint Sequence(long version) => (uint)version;

    /// <summary>The first version of the epoch after that of <paramref name="version"/>.</summary>
    public static long NextEpoch(long version) => Of(Epoch(version) + 1, 1);
}
