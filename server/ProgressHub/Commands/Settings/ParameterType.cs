namespace ProgressHub.Commands.Settings;

/// <summary>What values a parameter takes.</summary>
internal enum ParameterType
{
    /// <summary>One line of text.</summary>
    String,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>One of the declared values.</summary>
    Choice,

    /// <summary>A file below the data root that is there.</summary>
    File,

    /// <summary>A folder below the data root that is there.</summary>
    Folder,

    /// <summary>A place below the data root where something may come to be.</summary>
    Path,
}
