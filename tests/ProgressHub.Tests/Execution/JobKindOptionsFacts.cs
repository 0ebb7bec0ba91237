namespace ProgressHub.Tests.Execution;

public sealed class JobKindOptionsFacts
{
    [Fact]
    public void AKindIsUnlimitedAndHasSixteenPlacesPerKey()
    {
        var options = new JobKindOptions();

        options.Concurrency.ShouldBeNull();
        options.ConcurrencyPerKey.ShouldBe(16);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1024)]
    public void LimitsAreTaken(int limit)
    {
        var options = new JobKindOptions { Concurrency = limit, ConcurrencyPerKey = limit };

        (options.Concurrency, options.ConcurrencyPerKey).ShouldBe((limit, limit));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1025)]
    public void ALimitOutOfRangeIsRefusedWithTheCure(int limit)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new JobKindOptions { Concurrency = limit }).Message.ShouldContain("1 to 1,024");
        Should.Throw<ArgumentOutOfRangeException>(() => new JobKindOptions { ConcurrencyPerKey = limit }).Message.ShouldContain("1 to 1,024");
    }
}
