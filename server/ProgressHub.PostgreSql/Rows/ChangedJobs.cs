namespace ProgressHub.PostgreSql.Rows;

/// <summary>The jobs that the transaction at hand has changed, for the other nodes.</summary>
internal sealed class ChangedJobs
{
    private readonly HashSet<Guid> _ids = [];

    public int Count => _ids.Count;

    public void Add(JobId id) => _ids.Add(id.Value);

    public Guid[] ToArray() => [.. _ids];

    public void Clear() => _ids.Clear();
}
