using System.Text.Json;
using Npgsql;
using ProgressHub.Storage.Rows;
using static ProgressHub.PostgreSql.Rows.JobColumns;

namespace ProgressHub.PostgreSql.Rows;

/// <summary>Makes a snapshot of a row of <see cref="OfSnapshot"/>.</summary>
internal static class JobReader
{
    public static JobSnapshot Read(NpgsqlDataReader row)
    {
        var rare = Bytes(row, Rare) is { } members ? RareMembers.Read(members) : null;
        var resultBytes = LongOrNull(row, ResultBytes);
        return new JobSnapshot
        {
            Id = new(row.GetGuid(Id)),
            Kind = string.IsInterned(row.GetString(Kind)) ?? row.GetString(Kind),
            Groups = ReadGroups(row),
            State = (JobState)row.GetInt16(State),
            Version = row.GetInt64(JobColumns.Version),
            Attempt = row.GetInt32(Attempt),
            MaxAttempts = row.GetInt32(MaxAttempts),
            Priority = row.GetInt32(Priority),
            ConcurrencyKey = rare?.ConcurrencyKey,
            Progress = ReadJson<JobProgress>(row, Progress),
            Counters = ReadJson<Dictionary<string, long>>(row, Counters),
            CancelRequested = row.GetBoolean(CancelRequested) ? true : null,
            CreatedAt = Time(row, CreatedAt)!.Value,
            DueAt = Time(row, DueAt) ?? rare?.DueAt,
            StartedAt = Time(row, StartedAt),
            ReportedAt = Time(row, ReportedAt),
            FinalizedAt = Time(row, FinalizedAt),
            Node = row.IsDBNull(Node) ? null : row.GetString(Node),
            ParentId = row.IsDBNull(Parent) ? null : new JobId(row.GetGuid(Parent)),
            WaitsFor = rare?.WaitsFor?.Select(id => new JobId(id)).ToArray(),
            Children = rare?.Children,
            External = rare?.External,
            LostAt = rare?.LostAt,
            Public = rare?.Public,
            Scheduler = rare?.Scheduler,
            Recurring = rare?.Recurring,
            Result = resultBytes is null && Bytes(row, Result) is { } result ? JsonElement.Parse(result) : null,
            ResultBytes = (int?)resultBytes,
            Error = ReadJson<JobError>(row, Error),
        };
    }

    public static T? ReadJson<T>(NpgsqlDataReader row, int column) where T : class =>
        Bytes(row, column) is { } json ? JsonSerializer.Deserialize(json, ProtocolJson.TypeOf<T>()) : null;

    public static byte[]? Bytes(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);

    public static long? LongOrNull(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    public static DateTimeOffset? Time(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    // No space can stand in a group's name, so one stands between names.
    private static GroupName[] ReadGroups(NpgsqlDataReader row) =>
        row.IsDBNull(Groups) ? [] : Array.ConvertAll(row.GetString(Groups).Split(' '), name => new GroupName(name));
}
