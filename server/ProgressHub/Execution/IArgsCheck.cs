namespace ProgressHub;

/// <summary>Looks at the arguments of a kind before a job of it is stored, so that a bad submit is refused at once and leaves nothing behind.</summary>
/// <remarks>What is true at the submit may be false when the job runs: the handler still looks for itself.</remarks>
/// <typeparam name="TArgs">The arguments of the kind.</typeparam>
public interface IArgsCheck<in TArgs>
{
    /// <summary>Says why the arguments are refused, or null when they are fine. Throws only for a bug or an outage.</summary>
    /// <param name="args">As they were sent; members may be null whatever their type says.</param>
    ArgsRefusal? Check(TArgs args);
}

/// <summary>Why arguments are refused.</summary>
/// <param name="Code">A stable code for programs, such as <c>file-not-found</c>.</param>
/// <param name="Member">The member at fault, in camelCase as it is sent.</param>
/// <param name="Detail">A sentence for people that tells the cure.</param>
public sealed record ArgsRefusal(string Code, string Member, string Detail);
