using System.Text.Json;
using ProgressHub.Storage.Kin;

namespace ProgressHub.Storage.Rows;

/// <summary>The composed values of a row, made by the caller's thread, so that the one writer only hands them on.</summary>
internal readonly struct JobValues(JobSnapshot job)
{
    public byte[]? Progress { get; } = Json(job.Progress);

    public byte[]? Counters { get; } = job.Counters is null ? null : Json(new Dictionary<string, long>(job.Counters));

    public byte[]? Error { get; } = Json(job.Error);

    public byte[]? Rare { get; } = RareMembers.Write(job);

    private static byte[]? Json<T>(T? value) where T : class =>
        value is null ? null : JsonSerializer.SerializeToUtf8Bytes(value, ProtocolJson.TypeOf<T>());
}
