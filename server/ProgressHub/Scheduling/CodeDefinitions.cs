using Microsoft.Extensions.Logging;
using ProgressHub.Storage;

namespace ProgressHub.Scheduling;

/// <summary>Brings the definitions of the app's code into the store.</summary>
internal sealed class CodeDefinitions(IEnumerable<RecurringDefinition> definitions, Recurrences recurrences, IJobStore store, ILogger<CodeDefinitions> logger)
{
    private readonly Dictionary<string, RecurrencePlan> _plans = new(StringComparer.Ordinal);
    private bool _isStored;

    /// <summary>Stops the start on a definition that is not as it should be.</summary>
    /// <exception cref="InvalidOperationException">A name is used twice.</exception>
    /// <exception cref="JobRefusedException">The kind is not there, or does not take the arguments.</exception>
    public void Check()
    {
        foreach (var definition in definitions)
        {
            if (!_plans.TryAdd(definition.Name, definition.ToPlan()))
            {
                throw new InvalidOperationException($"The recurring job '{definition.Name}' is added twice. Give one of them another name.");
            }

            _ = recurrences.Check(_plans[definition.Name]);
        }
    }

    /// <summary>Puts what the code has and removes what it no longer has, once.</summary>
    public async Task StoreAsync(CancellationToken ct)
    {
        if (_isStored)
        {
            return;
        }

        foreach (var plan in _plans.Values)
        {
            try
            {
                await recurrences.PutAsync(plan, ct);
            }
            catch (JobRefusedException e)
            {
                // Checked at the start, so the store is full: the others shall not wait for this one.
                logger.DefinitionRefused(plan.Name, e.Message);
            }
        }

        foreach (var (recurrence, stamp) in await store.ListRecurringAsync(ct))
        {
            if (recurrence.Source == RecurrenceSource.Code && !_plans.ContainsKey(recurrence.Name))
            {
                // Stale: somebody has just put another in its place, which is none of ours.
                await store.RemoveRecurringAsync(recurrence.Name, stamp, ct);
            }
        }

        _isStored = true;
    }
}
