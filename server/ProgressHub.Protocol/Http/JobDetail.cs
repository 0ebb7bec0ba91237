using System.Text.Json;

namespace ProgressHub;

/// <summary>The answer to <c>GET /api/jobs/{id}/detail</c>: what only those who manage a job may see.</summary>
/// <param name="Job">The snapshot.</param>
/// <param name="Args">The arguments as stored.</param>
/// <param name="Attempts">Up to 100 attempts, oldest first; the one that runs or ran last stands last.</param>
public sealed record JobDetail(JobSnapshot Job, JsonElement Args, IReadOnlyList<JobAttempt> Attempts);
