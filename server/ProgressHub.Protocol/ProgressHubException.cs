namespace ProgressHub;

/// <summary>A refusal or a fault, with a stable code to compare and a cure to read.</summary>
public class ProgressHubException : Exception
{
    /// <summary>Made by what was asked: a client, or the engine itself.</summary>
    /// <param name="code">The stable word.</param>
    /// <param name="message">A sentence for a person.</param>
    /// <param name="inner">What was underneath, if anything.</param>
    public ProgressHubException(string code, string message, Exception? inner = null) : base(message, inner) => Code = code;

    /// <summary>The code of the server's problem, or one of a client's own: <c>unreachable</c>, <c>not-progresshub</c>, <c>protocol-mismatch</c>.</summary>
    public string Code { get; }

    /// <summary>The HTTP number of the answer; null where there was none.</summary>
    public int? Status { get; init; }

    /// <summary>What to do about it; null where nothing is known.</summary>
    public string? Cure { get; init; }

    /// <summary>How long the server asks to wait before a repetition; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the same request may succeed later without a change.</summary>
    public bool IsTransient { get; init; }
}
