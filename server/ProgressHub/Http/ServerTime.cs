using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ProgressHub.Http;

/// <summary>Tells each answer's moment in <c>ProgressHub-Time</c>, so that a page can compare the times in it with its own clock. <c>Date</c> has whole seconds only.</summary>
/// <remarks>The text is made once a millisecond, whatever the number of requests.</remarks>
internal sealed class ServerTime(TimeProvider time)
{
    public const string Header = "ProgressHub-Time";

    private Text _newest = new(-1, "");

    public static void Stamp(HttpContext http) => http.RequestServices.GetRequiredService<ServerTime>().Stamp(http.Response);

    public void Stamp(HttpResponse response) => response.Headers[Header] = Now();

    public string Now()
    {
        var now = time.GetUtcNow();
        var newest = Volatile.Read(ref _newest);
        if (newest.Millisecond != now.ToUnixTimeMilliseconds())
        {
            newest = new Text(now.ToUnixTimeMilliseconds(), now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
            Volatile.Write(ref _newest, newest);
        }

        return newest.Value;
    }

    private sealed record Text(long Millisecond, string Value);
}
