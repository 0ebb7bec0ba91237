using ProgressHub.Storage;

namespace ProgressHub.Http;

/// <summary>Reads what a submit says of work that runs elsewhere.</summary>
internal static class SubmittedExternal
{
    public static EnqueueOptions AddTo(EnqueueOptions options, SubmitRequest submit, LeaseOptions lease)
    {
        if (submit.External is not true)
        {
            return submit is { LeaseSeconds: null, OnLost: null } ? options
                : throw Invalid(submit.OnLost is null ? "leaseSeconds" : "onLost", "is for external jobs; send 'external': true with it, or take it away.");
        }

        // Clamped to what a time span holds; the queue refuses what is out of range.
        var silence = submit.LeaseSeconds is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 1e9)) : lease.Duration;
        return options with { External = new ExternalTerms(silence, OnLost(submit.OnLost)) };
    }

    private static LostPolicy OnLost(string? word) => word switch
    {
        null or "fail" => LostPolicy.Fail,
        "wait" => LostPolicy.Wait,
        _ => throw Invalid("onLost", $"is '{word}'; use 'fail' or 'wait'."),
    };

    private static ProblemException Invalid(string member, string detail) => new(Problem.InvalidRequest, $"'{member}' {detail}", member);
}
