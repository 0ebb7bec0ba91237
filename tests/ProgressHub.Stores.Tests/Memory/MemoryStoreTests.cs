using ProgressHub.Storage;
using ProgressHub.Storage.Nodes;
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

public sealed class MemoryRecurringTests() : RecurringSpecification(new MemoryStoreUnderTest());

public sealed class MemoryProgramTests() : ProgramSpecification(new MemoryStoreUnderTest());

public sealed class MemoryAttemptTests() : AttemptSpecification(new MemoryStoreUnderTest());

public sealed class MemoryKindLimitTests() : KindLimitSpecification(new MemoryStoreUnderTest());

public sealed class MemoryKeyLimitTests() : KeyLimitSpecification(new MemoryStoreUnderTest());

public sealed class MemoryFlowProgramTests() : FlowProgramSpecification(new MemoryStoreUnderTest());

public sealed class MemoryIdempotencyTests() : IdempotencySpecification(new MemoryStoreUnderTest());

public sealed class MemoryFamilyTests() : FamilySpecification(new MemoryStoreUnderTest());

public sealed class MemoryContinuationTests() : ContinuationSpecification(new MemoryStoreUnderTest());

public sealed class MemoryCancelTreeTests() : CancelTreeSpecification(new MemoryStoreUnderTest());

public sealed class MemoryTreeProgramTests() : TreeProgramSpecification(new MemoryStoreUnderTest());

public sealed class MemoryStatsTests() : StatsSpecification(new MemoryStoreUnderTest());

public sealed class MemoryHistoryTests() : HistorySpecification(new MemoryStoreUnderTest());

public sealed class MemoryLogTests() : LogSpecification(new MemoryStoreUnderTest());

public sealed class MemoryPruneTests() : PruneSpecification(new MemoryStoreUnderTest());

public sealed class MemoryForeignTests() : ForeignSpecification(new MemoryStoreUnderTest());

public sealed class MemoryExternalTests() : ExternalSpecification(new MemoryStoreUnderTest());

public sealed class MemoryNodeTests : NodeSpecification
{
    public override Task DisposeAsync() => Task.CompletedTask;

    private protected override Task<INodeBoard> OpenAsync() => Task.FromResult<INodeBoard>(new MemoryNodeBoard(Time));
}
