using System.Runtime.Versioning;

namespace ProgressHub.Commands.Processes;

/// <summary>A program with all it has started, however they have hidden: what carries the mark, what stands in the session, and what descends from either. Whoever was seen once stays in.</summary>
/// <param name="isMarked">Whether the mark of a process makes it a member.</param>
/// <param name="leader">The program itself; null where the marks are all that is known.</param>
[SupportedOSPlatform("linux")]
internal sealed class ProcessFamily(Func<string, bool> isMarked, ProcessEntry? leader)
{
    private const int KillRounds = 100;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly HashSet<(int Id, long StartedAt)> _known = leader is { } program ? [(program.Id, program.StartedAt)] : [];

    /// <summary>The members that live.</summary>
    public IReadOnlyList<ProcessEntry> Living()
    {
        var others = ProcessTable.Read();
        others.RemoveAll(process => process.Id == Environment.ProcessId);
        var members = Take(others, process => _known.Contains((process.Id, process.StartedAt)) || IsMarked(process));
        var ids = members.Select(member => member.Id).ToHashSet();
        var sessions = members.Where(member => member.LeadsSession).Select(member => member.Session).ToHashSet();
        // The leader's session outlives it, and its number is given to nobody else as long as somebody is in the session.
        if (leader is { LeadsSession: true } first && !others.Exists(process => process.Id == first.Id))
        {
            sessions.Add(first.Id);
        }

        while (Take(others, process => ids.Contains(process.Parent) || sessions.Contains(process.Session)) is { Count: > 0 } more)
        {
            members.AddRange(more);
            ids.UnionWith(more.Select(member => member.Id));
            sessions.UnionWith(more.Where(member => member.LeadsSession).Select(member => member.Session));
        }

        _known.UnionWith(members.Select(member => (member.Id, member.StartedAt)));
        return members;
    }

    /// <summary>Asks all members to end, and ends those by force that have not within the patience.</summary>
    public async Task EndAsync(TimeSpan patience, TimeProvider time)
    {
        if (patience > TimeSpan.Zero)
        {
            foreach (var member in Living())
            {
                Signals.Send(member, Signals.Terminate);
                // One that was stopped hears nothing before it goes on.
                Signals.Send(member, Signals.Continue);
            }

            var began = time.GetTimestamp();
            while (Living().Count > 0 && time.GetElapsedTime(began) < patience)
            {
                await Task.Delay(Look, time);
            }
        }

        for (var round = 0; round < KillRounds && Living() is { Count: > 0 } members; round++)
        {
            Kill(members);
            await Task.Delay(Look, time);
        }
    }

    /// <summary>Stops all before it ends them, so that none has the time to start another one.</summary>
    private void Kill(IReadOnlyList<ProcessEntry> members)
    {
        foreach (var member in members)
        {
            Signals.Send(member, Signals.Stop);
        }

        foreach (var member in Living())
        {
            Signals.Send(member, Signals.Kill);
        }
    }

    private bool IsMarked(ProcessEntry process) => ProcessTable.Variable(process.Id, RunMark.Variable) is { } mark && isMarked(mark);

    /// <summary>Moves those that fit out of a list.</summary>
    private static List<ProcessEntry> Take(List<ProcessEntry> from, Predicate<ProcessEntry> fits)
    {
        var taken = from.FindAll(fits);
        from.RemoveAll(fits);
        return taken;
    }
}
