using ProgressHub.PostgreSql.Rows;
using ProgressHub.Storage;

namespace ProgressHub.PostgreSql.Reading;

/// <summary>The queries for groups.</summary>
internal static class GroupQueries
{
    private const string OfGroup = """
        SELECT j.id, j.version, j.state, j.progress FROM progresshub.job_groups AS g JOIN progresshub.all_jobs AS j ON j.seq = g.seq WHERE g.name = $1
        """;

    private const string OfAll = "SELECT id, version, state, progress FROM progresshub.all_jobs";

    // Each step jumps to the next name; DISTINCT would read every membership.
    private const string Names = """
        WITH RECURSIVE names (name) AS (
            SELECT min(name) FROM progresshub.job_groups
            UNION ALL
            SELECT (SELECT min(name) FROM progresshub.job_groups WHERE name > names.name) FROM names WHERE names.name IS NOT NULL
        )
        SELECT name FROM names WHERE name IS NOT NULL LIMIT $1
        """;

    public static async Task<IReadOnlyList<GroupMember>> MembersAsync(Reader reader, GroupName? group, CancellationToken ct) =>
        group is { } name ? await reader.ListAsync(OfGroup, Read, ct, name.Value) : await reader.ListAsync(OfAll, Read, ct);

    public static async Task<IReadOnlyList<GroupName>> ListAsync(Reader reader, int limit, CancellationToken ct) =>
        await reader.ListAsync(Names, row => new GroupName(row.GetString(0)), ct, (long)limit);

    private static GroupMember Read(Npgsql.NpgsqlDataReader row) =>
        GroupMemberOf.Parts(new(row.GetGuid(0)), row.GetInt64(1), (JobState)row.GetInt16(2), JobReader.ReadJson<JobProgress>(row, 3));
}
