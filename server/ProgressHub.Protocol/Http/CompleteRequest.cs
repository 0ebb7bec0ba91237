using System.Text.Json;

namespace ProgressHub;

/// <summary>The body of <c>POST /api/jobs/{id}/complete</c>: the last report of work that succeeded.</summary>
public sealed record CompleteRequest : ReportRequest
{
    /// <summary>What the job returns, up to 256 KiB; nothing if absent.</summary>
    public JsonElement? Result { get; init; }
}
