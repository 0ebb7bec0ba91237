namespace ProgressHub.Http;

/// <summary>The forms in which a job is read.</summary>
internal enum JobForm
{
    Json,

    /// <summary>The bare percentage.</summary>
    Plain,

    /// <summary>A page for people.</summary>
    Html,
}
