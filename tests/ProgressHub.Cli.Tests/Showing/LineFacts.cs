using ProgressHub.Cli.Serving;
using ProgressHub.Cli.Showing;
using ProgressHub.Cli.Tests.Words;

namespace ProgressHub.Cli.Tests.Showing;

public sealed class LineFacts : IAsyncDisposable
{
    private readonly ManualTime _time = new();
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly LineView _view;

    public LineFacts() => _view = new(_output, new Teller(isJson: false, isQuiet: true), _time);

    public ValueTask DisposeAsync() => _view.DisposeAsync();

    [Fact]
    public void EachTenthIsToldOnceAndNothingBetween()
    {
        for (var percent = 0; percent < 35; percent++)
        {
            Show(percent);
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        Told().ShouldBe(["running 0%", "running 10%", "running 20%", "running 30%"]);
    }

    [Fact]
    public void WithinASecondTheNewestWaitsAndIsToldThen()
    {
        Show(0);
        Show(10);
        Show(20);
        Show(55);
        Told().ShouldBe(["running 0%"]);

        _time.Advance(TimeSpan.FromSeconds(1.5));

        Told().ShouldBe(["running 0%", "running 55%"]);
    }

    [Fact]
    public void TheEndIsToldAtOnceAndAlways()
    {
        Show(0);
        var end = WordFacts.Running(new() { Fraction = 1 });
        _view.Show(end with { State = JobState.Succeeded, FinalizedAt = end.CreatedAt.AddSeconds(1) });

        Told().ShouldBe(["running 0%", "succeeded 100%"]);
    }

    [Fact]
    public void ALineHasItsFieldsBetweenTabsAndNoTabsInThem()
    {
        _view.Show(WordFacts.Running(new() { Fraction = 0.5, Message = "one\ttwo\nthree", Stage = "Import" }));

        _output.ToString().ShouldBe("2026-03-02T09:00:00.000Z\t019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11\timport-csv\trunning\t50%\tImport · one two three\n");
    }

    private void Show(int percent) => _view.Show(WordFacts.Running(new() { Fraction = percent / 100.0 }));

    private IEnumerable<string> Told() => _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).Select(fields => $"{fields[3]} {fields[4]}");
}
