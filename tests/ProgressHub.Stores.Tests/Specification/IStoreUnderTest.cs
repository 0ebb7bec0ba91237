using ProgressHub.Storage;

namespace ProgressHub.Stores.Tests.Specification;

/// <summary>Where a specification gets its stores from.</summary>
public interface IStoreUnderTest : IAsyncDisposable
{
    /// <summary>Makes a store that is not open yet.</summary>
    IJobStore Make(TimeProvider time);
}
