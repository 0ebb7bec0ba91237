using ProgressHub.Jobs;

namespace ProgressHub.Storage;

/// <summary>Decides, job by job from the oldest, what one step removes. Every store asks it, so that all of them keep the same.</summary>
internal sealed class RetentionSieve(PruneStep step, DateTimeOffset now)
{
    /// <summary>So many jobs at most go in one step: their removal holds up other writes for some milliseconds.</summary>
    public const int MaxRemoved = 200;

    /// <summary>So many jobs at most are looked at in one step.</summary>
    public const int MaxLooked = 2000;

    private readonly Dictionary<string, long> _excess = [];

    /// <summary>Whether there is any use in looking.</summary>
    public bool HasWork => step.ByAge || _excess.Count > 0;

    /// <summary>Tells how many final jobs a kind has.</summary>
    public void Count(string kind, long final)
    {
        if (final > step.Policy.Of(kind).Count)
        {
            _excess[kind] = final - step.Policy.Of(kind).Count;
        }
    }

    /// <summary>Whether a job goes. A child stays while its parent is not final, and goes when its parent is gone.</summary>
    public bool Takes(string kind, JobState state, DateTimeOffset? finalizedAt, bool isChild, JobState? parent)
    {
        if (!state.IsFinal() || (parent is { } known && !known.IsFinal()))
        {
            return false;
        }

        var rule = step.Policy.Of(kind);
        var excess = _excess.GetValueOrDefault(kind);
        var (isOld, isOrphan) = (finalizedAt <= now - rule.Age, isChild && parent is null);
        if (excess == 0 && !isOld && !isOrphan)
        {
            return false;
        }

        if (excess > 1)
        {
            _excess[kind] = excess - 1;
        }
        else
        {
            _excess.Remove(kind);
        }

        return true;
    }
}
