namespace ProgressHub.Reporting;

/// <summary>What the reporters of one attempt share: the mark that something was said, the newest message, and the stages.</summary>
internal sealed class ReportTree(Action changed)
{
    private int _dirty;
    private string? _message;
    private JobReporter? _speaker;

    /// <summary>Held for a few writes at a time, and never over I/O.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Null until the first stage is known. Read and written under the gate.</summary>
    public StageList? Stages { get; set; }

    /// <summary>Marks a change; the first one after each flush calls.</summary>
    public void Touch()
    {
        if (Volatile.Read(ref _dirty) == 0 && Interlocked.Exchange(ref _dirty, 1) == 0)
        {
            changed();
        }
    }

    /// <summary>Takes the mark away; false if there was none.</summary>
    public bool TryClear() => Interlocked.Exchange(ref _dirty, 0) != 0;

    /// <summary>Keeps the newest message, whoever says it. Under the gate.</summary>
    public void Say(string? message, JobReporter speaker) => (_message, _speaker) = (message, speaker);

    /// <summary>The newest message, unless the stage that said it is over for good. Under the gate.</summary>
    public string? Message()
    {
        if (_speaker is StageReporter { IsSettled: true })
        {
            Say(null, _speaker);
        }

        return _message;
    }
}
