using ProgressHub.Host.Files;

namespace ProgressHub.Tests.Host.Files;

public sealed class DataRootFacts : IDisposable
{
    private readonly TempRoot _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("//etc/passwd")]
    [InlineData("..")]
    [InlineData("../outside/secret.txt")]
    [InlineData("folder/../../outside/secret.txt")]
    [InlineData("folder/../file.txt")]
    [InlineData("./../outside")]
    [InlineData("..\\outside\\secret.txt")]
    [InlineData("folder\\..\\..\\outside")]
    [InlineData("\\\\server\\share")]
    [InlineData("C:\\Windows\\win.ini")]
    [InlineData("c:/windows/win.ini")]
    [InlineData("C:")]
    [InlineData("file.txt\0.csv")]
    [InlineData(".progresshub")]
    [InlineData(".progresshub/imports/x.db")]
    [InlineData("./.progresshub//manifests")]
    [InlineData("out/secret.txt")]
    [InlineData("out/missing.txt")]
    [InlineData("out")]
    [InlineData("hop/secret.txt")]
    [InlineData("secret")]
    [InlineData("nowhere")]
    [InlineData("up")]
    public void APathThatLeavesTheRootIsRefused(string path)
    {
        _temp.Write("folder/file.txt", "x");
        _temp.Link("out", _temp.Outside);
        _temp.Link("hop", "out");
        _temp.Link("secret", Path.Join(_temp.Outside, "secret.txt"));
        _temp.Link("nowhere", Path.Join(_temp.Outside, "missing.txt"));
        _temp.Link("up", "../");
        _temp.Root.Find(path).Code.ShouldBe("path-outside-root");
    }

    [Theory]
    [InlineData("missing.txt")]
    [InlineData("folder/missing.txt")]
    [InlineData("folder/file.txt/below")]
    [InlineData("circle")]
    [InlineData("dangling")]
    [InlineData("...")]
    public void APathToNothingIsNotFound(string path)
    {
        _temp.Write("folder/file.txt", "x");
        _temp.Link("circle", "circle2");
        _temp.Link("circle2", "circle");
        _temp.Link("dangling", "folder/missing.txt");
        _temp.Root.Find(path).Code.ShouldBe("file-not-found");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void NoPathIsAnInvalidRequest(string? path) => _temp.Root.Find(path).Code.ShouldBe("invalid-request");

    [Fact]
    public void APathOfAbsurdLengthIsAnInvalidRequest() =>
        _temp.Root.Find(string.Concat(Enumerable.Repeat("a/", 30_000))).Code.ShouldBe("invalid-request");

    [Theory]
    [InlineData("folder/file.txt", "folder/file.txt")]
    [InlineData("./folder//file.txt", "folder/file.txt")]
    [InlineData("link/file.txt", "link/file.txt")]
    [InlineData("absolute/file.txt", "absolute/file.txt")]
    [InlineData("around", "around")]
    public void AFileInsideIsFoundAlsoThroughLinksThatStayInside(string path, string relative)
    {
        _temp.Write("folder/file.txt", "x");
        _temp.Link("link", "folder");
        _temp.Link("absolute", _temp.At("folder"));
        _temp.Link("around", "../root/folder/../link/file.txt");
        var found = _temp.Root.Find(path);
        found.Code.ShouldBeNull();
        found.Relative.ShouldBe(relative);
        found.Real.ShouldBe(_temp.At("folder/file.txt"));
        found.IsFolder.ShouldBeFalse();
    }

    [Fact]
    public void ADotIsTheRootItself()
    {
        var found = _temp.Root.Find(".");
        (found.Code, found.Relative, found.IsFolder).ShouldBe((null, ".", true));
    }

    [Fact]
    public void ANeighbourWhoseNameBeginsLikeTheRootIsOutside()
    {
        Directory.CreateDirectory(_temp.Root.FullPath + "-2");
        _temp.Link("neighbour", _temp.Root.FullPath + "-2");
        _temp.Root.Find("neighbour").Code.ShouldBe(DataPath.OutsideRoot);
    }

    [Fact]
    public void ARootThatIsALinkHoldsWhatItPointsTo()
    {
        _temp.Write("file.txt", "x");
        var alias = Path.Join(_temp.Outside, "alias");
        Directory.CreateSymbolicLink(alias, _temp.Root.FullPath);
        _temp.Link("absolute", Path.Join(alias, "file.txt"));
        new DataRoot(alias).Find("absolute").Code.ShouldBeNull();
    }

    [Fact]
    public void AMissingRootIsMade()
    {
        var path = Path.Join(_temp.Outside, "new", "root");
        new DataRoot(path).FullPath.ShouldBe(path);
        Directory.Exists(path).ShouldBeTrue();
    }

    [Fact]
    public void OutputDoesNotFollowALinkOutOfTheRoot()
    {
        _temp.Link(".progresshub", _temp.Outside);
        Should.Throw<DoNotRetryException>(() => _temp.Root.PathForOutput("manifests", "x"));
        Directory.Exists(Path.Join(_temp.Outside, "manifests")).ShouldBeFalse();
    }
}
