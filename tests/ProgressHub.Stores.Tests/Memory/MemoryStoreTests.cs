using ProgressHub.Storage;
using ProgressHub.Stores.Tests.Specification;

namespace ProgressHub.Stores.Tests.Memory;

public sealed class MemoryStoreUnderTest : IStoreUnderTest
{
    IJobStore IStoreUnderTest.Make(TimeProvider time) => new MemoryJobStore(time);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

public sealed class MemoryEnqueueTests() : EnqueueSpecification(new MemoryStoreUnderTest());

public sealed class MemoryClaimTests() : ClaimSpecification(new MemoryStoreUnderTest());

public sealed class MemoryWriteTests() : WriteSpecification(new MemoryStoreUnderTest());

public sealed class MemoryLeaseTests() : LeaseSpecification(new MemoryStoreUnderTest());

public sealed class MemoryCancelRetryTests() : CancelRetrySpecification(new MemoryStoreUnderTest());

public sealed class MemoryListTests() : ListSpecification(new MemoryStoreUnderTest());

public sealed class MemoryProgramTests() : ProgramSpecification(new MemoryStoreUnderTest());
