namespace ProgressHub;

/// <summary>What a path that is given to a program must lead to.</summary>
public enum CommandPathTarget
{
    /// <summary>A file that is there.</summary>
    File,

    /// <summary>A folder that is there.</summary>
    Folder,

    /// <summary>Anything or nothing, in a folder that is there: what the program makes.</summary>
    Any,
}
