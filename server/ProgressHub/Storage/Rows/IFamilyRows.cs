using ProgressHub.Storage.Kin;

namespace ProgressHub.Storage.Rows;

/// <summary>How the children of each parent stand.</summary>
internal interface IFamilyRows
{
    FamilyRow? Read(JobId parent);

    /// <summary>Makes or enlarges the family of a job whose row is stored.</summary>
    void Join(JobId parent, int children, long weight, bool ignoresFailure = false);

    void Mark(JobId job, KinMarks mark);

    /// <summary>Remembers what is unusual about a child.</summary>
    void KeepTerms(JobId child, int weight, int round);

    /// <summary>Counts a child that has come to a final state, or takes one out that has left it.</summary>
    /// <returns>Whether its parent waits.</returns>
    bool CountChild(JobId parent, JobId child, JobState state, int by);

    void Wait(JobId parent, bool waiting);

    /// <summary>The parent is retried: its family starts empty.</summary>
    void StartOver(JobId parent);
}
