namespace ProgressHub.Reporting;

/// <summary>The stages of one attempt, each after the one that it is part of. Every member is called under the gate of the tree.</summary>
internal sealed class StageList
{
    public const int Max = 16;
    public const int MaxDepth = 3;

    /// <summary>What undeclared stages leave room for: one more of the usual weight, so that the whole is not at its end when they are.</summary>
    private const double Room = 1;

    private readonly List<StageReporter> _stages = new(4);
    private int _begun;

    /// <summary>Begins the declared stage of this name that waits, or else a new one.</summary>
    public StageReporter Begin(JobReporter parent, ReportTree tree, string name, double? weight)
    {
        Settle();
        var stage = _stages.Find(known => known.Parent == parent && known.State is StageState.Waiting && known.Name == name) ?? Add(parent, tree, name);
        stage.Begin(++_begun, weight);
        return stage;
    }

    /// <summary>Makes known a stage that comes later. What is too deep, or one too many, works and is not shown.</summary>
    public StageReporter Add(JobReporter parent, ReportTree tree, string name, double? weight = null)
    {
        var stage = new StageReporter(tree, parent, name, weight);
        var at = parent is StageReporter outer ? _stages.IndexOf(outer) + 1 : 0;
        var isShown = _stages.Count < Max && stage.Depth <= MaxDepth && !parent.IsClosed && (parent is not StageReporter || at > 0);
        if (isShown)
        {
            while (at < _stages.Count && _stages[at].Depth >= stage.Depth)
            {
                at++;
            }

            _stages.Insert(at, stage);
        }

        return stage;
    }

    /// <summary>Ends a stage and all that are part of it.</summary>
    public void End(StageReporter ended)
    {
        ended.End();
        if (!_stages.Contains(ended))
        {
            // Nobody will ask for it again.
            ended.Settle();
        }

        foreach (var stage in _stages)
        {
            if (stage.IsPartOf(ended))
            {
                stage.End();
            }
        }
    }

    /// <summary>Forgets what is part of a reporter; stages that run on report unseen.</summary>
    public void Forget(JobReporter reporter) => _stages.RemoveAll(stage => stage.IsPartOf(reporter));

    /// <summary>Takes back the ends that nobody has seen: an exception on its way out ends stages, too.</summary>
    public void Reopen()
    {
        foreach (var stage in _stages)
        {
            stage.Reopen();
        }
    }

    /// <summary>What is to be shown; null if nothing is known. Ends that were shown are for good.</summary>
    public ReportedStages? Read(JobReporter root)
    {
        Settle();
        if (_stages.Count == 0)
        {
            return null;
        }

        // The whole first: it holds the fraction of each.
        var fraction = FractionOf(root);
        var running = _stages.Where(stage => stage.State is StageState.Running).MaxBy(stage => stage.Begun);
        return new([.. _stages.Select(stage => stage.ToStage(FractionOf(stage)))], running?.Name, fraction, _stages.TrueForAll(stage => stage.Parent.HasDeclared));
    }

    private double? FractionOf(JobReporter reporter)
    {
        if (reporter is StageReporter { State: StageState.Completed })
        {
            return 1;
        }

        var (whole, done, hasParts, isKnown) = (reporter.HasDeclared ? 0 : Room, 0.0, false, false);
        foreach (var part in _stages)
        {
            if (part.Parent == reporter)
            {
                var fraction = FractionOf(part);
                (hasParts, isKnown) = (true, isKnown || fraction is not null);
                whole += part.Weight;
                done += part.Weight * (fraction ?? 0);
            }
        }

        return reporter.Hold(!hasParts ? reporter.Numbers.Fraction : isKnown ? Math.Min(1, done / whole) : null);
    }

    private void Settle()
    {
        foreach (var stage in _stages)
        {
            stage.Settle();
        }
    }
}
