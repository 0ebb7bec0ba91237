namespace ProgressHub.Tests.Commands;

public sealed class CommandArgumentFacts
{
    private const string Everything = """
        {"work":{"command":"true",
          "args":["--title={title}","{title}","--size={width}x{height}",["-q","{quality}"],"{{literal}}","{preset}","{overwrite}","{loud}"],
          "parameters":{
            "title":{"type":"string","maxLength":20},
            "width":{"type":"integer","min":1,"max":4096},
            "height":{"type":"integer","default":"720"},
            "quality":{"type":"number","required":false,"min":0,"max":1},
            "preset":{"type":"choice","values":["-fast","-slow"],"default":"-slow"},
            "overwrite":{"type":"boolean","flag":"--overwrite"},
            "loud":{"type":"boolean","default":"false"}}}}
        """;

    [Theory]
    [InlineData("""{"title":"a b","width":640}""", "--title=a b|a b|--size=640x720|{literal}|-slow|false")]
    [InlineData("""{"title":"t","width":1,"height":2,"quality":0.5,"preset":"-fast","overwrite":true,"loud":true}""", "--title=t|t|--size=1x2|-q|0.5|{literal}|-fast|--overwrite|true")]
    [InlineData("""{"title":"; rm -rf $(x) `y` 'z' \"*\" ?","width":1}""", null)]
    [InlineData("""{"title":"; rm -rf *","width":1}""", "--title=; rm -rf *|; rm -rf *|--size=1x720|{literal}|-slow|false")]
    [InlineData("""{"title":"$(x) `y` ' \" 🙂","width":1}""", "--title=$(x) `y` ' \" 🙂|$(x) `y` ' \" 🙂|--size=1x720|{literal}|-slow|false")]
    [InlineData("""{"title":"{width}","width":1}""", "--title={width}|{width}|--size=1x720|{literal}|-slow|false")]
    public void EachValueStaysInItsArgument(string args, string? expected)
    {
        var line = CommandsOf.One(Everything).Line(args);

        if (expected is null)
        {
            line.Refusal.ShouldNotBeNull().Detail.ShouldContain("20");
        }
        else
        {
            line.Refusal.ShouldBeNull();
            line.Arguments.ShouldBe(expected.Split('|'));
        }
    }

    [Theory]
    [InlineData("{}", "title")]
    [InlineData("""{"title":null,"width":1}""", "title")]
    [InlineData("""{"title":"t","width":1,"more":1}""", "more")]
    [InlineData("""{"title":"t","width":1,"Title":"T"}""", "Title")]
    [InlineData("""{"title":5,"width":1}""", "title")]
    [InlineData("""{"title":["a","b"],"width":1}""", "title")]
    [InlineData("""{"title":"","width":1}""", "title")]
    [InlineData("""{"title":"-o","width":1}""", "title")]
    [InlineData("""{"title":"--output=x","width":1}""", "title")]
    [InlineData("""{"title":"a\nb","width":1}""", "title")]
    [InlineData("""{"title":"a\u0000b","width":1}""", "title")]
    [InlineData("""{"title":"a\u001bb","width":1}""", "title")]
    [InlineData("""{"title":"a\ud800b","width":1}""", "title")]
    [InlineData("""{"title":"/etc/passwd","width":1}""", "title")]
    [InlineData("""{"title":"../..","width":1}""", "title")]
    [InlineData("""{"title":"..","width":1}""", "title")]
    [InlineData("""{"title":"a\\b","width":1}""", "title")]
    [InlineData("""{"title":"~root","width":1}""", "title")]
    [InlineData("""{"title":"@file","width":1}""", "title")]
    [InlineData("""{"title":"t","width":0}""", "width")]
    [InlineData("""{"title":"t","width":4097}""", "width")]
    [InlineData("""{"title":"t","width":1.5}""", "width")]
    [InlineData("""{"title":"t","width":"1"}""", "width")]
    [InlineData("""{"title":"t","width":1e300}""", "width")]
    [InlineData("""{"title":"t","width":1,"quality":-0.1}""", "quality")]
    [InlineData("""{"title":"t","width":1,"preset":"-FAST"}""", "preset")]
    [InlineData("""{"title":"t","width":1,"preset":"\ud800"}""", "preset")]
    [InlineData("""{"title":"t","width":1,"overwrite":"--delete"}""", "overwrite")]
    [InlineData("""{"title":"t","width":1,"loud":1}""", "loud")]
    public void WhatCouldBeMoreThanAValueIsRefusedByName(string args, string member)
    {
        var refusal = CommandsOf.One(Everything).Line(args).Refusal.ShouldNotBeNull();

        (refusal.Code, refusal.Member).ShouldBe(("invalid-request", member));
        refusal.Detail.ShouldContain(member);
    }

