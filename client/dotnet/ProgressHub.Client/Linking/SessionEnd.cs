namespace ProgressHub.Client.Linking;

/// <summary>How a connection to the hub ended, or why there was none.</summary>
/// <param name="Reason">For a person.</param>
/// <param name="ReturnAfter">When the server wants its clients back; null if it did not say.</param>
internal sealed record SessionEnd(string Reason, TimeSpan? ReturnAfter = null);
