namespace ProgressHub.Client.Watching;

/// <summary>How far a watch has come on the connection of the moment.</summary>
internal enum Join
{
    /// <summary>The hub has not been asked. In: a new watch, a new connection. Out: the next call.</summary>
    None,

    /// <summary>The call is under way. Out: its answer.</summary>
    Asked,

    /// <summary>Changes are pushed. Out: the loss of the connection.</summary>
    Joined,

    /// <summary>The connection holds no more watches, so this one is polled. Out: another watch that leaves, a new connection.</summary>
    Over,
}
