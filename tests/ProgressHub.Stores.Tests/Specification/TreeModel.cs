namespace ProgressHub.Stores.Tests.Specification;

/// <summary>How trees of jobs should stand, in the simplest words: whatever a parent shows is counted anew from its children.</summary>
internal sealed class TreeModel
{
    public List<TreeNode> Nodes { get; } = [];

    public void Submit(JobId id, TreeNode? parent, int maxAttempts, bool ignores)
    {
        var node = new TreeNode { Id = id, Parent = parent, BornIn = parent?.Round ?? 0, MaxAttempts = maxAttempts, Ignores = ignores };
        Nodes.Add(node);
        if (parent is { CancelRequested: true })
        {
            Ask(node);
        }

        Settle();
    }

    public TreeNode? Claim()
    {
        var node = Nodes.Find(n => n.State == JobState.Queued);
        if (node is not null)
        {
            (node.State, node.Attempt) = (JobState.Running, node.Attempt + 1);
        }

        return node;
    }

    /// <summary>The code of a running job returns or fails for good.</summary>
    public void End(TreeNode node, JobState state)
    {
        var children = Children(node).ToList();
        var failed = HasFailed(node, children);
        node.IsWaiting = state == JobState.Succeeded && children.Any(child => !child.IsFinal);
        node.State = node.IsWaiting ? JobState.Running
            : state == JobState.Succeeded && failed ? node.CancelRequested ? JobState.Canceled : JobState.Failed
            : state;
        Settle();
    }

    public void Cancel(TreeNode node)
    {
        Ask(node);
        foreach (var child in Nodes.Where(n => n.Parent == node).ToList())
        {
            Cancel(child);
        }

        Settle();
    }

    public void Retry(TreeNode node)
    {
        if (node.IsFinal)
        {
            (node.State, node.Attempt, node.CancelRequested) = (JobState.Queued, 0, false);
            node.Round++;
        }

        Settle();
    }

    /// <summary>Every lease is over.</summary>
    public void TimePasses()
    {
        foreach (var node in Nodes.Where(n => n is { State: JobState.Running, IsWaiting: false }))
        {
            node.State = node.CancelRequested ? JobState.Canceled : node.Attempt < node.MaxAttempts ? JobState.Queued : JobState.Failed;
        }

        Settle();
    }

    public ChildCounts Counts(TreeNode node)
    {
        var children = Children(node).ToList();
        return new(
            children.Count,
            children.Count(child => child.State == JobState.Succeeded),
            children.Count(child => child.State == JobState.Failed),
            children.Count(child => child.State == JobState.Canceled));
    }

    private IEnumerable<TreeNode> Children(TreeNode node) => Nodes.Where(n => n.Parent == node && n.BornIn == node.Round);

    private static bool HasFailed(TreeNode node, List<TreeNode> children) =>
        !node.Ignores && children.Exists(child => child.State is JobState.Failed or JobState.Canceled);

    private static void Ask(TreeNode node)
    {
        if (!node.IsFinal)
        {
            node.CancelRequested = true;
            node.State = node.State == JobState.Running ? JobState.Running : JobState.Canceled;
        }
    }

    private void Settle()
    {
        while (Nodes.Find(n => n.IsWaiting && Children(n).All(child => child.IsFinal)) is { } node)
        {
            node.IsWaiting = false;
            node.State = node.CancelRequested ? JobState.Canceled
                : HasFailed(node, [.. Children(node)]) ? JobState.Failed
                : JobState.Succeeded;
        }
    }
}

internal sealed class TreeNode
{
    public required JobId Id { get; init; }

    public required TreeNode? Parent { get; init; }

    public required int BornIn { get; init; }

    public required int MaxAttempts { get; init; }

    public required bool Ignores { get; init; }

    public JobState State { get; set; } = JobState.Queued;

    public bool IsWaiting { get; set; }

    public bool CancelRequested { get; set; }

    public int Attempt { get; set; }

    public int Round { get; set; }

    public bool IsFinal => State >= JobState.Succeeded;

    public int Depth => Parent is null ? 1 : Parent.Depth + 1;

    /// <summary>The newest version anybody has seen.</summary>
    public long Seen { get; set; }
}
