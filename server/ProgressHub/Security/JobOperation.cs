namespace ProgressHub;

/// <summary>What a caller wants with the jobs of a group.</summary>
public enum JobOperation
{
    /// <summary>See them.</summary>
    Watch,

    /// <summary>Add one.</summary>
    Submit,

    /// <summary>Cancel, retry, remove.</summary>
    Manage,
}
