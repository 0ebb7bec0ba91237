using ProgressHub.Publishing;

namespace ProgressHub.Tests.Publishing;

public sealed class AudienceTableFacts
{
    private readonly AudienceTable _table = new();

    [Fact]
    public void WhatNobodyWatchesIsNotThere()
    {
        var watcher = new Listener();
        _table.Join("job:1", watcher);
        _table.Leave("job:1", watcher);
        _table.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void EachWatcherIsToldOnce()
    {
        var watcher = new Listener();
        _table.Join("job:1", watcher);
        _table.Join("job:1", watcher).Offer(new("Own", []));
        watcher.Heard.ShouldBe(1);
    }

    [Fact]
    public async Task AJoinBesideTheLastLeaveIsNotLost()
    {
        for (var round = 0; round < 2_000; round++)
        {
            var (stays, goes) = (new Listener(), new Listener());
            _table.Join("job:1", goes);
            await Task.WhenAll(Task.Run(() => _table.Leave("job:1", goes)), Task.Run(() => _table.Join("job:1", stays)));
            _table.Find("job:1").ShouldNotBeNull().Watchers().ShouldBe([stays]);
            _table.Leave("job:1", stays);
        }
    }

    private sealed class Listener : IWatcher
    {
        public int Heard { get; private set; }

        public void Offer(Delivery delivery) => Heard++;
    }
}
