using ProgressHub.Publishing;

namespace ProgressHub.Tests.Publishing;

[Trait("Invariant", "6 Conflation drops nothing that matters")]
public sealed class NewestOfJobFacts
{
    private readonly JobSnapshot _job = Snapshots.Running();
    private readonly NewestOfJob _newest;

    public NewestOfJobFacts() => _newest = new(_job.Id);

    [Fact]
    public async Task OfAllThatCameTheNewestIsRead()
    {
        Offer(_job, _job with { Version = _job.Version + 2 });
        Offer(_job with { Version = _job.Version + 1 });
        Offer(Snapshots.Running() with { Version = _job.Version + 9 });

        (await _newest.NextAsync(_job.Version, default))!.Version.ShouldBe(_job.Version + 2);
        _newest.NextAsync(_job.Version + 2, default).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task WhoWaitsIsWokenByWhatIsNewer()
    {
        var next = _newest.NextAsync(_job.Version, default);
        Offer(_job);
        next.IsCompleted.ShouldBeFalse();

        Offer(_job.Ended());

        (await next).ShouldNotBeNull().IsFinal().ShouldBeTrue();
    }

    [Fact]
    public async Task AnEndThatWasToldBeforeTheRemovalIsRead()
    {
        Offer(_job.Ended());
        _newest.Offer(new(nameof(IJobHubClient.WatchEnded), [new WatchEnd([_job.Id], [], "removed")]));

        var end = await _newest.NextAsync(_job.Version, default);

        end.ShouldNotBeNull().IsFinal().ShouldBeTrue();
        (await _newest.NextAsync(end.Version, default)).ShouldBeNull();
    }

    private void Offer(params JobSnapshot[] jobs) => _newest.Offer(new(nameof(IJobHubClient.JobsChanged), [jobs]));
}
