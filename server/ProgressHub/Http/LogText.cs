using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using ProgressHub.Storage;

namespace ProgressHub.Http;

/// <summary>Writes a log as text, one line for each of its lines, a page at a time.</summary>
internal static class LogText
{
    public static async Task WriteAsync(HttpContext http, IJobStore store, JobSnapshot job, LogSearch search, long most)
    {
        // Up to where it is now: a job that goes on logging must not keep the download from its end.
        var end = (await store.ReadLogAsync(new(job.Id) { AfterSeq = -1, Limit = 1 }, http.RequestAborted)).NextSeq;
        // The first page before anything is sent: a store that is away is a problem, not half a file.
        var page = await ReadAsync(search.AfterSeq);
        var response = http.Response;
        ServerTime.Stamp(http);
        response.ContentType = $"{JobForms.Plain}; charset=utf-8";
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.ContentDisposition = $"attachment; filename=\"job-{job.Id}.log\"";
        var expected = search.AfterSeq < 0 ? page.FirstSeq : search.AfterSeq + 1;
        while (true)
        {
            if (page.Dropped >= expected)
            {
                Gone(page.Dropped - expected + 1);
            }

            foreach (var line in page.Lines)
            {
                Write(line);
            }

            await response.BodyWriter.FlushAsync(http.RequestAborted);
            most -= page.Lines.Count;
            if (page.NextSeq >= end || most <= 0)
            {
                return;
            }

            expected = page.NextSeq;
            page = await ReadAsync(expected - 1);
        }

        Task<LogLines> ReadAsync(long after) =>
            store.ReadLogAsync(search with { AfterSeq = after, Limit = (int)Math.Min(search.Limit, most) }, http.RequestAborted);

        void Gone(long lines) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"({lines} older lines are no longer kept)\n"), response.BodyWriter);

        void Write(LogLine line) => Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{line.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {Short(line.Level)} {line.Text}\n"), response.BodyWriter);
    }

    /// <summary>Levels in three letters, so that texts stand below each other.</summary>
    private static string Short(string level) => level switch
    {
        "Trace" => "TRC",
        "Debug" => "DBG",
        "Information" => "INF",
        "Warning" => "WRN",
        "Error" => "ERR",
        _ => "CRT",
    };
}
