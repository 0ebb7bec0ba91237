using Microsoft.Extensions.Logging;
using ProgressHub.Publishing;
using ProgressHub.Storage;

namespace ProgressHub.Tests.Publishing;

[Trait("Invariant", "6 Conflation drops nothing that matters")]
public sealed class LogFeedFacts
{
    private const int MaxChars = 1 << 20;

    [Fact]
    public void StoredLinesAreSentInOrderInMessagesOfTheSizeGiven()
    {
        var feed = new LogFeed(next: 8);
        Keep(feed, 8, 5);
        Keep(feed, 13, 2);

        Send(feed, maxLines: 3).ShouldBe([8L, 9, 10]);
        Send(feed, maxLines: 3).ShouldBe([11L, 12, 13]);
        Send(feed, maxLines: 3).ShouldBe([14L]);
        Send(feed, maxLines: 3).ShouldBeEmpty();
    }

    [Fact]
    public void WhatWasReadFromTheStoreMeanwhileIsNotSentAgain()
    {
        var feed = new LogFeed(next: 1);
        Keep(feed, 1, 6);
        feed.Next = 5;

        Send(feed).ShouldBe([5L, 6]);
    }

    [Fact]
    public void BeforeAGapTheStoreIsRead()
    {
        var feed = new LogFeed(next: 1);
        Keep(feed, 4, 3);
        Send(feed).ShouldBeEmpty();
        feed.Next = 4;
        Send(feed).ShouldBe([4L, 5, 6]);

        Keep(feed, 7, 1);
        Keep(feed, 20, 2);
        Send(feed).ShouldBeEmpty("another process has stored lines between");
        feed.Next = 20;
        Send(feed).ShouldBe([20L, 21]);
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public void OfMoreThanTheCapTheNewestAreKept()
    {
        var feed = new LogFeed(next: 1);
        for (var n = 0; n < 60; n++)
        {
            Keep(feed, 1 + n * 1000, 1000);
        }

        feed.Next = 10_000;
        Send(feed).ShouldBeEmpty();
        feed.Next = 10_001;
        Send(feed, maxLines: 100_000).Count.ShouldBe(LogFeed.MaxLines);
    }

    [Fact]
    public void AChangeIsTakenOnce()
    {
        var feed = new LogFeed(next: 1);
        feed.TakeChange().ShouldBeTrue("who has just joined may have missed something");
        feed.TakeChange().ShouldBeFalse();
        Keep(feed, 1, 1);
        feed.TakeChange().ShouldBeTrue();
    }

    private static void Keep(LogFeed feed, long first, int count) =>
        feed.Keep(first + count, [.. Enumerable.Repeat(new LogEntry(Snapshots.Noon, LogLevel.Information, "text"), count)]);

    private static List<long> Send(LogFeed feed, int maxLines = 1000)
    {
        var lines = feed.Take(maxLines, MaxChars);
        feed.Next = lines.Count == 0 ? feed.Next : lines[^1].Seq + 1;
        return lines.ConvertAll(line => line.Seq);
    }
}
