namespace ProgressHub.Client.Watching;

/// <summary>Somebody who watches a job or a group. Called under the table's lock, in order: it keeps what it is told and returns at once.</summary>
internal interface IWatchListener
{
    /// <summary>A snapshot newer than all that came before.</summary>
    void Offer(JobSnapshot job);

    /// <summary>A job of the group is gone.</summary>
    void Remove(JobId id);

    /// <summary>Nothing follows.</summary>
    /// <param name="fault">Why, if not because the job is final.</param>
    void End(Exception? fault);
}
