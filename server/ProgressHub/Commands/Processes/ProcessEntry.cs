namespace ProgressHub.Commands.Processes;

/// <summary>A process as the kernel lists it.</summary>
/// <param name="Id">Its number, which the kernel gives to others later.</param>
/// <param name="Parent">Who started it, or who took it in when that one ended.</param>
/// <param name="Session">The process that began its session.</param>
/// <param name="StartedAt">Ticks of the kernel since the machine's start; with the number it names a process for good.</param>
internal readonly record struct ProcessEntry(int Id, int Parent, int Session, long StartedAt)
{
    public bool LeadsSession => Session == Id;
}
