namespace ProgressHub.Jobs;

/// <summary>The words of the states, and which may follow which.</summary>
internal static class JobStates
{
    private static readonly string[] Names = ["scheduled", "queued", "running", "succeeded", "failed", "canceled"];

    public static string Name(this JobState state) => Names[(int)state];

    public static bool TryParse(string name, out JobState state)
    {
        var index = Array.IndexOf(Names, name);
        state = (JobState)index;
        return index >= 0;
    }

    public static bool IsFinal(this JobState state) => state >= JobState.Succeeded;
}
