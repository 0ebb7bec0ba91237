namespace ProgressHub.Client.Linking;

/// <summary>The upgrade to a WebSocket was answered with something else: a proxy in between, a wrong address, or no right.</summary>
internal sealed class UpgradeRefusedException(int number, Exception inner) : Exception($"The WebSocket was refused with {number}.", inner)
{
    public int Number => number;
}
