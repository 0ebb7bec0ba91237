namespace ProgressHub;

/// <summary>A kind of job, whatever its arguments.</summary>
public abstract class JobKind
{
    private protected JobKind(string name, Type argsType)
    {
        Name = GroupName.TryParse(name, out _)
            ? name
            : throw new FormatException($"'{name}' is no name for a kind. Use {GroupName.Pattern}.");
        ArgsType = argsType;
    }

    /// <summary>The name, stored with each job; it must not change while such jobs are kept.</summary>
    public string Name { get; }

    /// <summary>The type of the arguments.</summary>
    public Type ArgsType { get; }

    /// <inheritdoc />
    public override string ToString() => Name;
}

/// <summary>A kind of job with the type of its arguments. Server, clients and tests share it, so that a renamed method orphans no stored job.</summary>
/// <typeparam name="TArgs">The arguments, stored as JSON.</typeparam>
/// <param name="name">Follows <see cref="GroupName.Pattern"/>; anything else is a <see cref="FormatException"/>.</param>
public class JobKind<TArgs>(string name) : JobKind(name, typeof(TArgs));

/// <summary>A kind of job with the types of its arguments and its result.</summary>
/// <typeparam name="TArgs">The arguments, stored as JSON.</typeparam>
/// <typeparam name="TResult">The result, stored as JSON.</typeparam>
/// <param name="name">Follows <see cref="GroupName.Pattern"/>; anything else is a <see cref="FormatException"/>.</param>
public sealed class JobKind<TArgs, TResult>(string name) : JobKind<TArgs>(name);
