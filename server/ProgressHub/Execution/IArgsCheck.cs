namespace ProgressHub;

/// <summary>Looks at the arguments of a kind before a job of it is stored. Register one for <typeparamref name="TArgs"/> as a service.</summary>
/// <typeparam name="TArgs">The arguments.</typeparam>
public interface IArgsCheck<in TArgs>
{
    /// <summary>Answers what is wrong; null when all is well.</summary>
    ArgsRefusal? Check(TArgs args);
}

/// <summary>What is wrong with arguments.</summary>
/// <param name="Code">The stable code of the problem.</param>
/// <param name="Member">The member at fault, in camelCase.</param>
/// <param name="Detail">A sentence with the cure.</param>
public sealed record ArgsRefusal(string Code, string Member, string Detail);
