using ProgressHub.Stores.Tests.Specification;

namespace ProgressHub.Stores.Tests.Postgres;

public sealed class PostgresEnqueueTests() : EnqueueSpecification(new PostgresStoreUnderTest());

public sealed class PostgresClaimTests() : ClaimSpecification(new PostgresStoreUnderTest());

public sealed class PostgresWriteTests() : WriteSpecification(new PostgresStoreUnderTest());

public sealed class PostgresLeaseTests() : LeaseSpecification(new PostgresStoreUnderTest());

public sealed class PostgresCancelRetryTests() : CancelRetrySpecification(new PostgresStoreUnderTest());

public sealed class PostgresListTests() : ListSpecification(new PostgresStoreUnderTest());

public sealed class PostgresRecurringTests() : RecurringSpecification(new PostgresStoreUnderTest());

public sealed class PostgresProgramTests() : ProgramSpecification(new PostgresStoreUnderTest());

public sealed class PostgresAttemptTests() : AttemptSpecification(new PostgresStoreUnderTest());

public sealed class PostgresKindLimitTests() : KindLimitSpecification(new PostgresStoreUnderTest());

public sealed class PostgresKeyLimitTests() : KeyLimitSpecification(new PostgresStoreUnderTest());

public sealed class PostgresFlowProgramTests() : FlowProgramSpecification(new PostgresStoreUnderTest());

public sealed class PostgresIdempotencyTests() : IdempotencySpecification(new PostgresStoreUnderTest());

public sealed class PostgresFamilyTests() : FamilySpecification(new PostgresStoreUnderTest());

public sealed class PostgresContinuationTests() : ContinuationSpecification(new PostgresStoreUnderTest());

public sealed class PostgresCancelTreeTests() : CancelTreeSpecification(new PostgresStoreUnderTest());

public sealed class PostgresTreeProgramTests() : TreeProgramSpecification(new PostgresStoreUnderTest());

public sealed class PostgresStatsTests() : StatsSpecification(new PostgresStoreUnderTest());

public sealed class PostgresHistoryTests() : HistorySpecification(new PostgresStoreUnderTest());

public sealed class PostgresLogTests() : LogSpecification(new PostgresStoreUnderTest());

public sealed class PostgresPruneTests() : PruneSpecification(new PostgresStoreUnderTest());

public sealed class PostgresForeignTests() : ForeignSpecification(new PostgresStoreUnderTest());

public sealed class PostgresExternalTests() : ExternalSpecification(new PostgresStoreUnderTest());
