namespace ProgressHub.Tests.Reporting;

/// <summary>Items and streams that pass are counted, for the whole and for a stage of it alike.</summary>
public sealed class TrackFacts
{
    private readonly ReportedJob _job = new();

    [Fact]
    public async Task ItemsAreCountedByTheStageThatTracksThem()
    {
        _job.Progress.Stages(("list", 1), ("flow", 1));
        using (var stage = _job.Progress.Stage("list"))
        {
            foreach (var n in stage.Track(Enumerable.Range(0, 4).ToList(), unit: "rows"))
            {
                (_job.Shown().Stages![0].Done, _job.Shown().Stages![0].Total).ShouldBe((n, 4));
            }
        }

        using (var stage = _job.Progress.Stage("flow"))
        {
            await foreach (var n in stage.Track(Flow(), total: 3))
            {
                (_job.Shown().Stages![1].Done, _job.Shown().Fraction!.Value).ShouldBe((n, Math.Round(0.5 + n / 6.0, 6)));
            }
        }

        (_job.Shown().Fraction, _job.Shown().Done).ShouldBe((1, null));
    }

    [Fact]
    public async Task AStreamIsCountedByTheStageThatTracksIt()
    {
        using var stage = _job.Progress.Stage("copy");
        var source = stage.TrackStream(new MemoryStream(new byte[1000]));
        await using (source)
        {
            await source.ReadExactlyAsync(new byte[250]);
            _job.Shown().Stages!.Single().ShouldBe(new JobStage { Name = "copy", Weight = 1, State = StageState.Running, Fraction = 0.25, Done = 250, Total = 1000, Unit = "B" });
        }
    }

    private static async IAsyncEnumerable<int> Flow()
    {
        for (var n = 0; n < 3; n++)
        {
            await Task.Yield();
            yield return n;
        }
    }
}
