namespace ProgressHub.Execution;

/// <summary>Fails an attempt with an error type of its own instead of an exception's name.</summary>
internal abstract class NamedFault(string type, string message) : Exception(message)
{
    /// <summary>A stable word, as in <see cref="JobError.Type"/>.</summary>
    public string ErrorType => type;
}
