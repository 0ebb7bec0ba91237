namespace ProgressHub.Storage;

/// <summary>How a text is searched for in a job, the same in every store.</summary>
internal static class SearchText
{
    public static bool IsIn(string text, JobId id, string kind, JobProgress? progress, JobError? error) =>
        Has(kind, text)
        || Has(progress?.Message, text)
        || Has(error?.Message, text)
        || Has(error?.Type, text)
        || Has(id.ToString(), text);

    public static bool Has(string? whole, string text) => whole?.Contains(text, StringComparison.OrdinalIgnoreCase) is true;
}
