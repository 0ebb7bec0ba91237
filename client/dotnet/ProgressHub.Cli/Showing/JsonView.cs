using System.Text;
using System.Text.Json;

namespace ProgressHub.Cli.Showing;

/// <summary>Each change as one line of JSON: a snapshot, a roll-up, or <c>{"id":…,"line":…}</c> of a log.</summary>
internal sealed class JsonView(TextWriter output) : IJobView
{
    private readonly Lock _gate = new();

    public void Show(JobSnapshot job) => Write(Encoding.UTF8.GetString(job.ToUtf8Json().Span));

    public void Show(GroupSummary group) => Write(JsonSerializer.Serialize(group, ProtocolJson.TypeOf<GroupSummary>()));

    public void Show(JobId id, LogLine line) => Write(JsonSerializer.Serialize(new LogLines(id, line.Seq, line.Seq + 1, [line]), ProtocolJson.TypeOf<LogLines>()));

    public void Show(LinkView link)
    {
        // Of a lost link snapshots say nothing, and nothing else may stand on stdout.
    }

    public ValueTask DisposeAsync() => default;

    private void Write(string json)
    {
        lock (_gate)
        {
            output.WriteLine(json);
        }
    }
}
