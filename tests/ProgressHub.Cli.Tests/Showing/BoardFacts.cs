using ProgressHub.Cli.Showing;
using ProgressHub.Cli.Tests.Words;

namespace ProgressHub.Cli.Tests.Showing;

public sealed class BoardFacts
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void WhereThereIsTooLittleRoomTheRunningOnesAreShownInTheirOrder()
    {
        var board = new Board(isGroup: false);
        var jobs = Enumerable.Range(0, 10).Select(number => Job(number % 3 == 0 ? JobState.Running : JobState.Queued)).ToList();
        jobs.ForEach(board.Put);

        board.Choose(5, out var hidden).Select(job => job.Id).ShouldBe(jobs.Where(job => job.State is JobState.Running).Select(job => job.Id));
        hidden.ShouldBe(6);
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public void OfAGroupOnlySoManyFinalJobsAreKept()
    {
        var board = new Board(isGroup: true);
        for (var number = 0; number < 5_000; number++)
        {
            var job = Job(JobState.Running);
            board.Put(job);
            board.Put(job with { State = JobState.Failed, FinalizedAt = Start, Version = 8 });
        }

        board.Count.ShouldBe(200);
    }

    private static JobSnapshot Job(JobState state) => WordFacts.Running() with { Id = JobId.New(Start), State = state };
}
