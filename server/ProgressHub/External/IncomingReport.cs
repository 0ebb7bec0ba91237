using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProgressHub.External;

/// <summary>What a reporter says, checked and not yet judged.</summary>
/// <param name="Kind">Whether the job goes on, or how it ends.</param>
/// <param name="Body">What it says of its progress.</param>
/// <param name="Digest">By which it is known again when it is repeated; empty for a mere sign of life, which changes nothing.</param>
internal sealed record IncomingReport(ReportKind Kind, ReportRequest Body, ReadOnlyMemory<byte> Digest)
{
    // A number may be too large for JSON to be written again.
    private static readonly JsonSerializerOptions Written = new(ProtocolJson.Options) { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };
    private static readonly ReportRequest SignOfLife = new();

    /// <summary>The whole result as JSON, of work that succeeded with one.</summary>
    public ReadOnlyMemory<byte>? Result { get; init; }

    /// <summary>Why it failed.</summary>
    public JobError? Error { get; init; }

    /// <summary>Whether the reporter would begin another attempt.</summary>
    public bool WantsRetry { get; init; }

    public static IncomingReport Of<T>(ReportKind kind, T body) where T : ReportRequest => new(kind, body, body == SignOfLife && kind is ReportKind.GoesOn
        ? default(ReadOnlyMemory<byte>)
        : SHA256.HashData([(byte)kind, .. JsonSerializer.SerializeToUtf8Bytes(body, Written.GetTypeInfo(typeof(T)))]));
}
