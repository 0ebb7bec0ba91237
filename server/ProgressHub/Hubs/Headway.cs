namespace ProgressHub.Hubs;

/// <summary>Whether a client's machine takes what it is sent.</summary>
internal enum Headway
{
    /// <summary>There is nothing for it to take, or no way to know.</summary>
    None,

    /// <summary>It has taken something.</summary>
    Some,

    /// <summary>Something waits for it, and it has taken nothing.</summary>
    Owing,
}
