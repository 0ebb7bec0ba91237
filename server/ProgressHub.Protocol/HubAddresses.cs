namespace ProgressHub;

/// <summary>Where things are below the prefix the app is mapped to.</summary>
public static class HubAddresses
{
    /// <summary>The SignalR hub.</summary>
    public const string Hub = "/hubs/jobs";

    /// <summary>The HTTP interface.</summary>
    public const string Api = "/api";
}