    [Theory]
    [InlineData("""{"type":"string","pattern":"[a-z/]+"}""", "\"a/b\"", "a/b")]
    [InlineData("""{"type":"string","pattern":"[a-z/]+"}""", "\"a/B\"", null)]
    [InlineData("""{"type":"string","pattern":"a|b"}""", "\"ab\"", null)]
    [InlineData("""{"type":"string","pattern":".*"}""", "\"a\\nb\"", null)]
    [InlineData("""{"type":"string","pattern":".*"}""", "\"-x\"", null)]
    [InlineData("""{"type":"string","pattern":".*","allowDash":true}""", "\"-x\"", "-x")]
    [InlineData("""{"type":"string","allowDash":true}""", "\"-x\"", "-x")]
    [InlineData("""{"type":"integer"}""", "-5", null)]
    [InlineData("""{"type":"integer","allowDash":true}""", "-5", "-5")]
    [InlineData("""{"type":"integer"}""", "9223372036854775808", null)]
    [InlineData("""{"type":"integer"}""", "5.0", "5")]
    [InlineData("""{"type":"number"}""", "1e-7", "0.0000001")]
    [InlineData("""{"type":"number"}""", "1e3", "1000")]
    public void WhatADeclarationAllowsIsTaken(string parameter, string value, string? argument)
    {
        var line = CommandsOf.One($$$"""{"work":{"command":"true","args":["{x}"],"parameters":{"x":{{{parameter}}} } } }""").Line($$"""{"x":{{value}} }""");

        if (argument is null)
        {
            line.Refusal.ShouldNotBeNull().Member.ShouldBe("x");
        }
        else
        {
            line.Arguments.ShouldBe([argument]);
        }
    }

    [Fact]
    public void ValuesThatMakeAnOptionTogetherAreRefused()
    {
        var command = CommandsOf.One("""
            {"work":{"command":"true","args":["{a}{b}"],"parameters":{"a":{"type":"choice","values":["","x"]},"b":{"type":"string"}}}}
            """);

        command.Line("""{"a":"x","b":"-o"}""").Arguments.ShouldBe(["x-o"]);
        command.Line("""{"a":"","b":"-o"}""").Refusal.ShouldNotBeNull().Member.ShouldBe("b");
    }

    [Fact]
    public void TheSchemaTellsWhatIsTaken()
    {
        var schema = CommandsOf.One(Everything).Schema();

        schema["additionalProperties"]!.GetValue<bool>().ShouldBeFalse();
        schema["required"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldBe(["title", "width"], ignoreOrder: true);
        schema["properties"]!["title"]!.ToJsonString().ShouldBe("""{"type":"string","minLength":1,"maxLength":20}""");
        schema["properties"]!["width"]!.ToJsonString().ShouldBe("""{"type":"integer","minimum":1,"maximum":4096}""");
        schema["properties"]!["height"]!.ToJsonString().ShouldBe("""{"type":"integer","default":720}""");
        schema["properties"]!["preset"]!.ToJsonString().ShouldBe("""{"type":"string","enum":["-fast","-slow"],"default":"-slow"}""");
        schema["properties"]!["loud"]!.ToJsonString().ShouldBe("""{"type":"boolean","default":false}""");
    }
}
