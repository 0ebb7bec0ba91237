namespace ProgressHub;

/// <summary>A kind of job with the type of its arguments. Server, clients and tests share it, so that a renamed method orphans no stored job.</summary>
/// <typeparam name="TArgs">The arguments, stored as JSON.</typeparam>
public class JobKind<TArgs>
{
    /// <summary>Names the kind; the name is stored with each job and must not change while such jobs are kept.</summary>
    /// <exception cref="FormatException">The name does not follow <see cref="GroupName.Pattern"/>.</exception>
    public JobKind(string name) => Name = GroupName.TryParse(name, out _)
        ? name
        : throw new FormatException($"'{name}' is no name for a kind. Use {GroupName.Pattern}.");

    /// <summary>The stored name.</summary>
    public string Name { get; }

    /// <inheritdoc />
    public override string ToString() => Name;
}

/// <summary>A kind of job with the types of its arguments and its result.</summary>
/// <typeparam name="TArgs">The arguments, stored as JSON.</typeparam>
/// <typeparam name="TResult">The result, stored as JSON.</typeparam>
public sealed class JobKind<TArgs, TResult>(string name) : JobKind<TArgs>(name);
