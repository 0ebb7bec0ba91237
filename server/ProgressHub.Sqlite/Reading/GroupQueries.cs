using ProgressHub.Sqlite.Database;
using ProgressHub.Sqlite.Rows;
using ProgressHub.Storage;

namespace ProgressHub.Sqlite.Reading;

/// <summary>The queries for groups.</summary>
internal static class GroupQueries
{
    private const string OfGroup = """
        SELECT jobs.id, jobs.version, jobs.state, jobs.progress
        FROM job_groups CROSS JOIN jobs ON jobs.seq = job_groups.seq
        WHERE job_groups.name = ?1
        """;

    private const string OfAll = "SELECT id, version, state, progress FROM jobs";

    // Each step jumps to the next name; DISTINCT would read every membership.
    private const string Names = """
        WITH RECURSIVE names (name) AS (
            SELECT min(name) FROM job_groups
            UNION ALL
            SELECT (SELECT min(name) FROM job_groups WHERE name > names.name) FROM names WHERE names.name IS NOT NULL
        )
        SELECT name FROM names WHERE name IS NOT NULL LIMIT ?1
        """;

    public static IReadOnlyList<GroupMember> Members(Connection connection, GroupName? group)
    {
        List<GroupMember> members = [];
        var statement = group is { } name ? connection.Prepare(OfGroup).Bind(1, name.Value) : connection.Prepare(OfAll);
        while (statement.Step())
        {
            members.Add(GroupMemberOf.Parts(statement.Id(0), statement.Long(1), (JobState)statement.Int(2), JobReader.ReadProgress(statement, 3)));
        }

        return members;
    }

    public static IReadOnlyList<GroupName> List(Connection connection, int limit)
    {
        List<GroupName> groups = [];
        var statement = connection.Prepare(Names).Bind(1, limit);
        while (statement.Step())
        {
            groups.Add(new GroupName(statement.Text(0)));
        }

        return groups;
    }
}
