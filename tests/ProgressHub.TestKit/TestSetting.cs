using System.Globalization;

namespace ProgressHub.TestKit;

/// <summary>How long or how large a test is: small in the suite, whatever the environment says by hand.</summary>
public static class TestSetting
{
    /// <summary>The number in the environment variable, or the usual one where it is absent.</summary>
    public static int Number(string variable, int usual) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
}
