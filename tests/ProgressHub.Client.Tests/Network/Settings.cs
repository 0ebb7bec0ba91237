namespace ProgressHub.Client.Tests.Network;

/// <summary>How long the long tests run: short by default, as long as wanted from the environment.</summary>
internal static class Settings
{
    public static int Number(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), out var number) ? number : otherwise;
}
