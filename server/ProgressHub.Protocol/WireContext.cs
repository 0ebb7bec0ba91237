using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProgressHub;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(UtcTimeForm)],
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(JobSnapshot))]
[JsonSerializable(typeof(IReadOnlyList<JobSnapshot>))]
[JsonSerializable(typeof(JobSnapshot[]))]
[JsonSerializable(typeof(JobPage))]
[JsonSerializable(typeof(JobProgress))]
[JsonSerializable(typeof(JobError))]
[JsonSerializable(typeof(GroupSummary))]
[JsonSerializable(typeof(IReadOnlyList<GroupSummary>))]
[JsonSerializable(typeof(GroupSummary[]))]
[JsonSerializable(typeof(SubmitRequest))]
[JsonSerializable(typeof(SubmitAnswer))]
[JsonSerializable(typeof(BatchRequest))]
[JsonSerializable(typeof(BatchAnswer))]
[JsonSerializable(typeof(ReportRequest))]
[JsonSerializable(typeof(CompleteRequest))]
[JsonSerializable(typeof(FailRequest))]
[JsonSerializable(typeof(ReportAnswer))]
[JsonSerializable(typeof(Recurrence))]
[JsonSerializable(typeof(RecurrenceRequest))]
[JsonSerializable(typeof(RecurrenceList))]
[JsonSerializable(typeof(JobStats))]
[JsonSerializable(typeof(NodeInfo))]
[JsonSerializable(typeof(NodeList))]
[JsonSerializable(typeof(JobDetail))]
[JsonSerializable(typeof(JobFilter))]
[JsonSerializable(typeof(BulkAnswer))]
[JsonSerializable(typeof(WatchRequest))]
[JsonSerializable(typeof(WatchAnswer))]
[JsonSerializable(typeof(UnwatchRequest))]
[JsonSerializable(typeof(CancelRequest))]
[JsonSerializable(typeof(WatchEnd))]
[JsonSerializable(typeof(LogLines))]
[JsonSerializable(typeof(ResyncReason))]
[JsonSerializable(typeof(GoingAwayNotice))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(Dictionary<string, long>))]
internal sealed partial class WireContext : JsonSerializerContext
{
    // Not an initializer: Default is made by another one, in an order that nobody promises.
    private static WireContext? s_plain;

    /// <summary>Writes a snapshot member by member; everything else goes through <see cref="ProtocolJson.Options"/>.</summary>
    /// <remarks>Letters of all scripts stand as they are: the bytes are never shown as HTML.</remarks>
    public static WireContext Plain => s_plain ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
