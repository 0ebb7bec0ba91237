namespace ProgressHub.Storage;

/// <summary>The store did not take new jobs because of what one of them says of its kin; nothing was stored.</summary>
/// <param name="code">The stable code of the problem.</param>
/// <param name="index">Which of the jobs, from 0.</param>
/// <param name="member">The member at fault, as in <c>after.jobs[3]</c>.</param>
/// <param name="message">A sentence with the cure.</param>
public sealed class EnqueueRefusedException(string code, int index, string member, string message) : Exception(message)
{
    /// <summary>The stable code of the problem.</summary>
    public string Code => code;

    /// <summary>Which of the jobs, from 0.</summary>
    public int Index => index;

    /// <summary>The member at fault.</summary>
    public string Member => member;
}
