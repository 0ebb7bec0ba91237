namespace ProgressHub.Jobs;

/// <summary>A version is <c>epoch * 2^32 + sequence</c>: the epoch rises with every claim and is stored, the sequence rises with every change within it.</summary>
internal static class JobVersion
{
    /// <summary>JavaScript holds whole numbers exactly up to 2^53.</summary>
    public const int MaxEpoch = (1 << 21) - 1;

    /// <summary>
    /// The version in which a cancel request shows: what it says is what <paramref name="version"/> says, and the request. The upper half of an epoch's sequences is kept for these,
    /// so that whoever stores the request need not know how far the attempt has counted, and no version is told with two contents. The lower half is enough for 20 versions a second for three years.
    /// </summary>
    public static long WithCancel(long version) => version | 1L << 31;

    public static long Of(int epoch, uint sequence) => ((long)epoch << 32) | sequence;

    public static int Epoch(long version) => (int)(version >> 32);

    public static uint Sequence(long version) => (uint)version;

    /// <summary>The first version of the epoch after that of <paramref name="version"/>.</summary>
    public static long NextEpoch(long version) => Of(Epoch(version) + 1, 1);
}
