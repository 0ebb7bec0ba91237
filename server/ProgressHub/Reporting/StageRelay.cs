namespace ProgressHub.Reporting;

/// <summary>Hands on to the stages of an attempt what somebody elsewhere says of them. A stage is known by its name among its siblings.</summary>
internal sealed class StageRelay(JobReporter root)
{
    private readonly Dictionary<(JobReporter Parent, string Name), ReporterRelay> _stages = [];

    /// <summary>Takes the stages of a report, then the name of the one that runs from now on.</summary>
    public void Take(IReadOnlyList<StageReport> listed, string? current)
    {
        List<JobReporter> path = [root];
        HashSet<JobReporter> spoken = [];
        foreach (var item in listed)
        {
            var depth = Math.Clamp(item.Depth ?? 1, 1, Math.Min(path.Count, StageList.MaxDepth));
            path.RemoveRange(depth, path.Count - depth);
            if (Find(path[^1], item) is not { Stage: { } stage } relay)
            {
                continue;
            }

            path.Add(stage);
            spoken.Add(stage);
            Take(relay, stage, item);
        }

        if (current is not null)
        {
            MoveOn(current, spoken);
        }
    }

    /// <summary>Completes what runs: the work is done.</summary>
    public void Complete()
    {
        foreach (var running in _stages.Values.Select(relay => relay.Stage!).Where(stage => stage.State is StageState.Running))
        {
            running.Dispose();
        }
    }

    private static void Take(ReporterRelay relay, StageReporter stage, StageReport item)
    {
        var isBegun = item.State is StageState.Running or StageState.Completed || item is { State: null, Done: not null } or { State: null, Fraction: not null };
        if (isBegun)
        {
            Begin(stage, item.Weight);
        }

        relay.Take(item.Done, item.Total, item.Fraction, item.Unit, null);
        if (item.State is StageState.Completed)
        {
            stage.Dispose();
        }
    }

    /// <summary>Begins the stage that runs from now on, and completes those that ran, unless the report has spoken of them or they belong together.</summary>
    private void MoveOn(string name, HashSet<JobReporter> spoken)
    {
        var shown = JobReporter.StageName(name);
        var known = _stages.Values.Select(relay => relay.Stage!).Where(stage => stage.Name == shown).ToList();
        if (known.Count > 0 && known.TrueForAll(stage => stage.State is StageState.Completed))
        {
            return;
        }

        var next = known.Find(stage => stage.State is not StageState.Completed);
        foreach (var running in _stages.Values.Select(relay => relay.Stage!).Where(stage => stage.State is StageState.Running))
        {
            if (running != next && !spoken.Contains(running) && next?.IsPartOf(running) is not true && (next is null || !running.IsPartOf(next)))
            {
                running.Dispose();
            }
        }

        if (next is not null)
        {
            Begin(next, null);
        }
        else if (_stages.Count < StageList.Max)
        {
            // Nobody has declared it, so nobody knows how many will follow.
            _stages.Add((root, shown), new ReporterRelay(root.Stage(shown)));
        }
    }

    private ReporterRelay? Find(JobReporter parent, StageReport item)
    {
        var name = JobReporter.StageName(item.Name);
        if (!_stages.TryGetValue((parent, name), out var relay) && _stages.Count < StageList.Max)
        {
            _stages[(parent, name)] = relay = new ReporterRelay(parent.Declare(name, item.Weight));
        }

        return relay;
    }

    /// <summary>What a stage is part of begins with it.</summary>
    private static void Begin(StageReporter stage, double? weight)
    {
        if (stage.State is StageState.Waiting)
        {
            if (stage.Parent is StageReporter outer)
            {
                Begin(outer, null);
            }

            stage.Parent.Stage(stage.Name, weight);
        }
    }
}
