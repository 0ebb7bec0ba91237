using System.Text;
using System.Text.Json;
using ProgressHub.Sqlite.Database;
using ProgressHub.Storage.Rows;
using static ProgressHub.Sqlite.Rows.JobColumns;

namespace ProgressHub.Sqlite.Rows;

/// <summary>Makes a snapshot of a row of <see cref="OfSnapshot"/>.</summary>
internal static class JobReader
{
    public static JobSnapshot Read(Statement row)
    {
        var rare = row.IsNull(Rare) ? null : RareMembers.Read(row.Bytes(Rare));
        var resultBytes = row.LongOrNull(ResultBytes);
        return new JobSnapshot
        {
            Id = row.Id(Id),
            Kind = row.Text(Kind),
            Groups = ReadGroups(row),
            State = (JobState)row.Int(State),
            Version = row.Long(JobColumns.Version),
            Attempt = row.Int(Attempt),
            MaxAttempts = row.Int(MaxAttempts),
            Priority = row.Int(Priority),
            ConcurrencyKey = rare?.ConcurrencyKey,
            Progress = ReadProgress(row, Progress),
            Counters = ReadJson<Dictionary<string, long>>(row, Counters),
            CancelRequested = row.Int(CancelRequested) != 0 ? true : null,
            CreatedAt = row.Time(CreatedAt),
            DueAt = row.TimeOrNull(DueAt) ?? rare?.DueAt,
            StartedAt = row.TimeOrNull(StartedAt),
            ReportedAt = row.TimeOrNull(ReportedAt),
            FinalizedAt = row.TimeOrNull(FinalizedAt),
            Node = row.TextOrNull(Node),
            ParentId = row.IsNull(Parent) ? null : row.Id(Parent),
            WaitsFor = rare?.WaitsFor?.Select(id => new JobId(id)).ToArray(),
            Children = rare?.Children,
            External = rare?.External,
            LostAt = rare?.LostAt,
            Public = rare?.Public,
            Scheduler = rare?.Scheduler,
            Recurring = rare?.Recurring,
            Result = resultBytes is null && !row.IsNull(Result) ? JsonElement.Parse(row.Bytes(Result)) : null,
            ResultBytes = (int?)resultBytes,
            Error = ReadJson<JobError>(row, Error),
        };
    }

    public static JobProgress? ReadProgress(Statement row, int column) => ReadJson<JobProgress>(row, column);

    public static T? ReadJson<T>(Statement row, int column) where T : class =>
        row.IsNull(column) ? null : JsonSerializer.Deserialize(row.Bytes(column), ProtocolJson.TypeOf<T>());

    // No space can stand in a group's name, so one stands between names.
    private static GroupName[] ReadGroups(Statement row)
    {
        if (row.IsNull(Groups))
        {
            return [];
        }

        var names = Encoding.UTF8.GetString(row.Bytes(Groups)).Split(' ');
        return Array.ConvertAll(names, n => new GroupName(n));
    }
}
