namespace ProgressHub.Client.Tests.Documents.Samples;

// <sample>
internal sealed record ImportArgs(string Path);
internal sealed record ImportResult(long Imported, long Rejected);
internal static class Kinds { public static readonly JobKind<ImportArgs, ImportResult> Import = new("import-csv"); }
// </sample>
