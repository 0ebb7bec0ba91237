namespace ProgressHub;

/// <summary>In which order jobs are listed, by when they were created.</summary>
public enum JobSort
{
    /// <summary>The newest first.</summary>
    Newest,

    /// <summary>The oldest first.</summary>
    Oldest,
}
