using ProgressHub.Host.Files;

namespace ProgressHub.Tests.Host.Files;

public sealed class CommandPathsFacts : IDisposable
{
    private readonly TempRoot _root = new();

    public CommandPathsFacts()
    {
        _root.Write("folder/file.txt", "text");
        _root.Link("inside", _root.At("folder"));
        _root.Link("outside", _root.Outside);
        _root.Link("nowhere", _root.At("later"));
        _root.Link("nowhere-outside", Path.Join(_root.Outside, "later"));
    }

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("folder/file.txt", CommandPathTarget.File, "folder/file.txt")]
    [InlineData("./folder//file.txt", CommandPathTarget.File, "folder/file.txt")]
    [InlineData("inside/file.txt", CommandPathTarget.File, "folder/file.txt")]
    [InlineData("folder", CommandPathTarget.Folder, "folder")]
    [InlineData("folder/file.txt", CommandPathTarget.Any, "folder/file.txt")]
    [InlineData("new.txt", CommandPathTarget.Any, "new.txt")]
    [InlineData("inside/new.txt", CommandPathTarget.Any, "folder/new.txt")]
    [InlineData("-rf", CommandPathTarget.Any, "-rf")]
    public void WhatLiesBelowTheRootIsGivenAbsoluteAndWithoutLinks(string path, CommandPathTarget target, string real) =>
        new CommandPaths(_root.Root).Find(path, target).FullPath.ShouldBe(_root.At(real));

    [Theory]
    [InlineData("folder", CommandPathTarget.File, DataPath.NotFound)]
    [InlineData("folder/file.txt", CommandPathTarget.Folder, DataPath.NotFound)]
    [InlineData("missing", CommandPathTarget.File, DataPath.NotFound)]
    [InlineData("missing/new.txt", CommandPathTarget.Any, DataPath.NotFound)]
    [InlineData("folder/file.txt/new.txt", CommandPathTarget.Any, DataPath.NotFound)]
    [InlineData("nowhere", CommandPathTarget.Any, DataPath.NotFound)]
    [InlineData("nowhere-outside", CommandPathTarget.Any, DataPath.OutsideRoot)]
    [InlineData("outside", CommandPathTarget.Folder, DataPath.OutsideRoot)]
    [InlineData("outside/secret.txt", CommandPathTarget.File, DataPath.OutsideRoot)]
    [InlineData("outside/new.txt", CommandPathTarget.Any, DataPath.OutsideRoot)]
    [InlineData("../new.txt", CommandPathTarget.Any, DataPath.OutsideRoot)]
    [InlineData("/etc/passwd", CommandPathTarget.File, DataPath.OutsideRoot)]
    [InlineData(".progresshub/new.txt", CommandPathTarget.Any, DataPath.OutsideRoot)]
    [InlineData("", CommandPathTarget.Any, DataPath.InvalidRequest)]
    public void WhatDoesNotIsRefused(string path, CommandPathTarget target, string code) =>
        new CommandPaths(_root.Root).Find(path, target).Code.ShouldBe(code);
}
