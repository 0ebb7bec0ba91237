namespace ProgressHub.Cli.Tracking.Rules;

/// <summary>Reads progress from the output of a program. Never asked by two threads at once.</summary>
internal interface IProgressRule
{
    /// <summary>Whether stdout is read as bytes: then it has no lines to log.</summary>
    bool CountsBytes => false;

    /// <summary>Whether lines that say something of progress are worth a place in the log, too.</summary>
    bool KeepsLines => false;

    /// <summary>What a line says; null when it says nothing of progress.</summary>
    /// <param name="line">Without its end and without colours.</param>
    /// <param name="isError">Whether it came from stderr.</param>
    Finding? Read(string line, bool isError);

    /// <summary>What so many more bytes on stdout say.</summary>
    Finding? Count(int bytes) => null;
}
