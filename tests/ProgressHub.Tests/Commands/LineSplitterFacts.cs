using System.Text;
using ProgressHub.Commands.Output;

namespace ProgressHub.Tests.Commands;

public sealed class LineSplitterFacts
{
    [Theory]
    [InlineData("one\ntwo\n", "one|two")]
    [InlineData("one\rtwo\r", "one|two")]
    [InlineData("one\r\ntwo\r\n", "one|two")]
    [InlineData("\rone\rtwo", "one|two")]
    [InlineData("one\n\n  \n\r\n\rtwo", "one|two")]
    [InlineData("no end", "no end")]
    [InlineData("", "")]
    public void EveryEndEndsALineAndBlankOnesSayNothing(string text, string lines)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var size = 1; size <= Math.Max(1, bytes.Length); size++)
        {
            string.Join('|', Split(bytes, size)).ShouldBe(lines, $"in pieces of {size}");
        }
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public void ALineOfTenMebibytesIsCutAndTheNextOneIsWhole()
    {
        var lines = Split([.. Enumerable.Repeat((byte)'x', 10 * 1024 * 1024), .. "\nnext"u8], 64 * 1024);

        lines.Select(line => line.Length).ShouldBe([LineSplitter.MaxLineBytes, 4]);
        lines[1].ShouldBe("next");
    }

    [Fact]
    public void CharactersMayBeSplitBetweenReadsAndOthersAreMended()
    {
        Split(Encoding.UTF8.GetBytes("Grüße 🙂\n"), 1).ShouldBe(["Grüße 🙂"]);
        Split([(byte)'a', 0xff, 0xc3, (byte)'b', (byte)'\n'], 1).ShouldBe(["a\ufffd\ufffdb"]);
    }

    private static List<string> Split(byte[] bytes, int size)
    {
        var lines = new List<string>();
        var splitter = new LineSplitter(lines.Add);
        foreach (var piece in bytes.Chunk(size))
        {
            splitter.Push(piece);
        }

        splitter.Finish();
        return lines;
    }
}
