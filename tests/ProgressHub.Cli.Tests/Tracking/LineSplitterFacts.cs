using System.Text;
using ProgressHub.Cli.Tracking;

namespace ProgressHub.Cli.Tests.Tracking;

public sealed class LineSplitterFacts
{
    private readonly List<string> _lines = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1_000)]
    public void LinesAreFoundWhereverThePiecesEnd(int size)
    {
        Push("one\ntwo\r\n 10%\r 20%\r\e[31mred\e[0m\n\n東京\nlast", size);

        _lines.ShouldBe(["one", "two", "( 10%)", "( 20%)", "red", "東京", "last"]);
    }

    [Fact]
    [Trait("Invariant", "13 Bounded everything")]
    public void ALineWithoutAnEndIsCut()
    {
        Push(new string('x', 1_000_000), 5_000);

        _lines.ShouldHaveSingleItem().Length.ShouldBe(LineSplitter.MaxLineBytes);
    }

    private void Push(string text, int size)
    {
        var splitter = new LineSplitter((line, isOverwritten) => _lines.Add(isOverwritten ? $"({line})" : line));
        foreach (var piece in Encoding.UTF8.GetBytes(text).Chunk(size))
        {
            splitter.Push(piece);
        }

        splitter.Finish();
    }
}
