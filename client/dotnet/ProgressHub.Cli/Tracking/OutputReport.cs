using Microsoft.Extensions.Logging;
using ProgressHub.Cli.Tracking.Rules;

namespace ProgressHub.Cli.Tracking;

/// <summary>Makes progress and log lines of a program's output. Both outputs may come at once.</summary>
internal sealed class OutputReport
{
    private readonly JobTracker _job;
    private readonly IProgressRule? _rule;
    private readonly Lock _gate = new();
    private readonly LineSplitter _output;
    private readonly LineSplitter _errors;

    // Under the gate.
    private WorkStage? _stage;
    private string? _stageName;

    public OutputReport(JobTracker job, IProgressRule? rule)
    {
        (_job, _rule) = (job, rule);
        _output = new((line, isOverwritten) => Take(line, isOverwritten, isError: false));
        _errors = new((line, isOverwritten) => Take(line, isOverwritten, isError: true));
    }

    /// <summary>The last line that came from stderr: most programs say there why they fail.</summary>
    public string? LastError { get; private set; }

    public void LookAtOutput(ReadOnlySpan<byte> bytes)
    {
        if (_rule is not { CountsBytes: true })
        {
            _output.Push(bytes);
            return;
        }

        lock (_gate)
        {
            Tell(_rule.Count(bytes.Length));
        }
    }

    public void LookAtErrors(ReadOnlySpan<byte> bytes) => _errors.Push(bytes);

    /// <summary>What came last are lines, though no end came.</summary>
    public void Finish()
    {
        _output.Finish();
        _errors.Finish();
    }

    /// <summary>What is written over is progress for people, and no line of a log.</summary>
    private void Take(string line, bool isOverwritten, bool isError)
    {
        lock (_gate)
        {
            var found = Tell(_rule?.Read(line, isError));
            if (isOverwritten || (found && !_rule!.KeepsLines))
            {
                return;
            }

            LastError = isError ? line : LastError;
            _job.Log(isError ? LogLevel.Warning : LogLevel.Information, line);
        }
    }

    private bool Tell(Finding? finding)
    {
        if (finding is null)
        {
            return false;
        }

        if (finding.Stage is { } name && name != _stageName)
        {
            _stage?.Dispose();
            (_stage, _stageName) = (_job.Stage(name), name);
        }

        WorkReporter reporter = _stage is null ? _job : _stage;
        if (finding.Done is { } done)
        {
            reporter.Report(done, finding.Total, finding.Unit, finding.Message);
        }
        else
        {
            if (finding.Fraction is { } fraction)
            {
                ((IProgress<double>)reporter).Report(fraction);
            }

            if (finding.Message is { } message)
            {
                reporter.Report(message);
            }
        }

        return true;
    }
}
