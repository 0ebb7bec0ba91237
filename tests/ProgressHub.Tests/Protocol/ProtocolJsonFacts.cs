using System.Text;
using System.Text.Json;

namespace ProgressHub.Tests.Protocol;

public sealed class ProtocolJsonFacts
{
    [Fact]
    public void TheWireStaysTheSameWhateverOptionsAnAppHasSet()
    {
        var odd = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseUpper };
        ProtocolJson.AddTo(odd);
        var answer = new WatchAnswer { Store = "s", Jobs = [Snapshots.Running("a")], Refused = [new("invalid-id", "no") { Id = "x" }] };
        JsonSerializer.Serialize(answer, odd).ShouldBe(JsonSerializer.Serialize(answer, ProtocolJson.Options));
        JsonSerializer.Serialize(answer, odd).ShouldContain("\"refused\":[{\"code\":\"invalid-id\",\"detail\":\"no\",\"id\":\"x\"}]");
    }

    [Fact]
    public void WhatIsUnknownIsAbsent()
    {
        var json = Encoding.UTF8.GetString(Snapshots.Queued().ToUtf8Json().Span);
        json.ShouldNotContain("null");
        json.ShouldContain("\"createdAt\":\"2026-03-02T12:00:00.000Z\"");
    }

    [Fact]
    public void LettersOfAllScriptsStandAsTheyAre()
    {
        var job = Snapshots.Running() with { Progress = new() { Message = "مرحبا — \"ü\"" } };
        Encoding.UTF8.GetString(job.ToUtf8Json().Span).ShouldContain("مرحبا — \\\"ü\\\"");
    }

    [Fact]
    public void ACopyDoesNotSpeakWithItsOriginalsBytes()
    {
        var job = Snapshots.Queued();
        var before = job.ToUtf8Json();
        var copy = job.Claimed();
        copy.ToUtf8Json().Span.SequenceEqual(before.Span).ShouldBeFalse();
        job.ToUtf8Json().Span.SequenceEqual(before.Span).ShouldBeTrue();
    }

    [Fact]
    public void OneVersionIsOneSequenceOfBytesMadeOnce()
    {
        var job = Snapshots.Queued();
        job.ToUtf8Json().Equals(job.ToUtf8Json()).ShouldBeTrue();
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("user:42", true)]
    [InlineData("A-b_c.d:e", true)]
    [InlineData("", false)]
    [InlineData(":a", false)]
    [InlineData("a b", false)]
    [InlineData("ä", false)]
    [InlineData("a/../b", false)]
    [InlineData(null, false)]
    public void AGroupNameFollowsItsPattern(string? text, bool valid) => GroupName.TryParse(text, out _).ShouldBe(valid);

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public void AGroupNameHasAtMost128Characters()
    {
        GroupName.TryParse(new string('a', 128), out _).ShouldBeTrue();
        GroupName.TryParse(new string('a', 129), out _).ShouldBeFalse();
    }
}
