using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ProgressHub.Security;
using ProgressHub.Storage;

namespace ProgressHub.Http;

/// <summary>Reads what a submit says of its parent, its children and the jobs it waits for.</summary>
internal static class SubmittedKin
{
    /// <param name="options">What the submit asks for otherwise.</param>
    /// <param name="submit">The submit.</param>
    /// <param name="refs">The names of items before, within a batch.</param>
    public static EnqueueOptions AddTo(EnqueueOptions options, SubmitRequest submit, BatchRefs? refs = null)
    {
        if (submit.Ref is not null && refs is null)
        {
            throw new ProblemException(Problem.InvalidRequest, "'ref' names an item of a batch; take it away, or send a batch.", "ref");
        }

        refs?.Check(submit.Ref);
        return options with
        {
            ParentId = submit.ParentId is null ? null : Read(submit.ParentId, "parentId", refs),
            Weight = submit.Weight ?? 1,
            ChildFailure = OfWord(submit.ChildFailure, "childFailure", ("fail", ChildFailure.Fail), ("ignore", ChildFailure.Ignore)),
            After = submit.After is { } after ? ReadAfter(after, refs) : null,
        };
    }

    /// <summary>Who names a job meddles with it: a parent needs the right to manage it, a job to wait for the right to watch it.</summary>
    public static async Task CheckRightsAsync(HttpContext http, IReadOnlyList<EnqueueOptions> submits, BatchRefs? refs = null)
    {
        var rights = http.RequestServices.GetRequiredService<JobRights>();
        if (rights.AreOpen)
        {
            return;
        }

        var store = http.RequestServices.GetRequiredService<IJobStore>();
        for (var i = 0; i < submits.Count; i++)
        {
            var at = refs is null ? "" : $"jobs[{i}].";
            if (submits[i].ParentId is { } parent && !await MayAsync(parent, JobOperation.Manage))
            {
                throw new ProblemException(Problem.JobNotFound, $"There is no job {parent}, or you have no right to it.", $"{at}parentId");
            }

            var predecessors = submits[i].After?.Jobs ?? [];
            for (var n = 0; n < predecessors.Count; n++)
            {
                if (!await MayAsync(predecessors[n], JobOperation.Watch))
                {
                    throw new ProblemException(Problem.InvalidRequest, $"There is no job {predecessors[n]} to wait for, or you have no right to it.", $"{at}after.jobs[{n}]");
                }
            }
        }

        async ValueTask<bool> MayAsync(JobId id, JobOperation operation) => refs?.Names(id) is true
            || (await store.FindAsync([id], http.RequestAborted) is [var job] && await rights.MayAsync(http.User, job, operation));
    }

    private static After ReadAfter(AfterRequest after, BatchRefs? refs)
    {
        if (after.Jobs is null)
        {
            throw new ProblemException(Problem.InvalidRequest, "'after.jobs' is missing: name the jobs to wait for.", "after.jobs");
        }

        return new After(
            [.. after.Jobs.Select((text, index) => Read(text, $"after.jobs[{index}]", refs))],
            OfWord(after.On, "after.on", ("success", true), ("any", false)));
    }

    private static JobId Read(string? text, string member, BatchRefs? refs) =>
        refs?.Read(text, member) ?? BatchRefs.ReadId(text, member);

    /// <summary>The meaning of one of two words, of the first where none is given.</summary>
    private static T OfWord<T>(string? word, string member, (string Word, T Meaning) first, (string Word, T Meaning) second) =>
        word is null || word == first.Word ? first.Meaning
        : word == second.Word ? second.Meaning
        : throw new ProblemException(Problem.InvalidRequest, $"'{member}' is '{word}'; use '{first.Word}' or '{second.Word}'.", member);
}
