namespace ProgressHub.Client.Tests.Tracking;

internal static class Enumerators
{
    /// <summary>The next item, which must be there.</summary>
    public static async Task<T> NextAsync<T>(this IAsyncEnumerator<T> items)
    {
        await using (items)
        {
            (await items.MoveNextAsync()).ShouldBeTrue();
            return items.Current;
        }
    }
}
