namespace ProgressHub.Storage.Rows;

/// <summary>What stands apart from the row of its job. Stored as numbers.</summary>
internal enum LargePart
{
    Args = 0,
    Result = 1,
    Checkpoint = 2,

    /// <summary>What the code of a parent returned, until its children are final.</summary>
    Returned = 3,
}
