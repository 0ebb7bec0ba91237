using ProgressHub.Scheduling;

namespace ProgressHub.Http;

/// <summary>Reads what a put of a recurring job asks for.</summary>
internal static class RecurrencePlans
{
    public static RecurrencePlan Of(string name, RecurrenceRequest request)
    {
        if (request.Name is { } other && other != name)
        {
            throw new ProblemException(Problem.InvalidRequest, $"The body names '{other}' and the address '{name}'. Leave the name out, or send it to its own address.", "name");
        }

        var job = new SubmitRequest
        {
            Kind = request.Kind,
            Args = request.Args,
            Groups = request.Groups,
            Priority = request.Priority,
            MaxAttempts = request.MaxAttempts,
            TimeoutSeconds = request.TimeoutSeconds,
            ConcurrencyKey = request.ConcurrencyKey,
        };
        return new(name, Cron(request), request.TimeZone ?? "UTC", Submits.Kind(job), Submits.Args(job), RecurrenceSource.Api)
        {
            Missed = Missed(request),
            Enqueue = Submits.ToOptions(job),
            Paused = request.Paused,
        };
    }

    private static string Cron(RecurrenceRequest request) => request.Cron is { Length: > 0 } cron
        ? cron
        : throw new ProblemException(Problem.InvalidRequest, "'cron' is missing. Use for example '0 3 * * *', every day at three.", "cron");

    private static MissedRuns Missed(RecurrenceRequest request) => request.Missed switch
    {
        null or "runOnce" => MissedRuns.RunOnce,
        "skip" => MissedRuns.Skip,
        var other => throw new ProblemException(Problem.InvalidRequest, $"'missed' is '{other}'; use runOnce or skip.", "missed"),
    };
}
