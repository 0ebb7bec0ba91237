using ProgressHub.Commands.Rules;
using ProgressHub.Commands.Settings;

namespace ProgressHub.Commands.Output;

/// <summary>What becomes of the lines of one program: progress, log, and the last words that an error tells.</summary>
internal sealed class CommandOutput(Command command, JobContext job, IProgressRule? rule)
{
    private readonly Lock _gate = new();
    private readonly LastLines _errors = new();
    private readonly LastLines _texts = new();
    private readonly OutputStream _progress = command.Options.Progress is { } progress ? ProgressRules.StreamOf(progress) : OutputStream.Both;
    private string? _last;

    /// <summary>The last line of stdout that is no progress; null if there is none.</summary>
    public string? LastText
    {
        get
        {
            lock (_gate)
            {
                return _texts.Newest;
            }
        }
    }

    /// <summary>The lines that say best why the program failed: those of stderr, or else of stdout, or else the very last one.</summary>
    public string LastWords()
    {
        lock (_gate)
        {
            return _errors.Newest is not null ? _errors.ToString() : _texts.Newest is not null ? _texts.ToString() : _last ?? "";
        }
    }

    /// <summary>Takes a line. Both streams may call at the same time.</summary>
    public void Take(string line, OutputStream stream)
    {
        lock (_gate)
        {
            var isProgress = rule is not null && (_progress is OutputStream.Both || _progress == stream) && rule.Read(line);
            _last = line;
            if (!isProgress)
            {
                (stream is OutputStream.Stderr ? _errors : _texts).Add(line);
            }

            if (command.Options.Log is LoggedLines.All || (command.Options.Log is LoggedLines.Rest && !isProgress))
            {
                job.Log(command.LevelOf(stream), line);
            }
        }
    }
}
