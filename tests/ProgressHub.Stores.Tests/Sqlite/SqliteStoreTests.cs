using ProgressHub.Stores.Tests.Specification;

namespace ProgressHub.Stores.Tests.Sqlite;

public sealed class SqliteEnqueueTests() : EnqueueSpecification(new SqliteStoreUnderTest());

public sealed class SqliteClaimTests() : ClaimSpecification(new SqliteStoreUnderTest());

public sealed class SqliteWriteTests() : WriteSpecification(new SqliteStoreUnderTest());

public sealed class SqliteLeaseTests() : LeaseSpecification(new SqliteStoreUnderTest());

public sealed class SqliteCancelRetryTests() : CancelRetrySpecification(new SqliteStoreUnderTest());

public sealed class SqliteListTests() : ListSpecification(new SqliteStoreUnderTest());

public sealed class SqliteProgramTests() : ProgramSpecification(new SqliteStoreUnderTest());
