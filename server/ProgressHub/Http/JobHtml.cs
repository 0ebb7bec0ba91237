using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace ProgressHub.Http;

/// <summary>A job as a small page without script, that loads itself again until the job is final. The same snapshot gives the same page.</summary>
internal static class JobHtml
{
    private const string Style = """
        body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.4rem;margin:0;overflow-wrap:anywhere}progress{width:100%;height:1rem}p{margin:.5rem 0;overflow-wrap:anywhere}
        """;

    /// <summary>Nothing is loaded and nothing runs; the one style is allowed by its hash.</summary>
    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    /// <param name="http">The request to answer.</param>
    /// <param name="job">The job to show.</param>
    /// <param name="refreshSeconds">When to load the page again, if the job is not final.</param>
    public static async Task WriteAsync(HttpContext http, JobSnapshot job, string refreshSeconds)
    {
        var response = http.Response;
        var page = Encoding.UTF8.GetBytes(Render(job, refreshSeconds));
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = page.Length;
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await response.BodyWriter.WriteAsync(page, http.RequestAborted);
        }
    }

    public static string Render(JobSnapshot job, string refreshSeconds)
    {
        var kind = Html.Encode(job.Kind);
        var percent = JobPercent.Of(job);
        var isKnown = percent != JobPercent.Unknown;
        // In the page and not as a header: a page that came out of the browser's cache after a 304 goes on, too.
        var refresh = job.IsFinal() ? "" : $"""<meta http-equiv="refresh" content="{refreshSeconds}">""";
        var value = isKnown ? $" value=\"{percent}\"" : job.State == JobState.Running ? "" : " value=\"0\"";
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            {refresh}
            <title>{(isKnown ? $"{percent}% " : "")}{kind}</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <h1 dir="auto">{kind}</h1>
            <p>{StateWords(job)}</p>
            <progress max="100"{value} aria-label="Progress"></progress>
            <p>{string.Join(" · ", Facts(job, isKnown ? $"{percent}%" : null))}</p>
            {string.Concat(Lines(job))}
            </main>
            </body>
            </html>

            """;
    }

    private static string StateWords(JobSnapshot job)
    {
        var state = job is { CancelRequested: true } && !job.IsFinal() ? "Canceling…" : job.State.ToString();
        return job.Attempt > 1 ? string.Create(CultureInfo.InvariantCulture, $"{state}, attempt {job.Attempt} of {job.MaxAttempts}") : state;
    }

    private static IEnumerable<string> Facts(JobSnapshot job, string? percent)
    {
        if (percent is not null)
        {
            yield return percent;
        }

        if (job.Progress is { Done: { } done } progress)
        {
            var amount = progress.Total is { } total ? $"{Number(done)} of {Number(total)}" : Number(done);
            yield return progress.Unit is { } unit ? $"{amount} {Html.Encode(unit)}" : amount;
        }

        if (job is { State: JobState.Running, Progress.EtaSeconds: { } left })
        {
            yield return $"about {Number((long)Math.Ceiling(left))} s left";
        }
    }

    private static IEnumerable<string> Lines(JobSnapshot job)
    {
        if (job.Error is { } error)
        {
            yield return $"<p role=\"alert\" dir=\"auto\">{Html.Encode(error.Message)}</p>\n";
        }

        if (job.Progress?.Message is { } message)
        {
            yield return $"<p dir=\"auto\">{Html.Encode(message)}</p>\n";
        }
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
