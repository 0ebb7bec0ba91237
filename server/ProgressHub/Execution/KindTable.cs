using System.Collections.Frozen;

namespace ProgressHub.Execution;

/// <summary>The kinds that this process can run, by name.</summary>
internal sealed class KindTable
{
    private readonly FrozenDictionary<string, RegisteredKind> _kinds;

    public KindTable(IEnumerable<RegisteredKind> kinds)
    {
        var byName = new Dictionary<string, RegisteredKind>(StringComparer.Ordinal);
        foreach (var kind in kinds)
        {
            if (!byName.TryAdd(kind.Name, kind))
            {
                throw new InvalidOperationException($"The kind '{kind.Name}' is added twice. Give one of them another name.");
            }
        }

        _kinds = byName.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public IEnumerable<RegisteredKind> All => _kinds.Values;

    public RegisteredKind? Find(string name) => _kinds.GetValueOrDefault(name);

    /// <exception cref="JobRefusedException">There is no such kind here; the names there are, are told.</exception>
    public RegisteredKind Get(string name) => Find(name) ?? throw new JobRefusedException(
        "unknown-kind",
        _kinds.Count == 0
            ? $"There is no kind '{name}'; none is added here. Add it with AddJob."
            : $"There is no kind '{name}'. There are: {string.Join(", ", _kinds.Keys.Order(StringComparer.Ordinal))}.",
        "kind");
}
