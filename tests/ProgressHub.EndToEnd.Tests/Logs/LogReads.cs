using System.Text.Json;

namespace ProgressHub.EndToEnd.Tests.Logs;

/// <summary>Short words for reading logs.</summary>
internal static class LogReads
{
    public static Task<LogLines> LogAsync(this TestHost host, JobId id, string query = "") => LogAsync(host.Http, id, query);

    public static async Task<LogLines> LogAsync(HttpClient http, JobId id, string query = "") =>
        JsonSerializer.Deserialize(await http.GetByteArrayAsync($"api/jobs/{id}/log{query}"), ProtocolJson.TypeOf<LogLines>())!;

    /// <summary>All lines there are, a page at a time, which must follow each other.</summary>
    public static async Task<List<LogLine>> WholeLogAsync(HttpClient http, JobId id, long after = 0)
    {
        List<LogLine> lines = [];
        while (true)
        {
            var page = await LogAsync(http, id, $"?after={after}&limit=1000");
            page.FirstSeq.ShouldBe(Math.Max(after, page.Dropped) + 1);
            page.NextSeq.ShouldBe(page.FirstSeq + page.Lines.Count);
            if (page.Lines.Count == 0)
            {
                return lines;
            }

            lines.AddRange(page.Lines);
            after = page.NextSeq - 1;
        }
    }

    /// <summary>What a client has that keeps each line once, by its number.</summary>
    public static SortedDictionary<long, LogLine> ByNumber(IEnumerable<LogLines> pieces)
    {
        var lines = new SortedDictionary<long, LogLine>();
        foreach (var line in pieces.SelectMany(piece => piece.Lines))
        {
            if (!lines.TryAdd(line.Seq, line))
            {
                lines[line.Seq].ShouldBe(line, "a number stands for one line");
            }
        }

        return lines;
    }

    public static void ShouldFollowEachOther(this IEnumerable<long> numbers, long from, long to) =>
        numbers.ShouldBe(Enumerable.Range(0, (int)(to - from + 1)).Select(n => from + n));
}
