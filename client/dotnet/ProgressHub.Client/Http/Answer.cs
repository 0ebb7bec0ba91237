namespace ProgressHub.Client.Http;

/// <summary>What was answered, and by which store.</summary>
/// <param name="Value">The message; null where the answer has no body.</param>
/// <param name="Store">The store's identity; null where the answer does not name it.</param>
internal readonly record struct Answer<T>(T? Value, string? Store);
