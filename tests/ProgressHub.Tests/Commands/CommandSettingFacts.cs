using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProgressHub.Execution;

namespace ProgressHub.Tests.Commands;

public sealed class CommandSettingFacts
{
    [Theory]
    [InlineData("""{}""", "command", "absolute path")]
    [InlineData("""{"command":"no-such-program"}""", "command", "no-such-program")]
    [InlineData("""{"command":"./true"}""", "command", "absolute path")]
    [InlineData("""{"command":"/etc/passwd"}""", "command", "/etc/passwd")]
    [InlineData("""{"command":"true","arg":["x"]}""", "arg", "args")]
    [InlineData("""{"command":"true","args":"-a -b"}""", "args", "list")]
    [InlineData("""{"command":"true","args":["{x}"]}""", "args:0", "{x}")]
    [InlineData("""{"command":"true","args":["a","{x"]}""", "args:1", "brace")]
    [InlineData("""{"command":"true","args":["x}"]}""", "args:0", "brace")]
    [InlineData("""{"command":"true","args":[["-o","{x}"]]}""", "args:0", "{x}")]
    [InlineData("""{"command":"true","args":[{"x":"y"}]}""", "args:0", "text")]
    [InlineData("""{"command":"true","args":["--{x}"],"parameters":{"x":{"type":"string"}}}""", "args:0", "option")]
    [InlineData("""{"command":"true","parameters":{"x":{"type":"string"}}}""", "parameters:x", "nowhere")]
    [InlineData("""{"command":"true","args":["{x}"],"parameters":{"x":{"required":true}}}""", "parameters:x:type", "integer")]
    [InlineData("""{"command":"true","args":["{x}"],"parameters":{"x":"string"}}""", "parameters:x", "type")]
    [InlineData("""{"command":"true","args":["{x}"],"parameters":{"x":{"type":"text"}}}""", "parameters:x:type", "string")]
    [InlineData("""{"command":"true","args":["{x}"],"parameters":{"x":{"type":"0"}}}""", "parameters:x:type", "string")]
    [InlineData("""{"command":"true","args":["{x}"],"parameters":{"x":{"type":"string","maximum":5}}}""", "parameters:x:maximum", "maxLength")]
    [InlineData("""{"command":"true","args":["{x}"],"parameters":{"x":{"type":"string","max":5}}}""", "parameters:x", "max")]
    [InlineData("""{"command":"true","args":["{x}"],"parameters":{"x":{"type":"string","maxLength":0}}}""", "parameters:x", "1 to 32,768")]
    [InlineData("""{"command":"true","args":["{x}"],"parameters":{"x":{"type":"string","pattern":"("}}}""", "parameters:x", "pattern")]
    [InlineData("""{"command":"true","args":["{x}"],"parameters":{"x":{"type":"string","pattern":"(?=a)"}}}""", "parameters:x", "Look-arounds")]
    [InlineData("""{"command":"true","args":["{x}"],"parameters":{"x":{"type":"string","default":"/etc"}}}""", "parameters:x", "default")]
    [InlineData("""{"command":"true","args":["{x}"],"parameters":{"x":{"type":"integer","default":"many"}}}""", "parameters:x", "default")]
    [InlineData("""{"command":"true","args":["{x}"],"parameters":{"x":{"type":"integer","min":"few"}}}""", "parameters:x:min", "few")]
    [InlineData("""{"command":"true","args":["{x}"],"parameters":{"x":{"type":"string","maxLength":{"a":1}}}}""", "parameters:x:maxLength", "one value")]
    [InlineData("""{"command":"true","doNotRetryOn":[1,"two"]}""", "doNotRetryOn:1", "two")]
    [InlineData("""{"command":"true","killAfter":"10 s"}""", "killAfter", "00:10:00")]
    [InlineData("""{"command":"true","args":["{x}"],"parameters":{"x":{"type":"integer","min":2,"max":1}}}""", "parameters:x", "Swap")]
    [InlineData("""{"command":"true","args":["{x}"],"parameters":{"x":{"type":"choice"}}}""", "parameters:x", "values")]
    [InlineData("""{"command":"true","args":["{x}"],"parameters":{"x":{"type":"file","allowDash":true}}}""", "parameters:x", "allowDash")]
    [InlineData("""{"command":"true","args":["{x y}"],"parameters":{"x y":{"type":"file"}}}""", "parameters:x y", "letters")]
    [InlineData("""{"command":"true","timeout":"soon"}""", "timeout", "soon")]
    [InlineData("""{"command":"true","timeout":"00:00:00.5"}""", "timeout", "00:00:01")]
    [InlineData("""{"command":"true","killAfter":"01:00:00"}""", "killAfter", "00:10:00")]
    [InlineData("""{"command":"true","maxAttempts":0}""", "maxAttempts", "1 to 100")]
    [InlineData("""{"command":"true","concurrency":2000}""", "concurrency", "1 to 1024")]
    [InlineData("""{"command":"true","log":"some"}""", "log", "rest, all, none")]
    [InlineData("""{"command":"true","stderrLevel":"loud"}""", "stderrLevel", "warning")]
    [InlineData("""{"command":"true","workingDirectory":"/no/such/folder"}""", "workingDirectory", "/no/such/folder")]
    [InlineData("""{"command":"true","progress":{}}""", "progress", "rule")]
    [InlineData("""{"command":"true","progress":"percent"}""", "progress", "rule")]
    [InlineData("""{"command":"true","progress":{"rule":"guess"}}""", "progress:rule", "percent")]
    [InlineData("""{"command":"true","progress":{"rule":"percent","stream":"stdin"}}""", "progress:stream", "stderr")]
    [InlineData("""{"command":"true","progress":{"rule":"pattern"}}""", "progress:pattern", "(?<done>")]
    [InlineData("""{"command":"true","progress":{"rule":"pattern","pattern":"\\d+"}}""", "progress:pattern", "done")]
    [InlineData("""{"command":"true","progress":{"rule":"pattern","pattern":"(?<dome>\\d+)"}}""", "progress:pattern", "dome")]
    [InlineData("""{"command":"true","progress":{"rule":"percent","pattern":"(?<done>\\d+)"}}""", "progress:pattern", "rule")]
    [InlineData("""{"command":"true","progress":{"rule":"percent","total":"5"}}""", "progress:total", "percent")]
    [InlineData("""{"command":"true","progress":{"rule":"lines","total":"0"}}""", "progress:total", "above 0")]
    [InlineData("""{"command":"true","progress":{"rule":"lines","total":"{x}"}}""", "progress:total", "{x}")]
    [InlineData("""{"command":"true","progress":{"rule":"lines","total":"{x}"},"parameters":{"x":{"type":"string"}}}""", "progress:total", "number")]
    public void AWrongSettingIsNamedWithItsCure(string command, string setting, string cure)
    {
        var fault = CommandsOf.Faults($$"""{"work":{{command}} }""").ShouldHaveSingleItem();

        fault.ShouldStartWith($"Jobs:Commands:work:{setting} ");
        fault.ShouldContain(cure);
    }

