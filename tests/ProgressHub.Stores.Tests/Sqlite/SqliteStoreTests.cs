using ProgressHub.Stores.Tests.Specification;

namespace ProgressHub.Stores.Tests.Sqlite;

public sealed class SqliteEnqueueTests() : EnqueueSpecification(new SqliteStoreUnderTest());

public sealed class SqliteClaimTests() : ClaimSpecification(new SqliteStoreUnderTest());

public sealed class SqliteWriteTests() : WriteSpecification(new SqliteStoreUnderTest());

public sealed class SqliteLeaseTests() : LeaseSpecification(new SqliteStoreUnderTest());

public sealed class SqliteCancelRetryTests() : CancelRetrySpecification(new SqliteStoreUnderTest());

public sealed class SqliteListTests() : ListSpecification(new SqliteStoreUnderTest());

public sealed class SqliteRecurringTests() : RecurringSpecification(new SqliteStoreUnderTest());

public sealed class SqliteProgramTests() : ProgramSpecification(new SqliteStoreUnderTest(isInMemory: true));

public sealed class SqliteAttemptTests() : AttemptSpecification(new SqliteStoreUnderTest());

public sealed class SqliteKindLimitTests() : KindLimitSpecification(new SqliteStoreUnderTest());

public sealed class SqliteKeyLimitTests() : KeyLimitSpecification(new SqliteStoreUnderTest());

public sealed class SqliteFlowProgramTests() : FlowProgramSpecification(new SqliteStoreUnderTest(isInMemory: true));

public sealed class SqliteIdempotencyTests() : IdempotencySpecification(new SqliteStoreUnderTest());

public sealed class SqliteFamilyTests() : FamilySpecification(new SqliteStoreUnderTest());

public sealed class SqliteContinuationTests() : ContinuationSpecification(new SqliteStoreUnderTest());

public sealed class SqliteCancelTreeTests() : CancelTreeSpecification(new SqliteStoreUnderTest());

public sealed class SqliteTreeProgramTests() : TreeProgramSpecification(new SqliteStoreUnderTest(isInMemory: true));

public sealed class SqliteStatsTests() : StatsSpecification(new SqliteStoreUnderTest());

public sealed class SqliteHistoryTests() : HistorySpecification(new SqliteStoreUnderTest());

public sealed class SqliteLogTests() : LogSpecification(new SqliteStoreUnderTest());

public sealed class SqlitePruneTests() : PruneSpecification(new SqliteStoreUnderTest());

public sealed class SqliteForeignTests() : ForeignSpecification(new SqliteStoreUnderTest());

public sealed class SqliteExternalTests() : ExternalSpecification(new SqliteStoreUnderTest());
