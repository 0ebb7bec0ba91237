using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Specification;

/// <summary>Where a specification gets its stores from.</summary>
public interface IStoreUnderTest : IAsyncDisposable
{
    /// <summary>Makes a store that is not open yet.</summary>
    IJobStore Make(TimeProvider time);

    /// <summary>How many of so many random programs are tried: on a server each of their steps is a round trip.</summary>
    int Programs(int most) => most;
}
