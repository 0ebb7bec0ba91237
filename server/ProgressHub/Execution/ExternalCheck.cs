using System.Text.Json;
using ProgressHub.Storage;

namespace ProgressHub.Execution;

/// <summary>Checks what a job is to be that runs elsewhere. Its kind need not be known here, so its arguments are nobody's here to judge.</summary>
internal static class ExternalCheck
{
    /// <summary>The arguments as they are stored.</summary>
    /// <exception cref="JobRefusedException">Something is asked for that only a worker here could do, or is out of range.</exception>
    public static ReadOnlyMemory<byte> Accept(string kind, JsonElement args, EnqueueOptions enqueue, ExternalTerms terms)
    {
        if (!GroupName.TryParse(kind, out _))
        {
            throw new JobRefusedException("invalid-request", $"'{kind}' is no name for a kind. Use {GroupName.Pattern}.", "kind");
        }

        if (terms.Lease < ExternalTerms.LeastLease || terms.Lease > ExternalTerms.MostLease)
        {
            throw new JobRefusedException("invalid-request", $"The lease is {terms.Lease.TotalSeconds} s; use 5 s to 3600 s.", "leaseSeconds");
        }

        var member = enqueue switch
        {
            { DueAt: not null } or { Delay: not null } => "dueAt",
            { After: not null } => "after",
            { Timeout: not null } => "timeoutSeconds",
            { ConcurrencyKey: not null } => "concurrencyKey",
            _ => null,
        };
        return member is null
            ? JsonSerializer.SerializeToUtf8Bytes(args, JobJson.Stored)
            : throw new JobRefusedException("invalid-request", $"'{member}' is for jobs that run here: whoever runs an external job decides when and how long. Take it away.", member);
    }
}
