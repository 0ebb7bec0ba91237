using System.Text.Json;
using ProgressHub.External;
using ProgressHub.Reporting;

namespace ProgressHub.Http;

/// <summary>Refuses what no report may say. What can be mended is: numbers are clamped, and texts are cut.</summary>
internal static class ReportChecks
{
    private const int MaxTypeBytes = 256;
    private const int MaxMessageBytes = 4096;

    public static IncomingReport Check<T>(IncomingReport report, T body, LimitsOptions limits) where T : ReportRequest
    {
        if (body.Seq is < 1 or > (long)ReporterRelay.Most)
        {
            throw Invalid("seq", $"'seq' is {body.Seq}; number your reports from 1.");
        }

        if (body.Seq is null && report is { Kind: ReportKind.GoesOn, Digest.IsEmpty: false })
        {
            throw Invalid("seq", "'seq' is missing. Number your reports from 1; only an empty one, {}, needs no number.");
        }

        CheckItems(body);
        return body switch
        {
            CompleteRequest complete => report with { Result = Result(complete.Result, limits) },
            FailRequest fail => report with { Error = Error(fail.Error), WantsRetry = fail.Retry is true },
            _ => report,
        };
    }

    private static void CheckItems(ReportRequest body)
    {
        if (body.Log?.Count > LineRelay.MaxLines)
        {
            throw Invalid("log", $"'log' has {body.Log.Count} lines; a report takes at most {LineRelay.MaxLines}. Send more reports.");
        }

        for (var i = 0; i < body.Log?.Count; i++)
        {
            if (body.Log[i]?.Text is null)
            {
                throw Invalid($"log[{i}].text", $"Line {i} of the log has no text.");
            }
        }

        for (var i = 0; i < body.Stages?.Count; i++)
        {
            if (body.Stages[i]?.Name is null)
            {
                throw Invalid($"stages[{i}].name", $"Stage {i} has no name.");
            }
        }
    }

    private static ReadOnlyMemory<byte>? Result(JsonElement? result, LimitsOptions limits)
    {
        if (result is not { ValueKind: not JsonValueKind.Null } given)
        {
            return null;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(given, ProtocolJson.TypeOf<JsonElement>());
        return json.Length <= limits.ResultBytes
            ? json
            : throw new ProblemException(Problem.TooLarge, $"The result has {json.Length} bytes; at most {limits.ResultBytes} are kept. Return a reference to it.", "result");
    }

    private static JobError Error(JobError? error)
    {
        var message = ReportedText.Cut(error?.Message, MaxMessageBytes);
        return string.IsNullOrWhiteSpace(message)
            ? throw Invalid("error.message", "'error.message' is missing. Say in a sentence why the job failed.")
            : new(ReportedText.Mend(error!.Type, MaxTypeBytes) is { Length: > 0 } type ? type : "failed", message);
    }

    private static ProblemException Invalid(string member, string detail) => new(Problem.InvalidRequest, detail, member);
}
