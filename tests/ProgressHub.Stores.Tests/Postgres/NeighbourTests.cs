using ProgressHub.TestKit;

namespace ProgressHub.Stores.Tests.Postgres;

public sealed class NeighbourTests : PostgresTest
{
    [Fact]
    public async Task ASignOfLifeThatFailsForAReasonNobodyForesawIsGivenAgain()
    {
        await using var store = await OpenAsync();
        await using var connection = await ConnectAsync();
        await ReadAsync(connection, "ALTER TABLE progresshub.owners RENAME TO hidden");
        try
        {
            // Longer than the pace of the beats: at least one has met what no outage explains.
            await Eventually.TrueAsync(async () => (await ReadAsync(connection, "SELECT beat_at < (extract(epoch FROM clock_timestamp()) * 1000)::bigint - 4000 FROM progresshub.hidden")) is ["True"]);
        }
        finally
        {
            await ReadAsync(connection, "ALTER TABLE progresshub.hidden RENAME TO owners");
        }

        await Eventually.TrueAsync(async () => (await ReadAsync(connection, "SELECT beat_at > (extract(epoch FROM clock_timestamp()) * 1000)::bigint - 3000 FROM progresshub.owners")) is ["True"],
            () => "The node is silent for good.");
    }
}
