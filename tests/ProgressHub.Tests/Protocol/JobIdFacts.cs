namespace ProgressHub.Tests.Protocol;

public sealed class JobIdFacts
{
    /// <summary>A caller that submits one job after the other does so several times a millisecond.</summary>
    [Fact]
    public void IdsMadeAMicrosecondApartSortByTheirTime()
    {
        var start = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

        var ids = Enumerable.Range(0, 5_000).Select(n => JobId.New(start.AddMicroseconds(n))).ToList();

        ids.ShouldBe(ids.Order());
        ids.Select(id => id.ToString()).ShouldBe(ids.Select(id => id.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void IdsOfOneMomentDifferAndAreVersion7()
    {
        var ids = Enumerable.Range(0, 1_000).Select(_ => JobId.New(DateTimeOffset.UnixEpoch)).ToList();

        ids.Distinct().Count().ShouldBe(1_000);
        ids.ShouldAllBe(id => id.Value.Version == 7 && id.Value.Variant >= 8 && id.Value.Variant <= 11);
    }
}
