using ProgressHub.Cli.Arguments;

namespace ProgressHub.Cli.Tests.Arguments;

public sealed class SettingFacts : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task OptionsComeBeforeTheEnvironmentAndThatBeforeDefaults()
    {
        Read([], []).Url.ShouldBe(new("http://127.0.0.1:5080"));
        Read([], new() { ["PROGRESSHUB_URL"] = "https://jobs.example.com/hub" }).Url.ShouldBe(new("https://jobs.example.com/hub"));
        Read(["--url", "http://here:1"], new() { ["PROGRESSHUB_URL"] = "https://jobs.example.com" }).Url.ShouldBe(new("http://here:1"));
        Read([], []).Token.ShouldBeNull();
        (await TokenAsync(Read([], new() { ["PROGRESSHUB_TOKEN"] = "phw_a" }))).ShouldBe("phw_a");
        (await TokenAsync(Read(["--token", "phw_b"], new() { ["PROGRESSHUB_TOKEN"] = "phw_a" }))).ShouldBe("phw_b");
    }

    [Fact]
    public async Task ATokenFileIsReadAgainForEachRequest()
    {
        await File.WriteAllTextAsync(_file, "phk_one\n");
        var settings = Read(["--token-file", _file], []);
        (await TokenAsync(settings)).ShouldBe("phk_one");

        await File.WriteAllTextAsync(_file, "phk_two\n");

        (await TokenAsync(settings)).ShouldBe("phk_two");
    }

    [Theory]
    [InlineData("--url", "localhost")]
    [InlineData("--url", "ftp://here")]
    [InlineData("--token-file", "/nowhere/at/all")]
    public void WhatMakesNoSenseIsNamed(string option, string value) =>
        Should.Throw<UsageException>(() => Read([option, value], [])).Message.ShouldContain(value);

    [Fact]
    public void ColoursGoWithTheOptionOrTheVariable()
    {
        Read([], []).NoColor.ShouldBeFalse();
        Read([], new() { ["NO_COLOR"] = "" }).NoColor.ShouldBeFalse();
        Read([], new() { ["NO_COLOR"] = "1" }).NoColor.ShouldBeTrue();
        Read(["--no-color"], []).NoColor.ShouldBeTrue();
    }

    private static ToolSettings Read(string[] options, Dictionary<string, string> environment) =>
        ToolSettings.Read(Tool.Make().Parse(["list", .. options]), environment.GetValueOrDefault);

    private static async Task<string?> TokenAsync(ToolSettings settings) => await settings.Token!(default);
}
