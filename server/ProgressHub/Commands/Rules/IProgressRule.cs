namespace ProgressHub.Commands.Rules;

/// <summary>Reads progress from the lines of one program. It is asked line by line, never by two threads at once.</summary>
internal interface IProgressRule
{
    /// <summary>Reports what the line says; false when it says nothing of progress.</summary>
    bool Read(string line);
}
