namespace ProgressHub.Http;

/// <summary>Where the app has mapped ProgressHub.</summary>
internal sealed class MappedPrefix
{
    public string Value { get; set; } = "";
}
