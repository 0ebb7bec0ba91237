namespace ProgressHub.Client;

/// <summary>Looks at settings before they are used.</summary>
internal static class Ranges
{
    /// <exception cref="ArgumentException">The value is out of its range; the message names both.</exception>
    public static void Check(string name, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            throw new ArgumentException($"{name} is {value}. Use {least} to {most}.");
        }
    }
}
