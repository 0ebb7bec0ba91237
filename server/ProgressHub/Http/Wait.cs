using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ProgressHub.Http;

/// <summary>How long a request wants to wait: <c>?wait=</c> or <c>Prefer: wait=</c> (RFC 7240), in seconds.</summary>
internal static class Wait
{
    public static TimeSpan OfQuery(HttpRequest request, TimeSpan most) =>
        StrictQuery.One(request, "wait") is { } text ? Parse(text, most) : TimeSpan.Zero;

    /// <summary>The preference, cut to the most: RFC 7240 lets a server honour less than was asked for.</summary>
    public static TimeSpan OfPreference(HttpRequest request, TimeSpan most)
    {
        foreach (var header in request.Headers["Prefer"])
        {
            foreach (var preference in (header ?? "").Split([',', ';'], StringSplitOptions.TrimEntries))
            {
                if (preference.StartsWith("wait=", StringComparison.OrdinalIgnoreCase)
                    && int.TryParse(preference.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
                {
                    request.HttpContext.Response.Headers["Preference-Applied"] = preference;
                    return TimeSpan.FromSeconds(Math.Min(seconds, (int)most.TotalSeconds));
                }
            }
        }

        return TimeSpan.Zero;
    }

    private static TimeSpan Parse(string text, TimeSpan most) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0 && seconds <= most.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new ProblemException(Problem.InvalidWait, $"'wait' is '{text}'; use seconds from 0 to {most.TotalSeconds}.", "wait");
}
