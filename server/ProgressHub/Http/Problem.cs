namespace ProgressHub.Http;

/// <summary>A refusal over HTTP (RFC 9457): a stable code to compare, a sentence to read, and a cure.</summary>
internal sealed record Problem(int Status, string Code, string Title, string Cure)
{
    public static readonly Problem MalformedJson = new(400, "malformed-json", "The body is not JSON.", "Mend the place given.");
    public static readonly Problem InvalidRequest = new(400, "invalid-request", "The request is not as it should be.", "Mend the members in errors.");
    public static readonly Problem UnknownKind = new(400, "unknown-kind", "There is no such kind.", "See /api/kinds.");
    public static readonly Problem UnknownParameter = new(400, "unknown-parameter", "The query has a parameter that nobody reads.", "Take it away, or use the name given.");
    public static readonly Problem InvalidWait = new(400, "invalid-wait", "The wait is no number of seconds that can be waited.", "Use a number from 0 to the most given.");
    public static readonly Problem InvalidVersion = new(400, "invalid-version", "The version is no version.", "Use the version of a snapshot: a whole number.");
    public static readonly Problem InvalidCursor = new(400, "invalid-cursor", "The cursor is not one of ours.", "List again without it.");
    public static readonly Problem InvalidId = new(400, "invalid-id", "The id is no id.", "Use a UUID such as 019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11.");
    public static readonly Problem InvalidGroup = new(400, "invalid-group", "The group's name is no name.", $"A group name follows {GroupName.Pattern}.");
    public static readonly Problem Unauthenticated = new(401, "unauthenticated", "No report token was sent.", "Send Authorization: Bearer with the reportToken of the answer to the submit.");
    public static readonly Problem Forbidden = new(403, "forbidden", "You have no right to do this.", "Ask for the right.");
    public static readonly Problem JobNotFound = new(404, "job-not-found", "There is no such job, or you have no right to it.", "Check the id.");
    public static readonly Problem GroupNotFound = new(404, "group-not-found", "There is no such group, or you have no right to it.", "Check the name.");
    public static readonly Problem RecurringNotFound = new(404, "recurring-not-found", "There is no such recurring job.", "Check the name; see /api/recurring.");
    public static readonly Problem NotFound = new(404, "not-found", "There is nothing at this address.", "Check the address; /health/live answers when the server is there.");
    public static readonly Problem NotAcceptable = new(406, "not-acceptable", "None of the accepted types can be given.", "Accept application/json, text/plain or text/html.");
    public static readonly Problem UnsupportedMediaType = new(415, "unsupported-media-type", "The body's type is not taken.", "Send Content-Type: application/json.");
    public static readonly Problem JobFinal = new(409, "job-final", "The job is final.", "Read it, or retry it to run it again.");
    public static readonly Problem StaleAttempt = new(409, "stale-attempt", "Another report token has taken the place of this one.", "Stop: somebody else runs the job now.");
    public static readonly Problem OutOfOrder = new(409, "out-of-order", "The report's number does not grow.", "Let one reporter a job report, and let its seq grow.");
    public static readonly Problem CancelNotRequested = new(409, "cancel-not-requested", "Nobody has asked this job to stop.", "Use /fail.");
    public static readonly Problem NotExternal = new(409, "not-external", "The job runs here.", "Report on jobs that were submitted with \"external\": true.");
    public static readonly Problem JobNotFinal = new(409, "job-not-final", "The job is not final yet.", "Cancel it or wait, then repeat.");
    public static readonly Problem RunElsewhere = new(409, "run-elsewhere", "Another scheduler runs the job.", "Run it again there.");
    public static readonly Problem JobFailed = new(409, "job-failed", "The job failed; there is no result.", "Read error in the job, then retry it.");
    public static readonly Problem JobCanceled = new(409, "job-canceled", "The job was canceled; there is no result.", "Retry it to run it again.");
    public static readonly Problem TooLarge = new(413, "too-large", "More was sent than is taken.", "Send less; the most is given.");
    public static readonly Problem IdempotencyKeyReused = new(422, "idempotency-key-reused", "The idempotency key was used with another body.", "Send a new key with a new body.");
    public static readonly Problem TooManyWaiters = new(429, "too-many-waiters", "Too many polls wait already.", "Wait Retry-After; share one watch.");
    public static readonly Problem StoreUnavailable = new(503, "store-unavailable", "The store cannot take or give data now.", "Repeat after Retry-After.");
    public static readonly Problem ShuttingDown = new(503, "shutting-down", "The server is going down.", "Repeat after Retry-After.");
    public static readonly Problem Internal = new(500, "internal", "Something went wrong here.", "Repeat; if it stays, report traceId.");

    private static readonly Dictionary<string, Problem> ByCode = new Problem[]
    {
        MalformedJson, InvalidRequest, UnknownKind, UnknownParameter, InvalidWait, InvalidVersion, InvalidCursor, InvalidId, InvalidGroup,
        JobNotFound, GroupNotFound, JobFinal, TooLarge, IdempotencyKeyReused, StoreUnavailable,
    }.ToDictionary(problem => problem.Code, StringComparer.Ordinal);

    /// <summary>The problem of a code; a kind's own check may bring codes of its own, which are the sender's to mend.</summary>
    public static Problem Of(string code) => ByCode.GetValueOrDefault(code) ?? InvalidRequest with { Code = code };
}