    [Fact]
    public void EveryFaultOfEveryCommandIsTold()
    {
        var hub = new ServiceCollection().AddProgressHub();

        var told = Should.Throw<OptionsValidationException>(() => hub.AddCommands(CommandsOf.Section("""
            {"a b":{"command":"true"},"two":{"command":"no-such","args":["{x}"]},"three":{"command":"true","nonsense":1}}
            """)));

        told.Failures.Count().ShouldBe(4);
    }

    [Fact]
    public void AParameterMayBeUsedForTheTotalAlone() =>
        CommandsOf.Faults("""{"work":{"command":"true","progress":{"rule":"lines","total":"{x}"},"parameters":{"x":{"type":"integer","min":1}}}}""").ShouldBeEmpty();

    [Fact]
    public void PathsNeedSomebodyWhoSaysWhereTheyLead()
    {
        var services = new ServiceCollection();
        services.AddProgressHub().AddCommands(CommandsOf.Section("""{"work":{"command":"true","args":["{x}"],"parameters":{"x":{"type":"file"}}}}"""));
        using var provider = services.BuildServiceProvider();

        Should.Throw<OptionsValidationException>(provider.GetRequiredService<KindTable>).Message.ShouldContain(nameof(ICommandPaths));
    }

    [Fact]
    public void WithoutCommandsNothingIsAdded()
    {
        var services = new ServiceCollection();
        var hub = services.AddProgressHub();
        var before = services.Count;

        hub.AddCommands(CommandsOf.Section("{}"));

        services.Count.ShouldBe(before);
    }
}
