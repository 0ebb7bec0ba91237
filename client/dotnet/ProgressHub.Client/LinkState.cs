namespace ProgressHub;

/// <summary>How a client hears of the jobs it watches.</summary>
public enum LinkState
{
    /// <summary>It has not reached the server yet, or nothing has been watched so far.</summary>
    Connecting,

    /// <summary>Changes are pushed.</summary>
    Live,

    /// <summary>The hub cannot be reached, but polls are answered; the hub is tried again and again.</summary>
    Polling,

    /// <summary>The connection was lost a moment ago and is being made again.</summary>
    Reconnecting,

    /// <summary>Neither the hub nor polls get through; both are tried again and again.</summary>
    Offline,

    /// <summary>The client was disposed.</summary>
    Closed,
}
