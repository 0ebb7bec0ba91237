using System.ComponentModel;

namespace ProgressHub.Client.Binding;

/// <summary>Names the properties that differ between two moments; the event arguments are made once.</summary>
internal static class ShownProperties
{
    private static readonly (PropertyChangedEventArgs Args, Func<Shown, Shown, bool> Differs)[] All =
    [
        Of(nameof(ObservableJob.Snapshot), (a, b) => !ReferenceEquals(a.Snapshot, b.Snapshot)),
        Of(nameof(ObservableJob.Kind), (a, b) => a.Kind != b.Kind),
        Of(nameof(ObservableJob.State), (a, b) => a.State != b.State),
        Of(nameof(ObservableJob.Percent), (a, b) => !a.Percent.Equals(b.Percent)),
        Of(nameof(ObservableJob.IsIndeterminate), (a, b) => a.IsIndeterminate != b.IsIndeterminate),
        Of(nameof(ObservableJob.Message), (a, b) => a.Message != b.Message),
        Of(nameof(ObservableJob.Stage), (a, b) => a.Stage != b.Stage),
        Of(nameof(ObservableJob.Eta), (a, b) => a.Eta != b.Eta),
        Of(nameof(ObservableJob.Rate), (a, b) => a.Rate != b.Rate),
        Of(nameof(ObservableJob.Unit), (a, b) => a.Unit != b.Unit),
        Of(nameof(ObservableJob.Counters), (a, b) => !ReferenceEquals(a.Counters, b.Counters)),
        Of(nameof(ObservableJob.Error), (a, b) => a.Error != b.Error),
        Of(nameof(ObservableJob.IsFinal), (a, b) => a.IsFinal != b.IsFinal),
        Of(nameof(ObservableJob.IsStale), (a, b) => a.IsStale != b.IsStale),
        Of(nameof(ObservableJob.Problem), (a, b) => a.Problem != b.Problem),
    ];

    public static IEnumerable<PropertyChangedEventArgs> Changed(Shown before, Shown now)
    {
        foreach (var (args, differs) in All)
        {
            if (differs(before, now))
            {
                yield return args;
            }
        }
    }

    private static (PropertyChangedEventArgs Args, Func<Shown, Shown, bool> Differs) Of(string name, Func<Shown, Shown, bool> differs) => (new(name), differs);
}
