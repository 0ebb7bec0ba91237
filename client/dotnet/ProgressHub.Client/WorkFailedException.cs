namespace ProgressHub;

/// <summary>Thrown by tracked work that wants to say by itself why it failed: the error is told as it is. Of any other exception type and message are told.</summary>
public sealed class WorkFailedException : Exception
{
    /// <summary>Says why the work failed.</summary>
    /// <param name="type">A stable word to compare, such as <c>disk-full</c>; up to 256 bytes.</param>
    /// <param name="message">A sentence for a person; up to 4 KiB.</param>
    /// <param name="inner">What was underneath, if anything.</param>
    public WorkFailedException(string type, string message, Exception? inner = null) : base(message, inner) => Type = type;

    /// <summary>The stable word.</summary>
    public string Type { get; }
}
