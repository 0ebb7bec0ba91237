namespace ProgressHub.Storage.Counting;

/// <summary>What is counted together: the jobs of one kind in one group, or in the whole store.</summary>
internal readonly record struct CountKey(string Group, string Kind)
{
    /// <summary>Stands for the whole store; no group has this name.</summary>
    public const string Everywhere = "";

    /// <summary>Whether a job names a group for the first time at a place; one that it names twice counts once.</summary>
    public static bool IsFirst(IReadOnlyList<GroupName> groups, int place)
    {
        for (var i = 0; i < place; i++)
        {
            if (groups[i] == groups[place])
            {
                return false;
            }
        }

        return true;
    }
}
