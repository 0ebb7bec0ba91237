namespace ProgressHub;

/// <summary>Fails the job for good, whatever attempts are left.</summary>
public class DoNotRetryException : Exception
{
    /// <summary>Says why, for a person.</summary>
    public DoNotRetryException(string message, Exception? inner = null) : base(message, inner) { }
}
