using System.Text.Json;
using System.Text.Json.Serialization;
using ProgressHub.Storage.Kin;

namespace ProgressHub.Storage.Rows;

/// <summary>Members of a snapshot that most jobs lack; they share one column.</summary>
internal sealed record RareMembers
{
    public IReadOnlyList<Guid>? WaitsFor { get; init; }

    /// <summary>Of a job that waits for others.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public ChildCounts? Children { get; init; }

    public bool? External { get; init; }

    public DateTimeOffset? LostAt { get; init; }

    public bool? Public { get; init; }

    public string? Scheduler { get; init; }

    public string? ConcurrencyKey { get; init; }

    public string? Recurring { get; init; }

    public static byte[]? Write(JobSnapshot job)
    {
        if (job is { WaitsFor: null, Children: null, External: null, LostAt: null, Public: null, ConcurrencyKey: null, Recurring: null, Scheduler: null })
        {
            return null;
        }

        var members = new RareMembers
        {
            WaitsFor = job.WaitsFor?.Select(id => id.Value).ToArray(),
            DueAt = job.WaitsFor is null ? null : job.DueAt,
            Children = job.Children,
            External = job.External,
            LostAt = job.LostAt,
            Public = job.Public,
            Scheduler = job.Scheduler,
            ConcurrencyKey = job.ConcurrencyKey,
            Recurring = job.Recurring,
        };
        return JsonSerializer.SerializeToUtf8Bytes(members, RareMembersContext.Default.RareMembers);
    }

    public static RareMembers Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, RareMembersContext.Default.RareMembers)!;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RareMembers))]
internal sealed partial class RareMembersContext : JsonSerializerContext;
