namespace ProgressHub.Http;

/// <summary>The names that items of a batch give themselves, so that later ones can speak of them before they have ids.</summary>
internal sealed class BatchRefs
{
    private const string Prefix = "ref:";

    private readonly Dictionary<string, JobId> _names = new(StringComparer.Ordinal);
    private readonly HashSet<JobId> _ids = [];

    /// <summary>Whether a name may be given.</summary>
    public void Check(string? name)
    {
        if (name is null)
        {
            return;
        }

        if (!GroupName.TryParse(name, out _))
        {
            throw new ProblemException(Problem.InvalidRequest, $"'{name}' is no name for an item. Use {GroupName.Pattern}.", "ref");
        }

        if (_names.ContainsKey(name))
        {
            throw new ProblemException(Problem.InvalidRequest, $"An item before is named '{name}' already. Give each a name of its own.", "ref");
        }
    }

    public void Add(string? name, JobId id)
    {
        if (name is not null)
        {
            _names.Add(name, id);
            _ids.Add(id);
        }
    }

    /// <summary>Reads an id, or <c>ref:NAME</c> of an item before.</summary>
    public JobId Read(string? text, string member)
    {
        if (text?.StartsWith(Prefix, StringComparison.Ordinal) is not true)
        {
            return ReadId(text, member);
        }

        return _names.TryGetValue(text[Prefix.Length..], out var id)
            ? id
            : throw new ProblemException(Problem.InvalidRequest, $"No item before is named '{text[Prefix.Length..]}'. Give an earlier item of this batch that ref, or name a job by its id.", member);
    }

    /// <summary>Whether the job is one of this batch.</summary>
    public bool Names(JobId id) => _ids.Contains(id);

    public static JobId ReadId(string? text, string member) => JobId.TryParse(text, out var id)
        ? id
        : throw new ProblemException(Problem.InvalidId, $"'{text}' is no id.", member);
}
