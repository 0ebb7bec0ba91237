namespace ProgressHub;

/// <summary>A job was not taken; nothing was stored.</summary>
public sealed class JobRefusedException : Exception
{
    /// <summary>Says why.</summary>
    /// <param name="code">The stable code of the problem.</param>
    /// <param name="message">A sentence with the cure.</param>
    /// <param name="member">The member at fault, as in <c>args.path</c>.</param>
    public JobRefusedException(string code, string message, string? member = null) : base(message) => (Code, Member) = (code, member);

    /// <summary>The stable code of the problem.</summary>
    public string Code { get; }

    /// <summary>The member at fault, if it is one.</summary>
    public string? Member { get; }
}
