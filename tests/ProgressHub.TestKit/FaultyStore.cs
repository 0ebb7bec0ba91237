using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.ExceptionServices;
using ProgressHub.Storage;

namespace ProgressHub.TestKit;

/// <summary>A store between a host and the real one, whose calls fail once, by name, with an exception that nobody foresees.</summary>
public class FaultyStore : DispatchProxy
{
    private readonly ConcurrentDictionary<string, bool> _failing = new(StringComparer.Ordinal);
    private IJobStore _store = null!;

    /// <summary>The calls that are yet to fail.</summary>
    public IEnumerable<string> Left => _failing.Keys;

    public static (IJobStore Store, FaultyStore Faults) Before(IJobStore store)
    {
        var between = Create<IJobStore, FaultyStore>();
        var faults = (FaultyStore)(object)between;
        faults._store = store;
        return (between, faults);
    }

    /// <summary>Lets the next call of each of these fail.</summary>
    public void Fail(params string[] calls)
    {
        foreach (var call in calls)
        {
            _failing[call] = true;
        }
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (_failing.TryRemove(targetMethod!.Name, out _))
        {
            throw new NotSupportedException($"{targetMethod.Name} fails.");
        }

        try
        {
            return targetMethod.Invoke(_store, args);
        }
        catch (TargetInvocationException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
    }
}
