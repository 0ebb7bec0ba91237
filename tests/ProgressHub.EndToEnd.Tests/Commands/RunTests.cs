using System.Text.Json;
using ProgressHub.EndToEnd.Tests.Api;

namespace ProgressHub.EndToEnd.Tests.Commands;

/// <summary>What programs are given, and what becomes of what they print and answer.</summary>
public sealed class RunTests
{
    [Theory]
    [InlineData("; rm -rf * && $(touch x) `touch y` | tee z > w")]
    [InlineData("'\"$HOME %s \u2028 {text} 🙂 ß ．．")]
    [InlineData("a=b c")]
    public async Task AValueReachesTheProgramAsItIsAndAsOneArgument(string text)
    {
        await using var host = await CommandHost.StartAsync("""
            {"print":{"command":"printf","args":["[%s]","{text}","--x={text}","end"],"parameters":{"text":{"type":"string"}}}}
            """);

        var final = await host.UntilFinalAsync(await host.SubmitAsync("print", new { text }));

        ResultOf(final).ShouldBe((0, $"[{text}][--x={text}][end]"));
    }

    [Theory]
    [InlineData("-o/etc/x")]
    [InlineData("../..")]
    [InlineData("/etc/passwd")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    public async Task AValueThatCouldBeMoreIsRefusedAndNothingIsStored(string text)
    {
        await using var host = await CommandHost.StartAsync("""{"print":{"command":"printf","args":["{text}"],"parameters":{"text":{"type":"string"}}}}""");

        using var answer = await host.SubmitTextAsync(JsonSerializer.Serialize(new { kind = "print", args = new { text } }));

        var problem = await answer.ShouldBeProblemAsync("invalid-request", 400);
        problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe(["args.text"]);
        using var list = await host.GetAsync("api/jobs");
        (await list.PageAsync()).Jobs.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("[]", "args")]
    [InlineData("null", "args.text")]
    [InlineData("{}", "args.text")]
    [InlineData("""{"text":"a","more":1}""", "args.more")]
    public async Task ArgumentsOfAnotherShapeAreRefusedByName(string args, string member)
    {
        await using var host = await CommandHost.StartAsync("""{"print":{"command":"printf","args":["{text}"],"parameters":{"text":{"type":"string"}}}}""");

        using var answer = await host.SubmitTextAsync($$"""{"kind":"print","args":{{args}} }""");

        (await answer.ShouldBeProblemAsync("invalid-request", 400)).GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe([member]);
    }

    [Fact]
    public async Task AnExitCodeFailsTheJobWithTheLastLines()
    {
        await using var host = await CommandHost.StartAsync("""
            {"work":{"command":"sh","args":["-c","echo out; for n in 1 2 3 4 5 6 7 8 9 10 11 12; do echo line $n >&2; done; exit 3"],"doNotRetryOn":[3],"maxAttempts":5}}
            """);

        var final = await host.UntilFinalAsync(await host.SubmitAsync("work"));

        (final.State, final.Attempt, final.Error?.Type).ShouldBe((JobState.Failed, 1, "exit-code"));
        final.Error!.Message.ShouldStartWith("exit code 3: line 3\nline 4");
        final.Error.Message.ShouldEndWith("line 12");
    }

    [Fact]
    public async Task AProgramHasNothingToReadAndMayPrintWithoutEnd()
    {
        await using var host = await CommandHost.StartAsync("""
            {"work":{"command":"sh","args":["-c","cat; head -c 10485760 /dev/zero | tr '\\0' x; head -c 10485760 /dev/urandom; yes | head -n 300000 >&2; echo; echo last"]}}
            """);

        var final = await host.UntilFinalAsync(await host.SubmitAsync("work"));

        ResultOf(final).ShouldBe((0, "last"));
    }

    [Fact]
    public async Task TheEnvironmentBeginsEmptyAndNamesTheJob()
    {
        var name = $"PROGRESSHUB_TEST_{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable(name, "secret");
        try
        {
            await using var host = await CommandHost.StartAsync("""
                {"hidden":{"command":"sh","args":["-c","echo $GREETING-${{NAME:-none}}-$PROGRESSHUB_JOB"],"environment":{"GREETING":"hello"}},
                 "shown":{"command":"printenv","args":["NAME"],"inherit":["NAME"]}}
                """.Replace("NAME", name, StringComparison.Ordinal));

            var hidden = await host.UntilFinalAsync(await host.SubmitAsync("hidden"));
            var shown = await host.UntilFinalAsync(await host.SubmitAsync("shown"));

            ResultOf(hidden).ShouldBe((0, $"hello-none-{hidden.Id}"));
            ResultOf(shown).ShouldBe((0, "secret"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [Fact]
    public async Task TheKindTellsWhatItTakes()
    {
        await using var host = await CommandHost.StartAsync("""{"print":{"command":"printf","args":["{text}"],"parameters":{"text":{"type":"string","maxLength":9}}}}""");

        using var answer = await host.GetAsync("api/kinds");

        (await answer.JsonAsync()).GetProperty("kinds")[0].GetRawText().ShouldBe(
            """{"name":"print","args":{"type":"object","properties":{"text":{"type":"string","minLength":1,"maxLength":9}},"additionalProperties":false,"required":["text"]}}""");
    }

    private static (int ExitCode, string? LastLine) ResultOf(JobSnapshot final)
    {
        final.State.ShouldBe(JobState.Succeeded, final.Error?.Message);
        var result = final.Result!.Value;
        return (result.GetProperty("exitCode").GetInt32(), result.TryGetProperty("lastLine", out var line) ? line.GetString() : null);
    }
}
