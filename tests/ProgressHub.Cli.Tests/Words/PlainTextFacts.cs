using ProgressHub.Cli.Words;

namespace ProgressHub.Cli.Tests.Words;

public sealed class PlainTextFacts
{
    [Theory]
    [InlineData("routes.csv, row 8,125", "routes.csv, row 8,125")]
    [InlineData("\e[2J\e[31mred\e[0m", "␛[2J␛[31mred␛[0m")]
    [InlineData("\e]0;title\a", "␛]0;title␇")]
    [InlineData("one\r\ntwo\tthree", "one  two three")]
    [InlineData("del\u007f c1\u009b31m", "del␡ c1\uFFFD31m")]
    [InlineData("\u202egpj.exe", "\uFFFDgpj.exe")]
    [InlineData("[red]not markup[/]", "[red]not markup[/]")]
    [InlineData("Zürich 東京 🚂", "Zürich 東京 🚂")]
    [InlineData(null, "")]
    public void WhatOthersWroteIsHarmless(string? text, string line) => PlainText.Line(text).ShouldBe(line);

    [Fact]
    public void HalfACharacterIsNone() => PlainText.Line("a" + "🚂"[0] + "b").ShouldBe("a\uFFFDb");
}
