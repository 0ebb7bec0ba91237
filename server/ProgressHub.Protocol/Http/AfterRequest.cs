namespace ProgressHub;

/// <summary>The jobs that a job waits for.</summary>
public sealed record AfterRequest
{
    /// <summary>Up to 1,000 ids; within a batch also <c>ref:NAME</c> of items before.</summary>
    public IReadOnlyList<string>? Jobs { get; init; }

    /// <summary><c>success</c> (the default): it ends canceled once one of them is final without success. <c>any</c>: it runs whatever becomes of them.</summary>
    public string? On { get; init; }
}
