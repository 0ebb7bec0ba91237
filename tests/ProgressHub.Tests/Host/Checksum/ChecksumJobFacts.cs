using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using ProgressHub.Host.Checksum;

namespace ProgressHub.Tests.Host.Checksum;

public sealed class ChecksumJobFacts : IDisposable
{
    private readonly TempRoot _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task TheManifestIsWhatSha256SumChecks()
    {
        string[] names =
        [
            "a.txt", "empty", "deep/er/file.bin", "Größe 漢字 🎉.txt", "new\nline", "back\\slash", "back\\nslash", "carriage\r", "-", " lead", "*star", "quote\"'",
            ".hidden", "deep/.progresshub/own",
        ];
        foreach (var name in names)
        {
            _temp.Write(name, name == "empty" ? [] : RandomNumberGenerator.GetBytes(3000));
        }

        var (result, attempt) = await Run(".");

        (result.Files, result.Unreadable, result.UnreadableList).ShouldBe((names.Length, 0, null));
        var check = Sha256Sum("-c", "--strict", result.Manifest);
        check.Code.ShouldBe(0, check.Output);
        Manifest(result).Length.ShouldBe(names.Length);
        attempt.Counters["files"].ShouldBe(names.Length);
        var values = attempt.Values();
        (values.Done, values.Total, values.Unit).ShouldBe((result.Bytes, result.Bytes, "B"));
        result.Bytes.ShouldBe((names.Length - 1) * 3000);
    }

    [Fact]
    public async Task TheManifestIsTheOneThatSha256SumWrites()
    {
        string[] names = ["a", "b/c", "b/ü\\x", "b/new\nline"];
        foreach (var name in names)
        {
            _temp.Write($"in/{name}", name);
        }

        var (result, _) = await Run("in");
        Manifest(result).ShouldBe(Sha256Sum([.. names.Select(n => $"in/{n}")]).Output.TrimEnd('\n').Split('\n'), ignoreOrder: true);
        Manifest(result)[0].ShouldBe($"{Convert.ToHexStringLower(SHA256.HashData("a"u8))}  in/a");
    }

    [Fact]
    public async Task OneFileIsEnough()
    {
        _temp.Write("folder/one.txt", "one");
        _temp.Write("folder/two.txt", "two");
        var (result, attempt) = await Run("folder/one.txt");
        (result.Files, result.Bytes).ShouldBe((1, 3));
        Manifest(result).ShouldBe([$"{Convert.ToHexStringLower(SHA256.HashData("one"u8))}  folder/one.txt"]);
        attempt.Values().Message.ShouldBe("folder/one.txt");
    }

    [Fact]
    public async Task AnEmptyFolderGivesAnEmptyManifest()
    {
        Directory.CreateDirectory(_temp.At("empty"));
        var (result, _) = await Run("empty");
        (result.Files, result.Bytes).ShouldBe((0, 0));
        Manifest(result).ShouldBeEmpty();
    }

    [Fact]
    public async Task WhatCannotBeReadIsListedWithItsReasonAndStopsNothing()
    {
        _temp.Write("in/good", "good");
        _temp.Link("in/dangling", "nothing");
        _temp.Link("in/leaves", Path.Join(_temp.Outside, "secret.txt"));
        _temp.Link("in/leaves-too", _temp.Outside);
        _temp.Link("in/circle", "circle");
        _temp.Pipe("in/pipe");

        var (result, attempt) = await Run("in");

        (result.Files, result.Bytes, result.Unreadable).ShouldBe((1, 4, 5));
        attempt.Counters["unreadable"].ShouldBe(5);
        File.ReadAllLines(_temp.At(result.UnreadableList!)).ShouldBe(
            [
                "in/circle\tits links lead in a circle",
                "in/dangling\ta link to nothing",
                "in/leaves\ta link that leaves the data root",
                "in/leaves-too\ta link that leaves the data root",
                "in/pipe\tnot a regular file",
            ]);
        Sha256Sum("-c", result.Manifest).Code.ShouldBe(0);
    }

    [Fact]
    public async Task AFileThatGoesAwayAfterItWasMeasuredIsUnreadable()
    {
        _temp.Write("in/a", new byte[100]);
        _temp.Write("in/b", new byte[100]);
        var attempt = WhenMessage("in/a", () => File.Delete(_temp.At("in/b")));
        var result = await new ChecksumJob(_temp.Root).RunAsync(new("in"), attempt.Job, default);
        (result.Files, result.Bytes, result.Unreadable).ShouldBe((1, 100, 1));
        File.ReadAllText(_temp.At(result.UnreadableList!)).ShouldBe("in/b\tno such file or directory\n");
        (attempt.Values().Done, attempt.Values().Total).ShouldBe((100, 100));
    }

    [Fact]
    public async Task AFileThatGrowsAfterItWasMeasuredIsReadToItsEnd()
    {
        _temp.Write("in/a", new byte[100]);
        var attempt = WhenMessage("in/a", () => File.AppendAllText(_temp.At("in/a"), "more"));
        var result = await new ChecksumJob(_temp.Root).RunAsync(new("in"), attempt.Job, default);
        result.Bytes.ShouldBe(104);
        (attempt.Values().Done, attempt.Values().Total).ShouldBe((104, 104));
        Sha256Sum("-c", result.Manifest).Code.ShouldBe(0);
    }

    [Fact]
    public async Task LinksThatStayInsideAreFollowedAndCirclesEnd()
    {
        _temp.Write("in/sub/file", "x");
        _temp.Write("other/file", "y");
        _temp.Link("in/file-link", "sub/file");
        _temp.Link("in/other-link", "../other");
        _temp.Link("in/sub/loop", "..");
        _temp.Link("other/cross", "../in/sub");

        var (result, _) = await Run("in");

        Manifest(result).Select(l => l[66..]).ShouldBe(
            ["in/file-link", "in/other-link/file", "in/other-link/cross/file", "in/sub/file"], ignoreOrder: true);
        File.ReadAllLines(_temp.At(result.UnreadableList!)).Select(l => l.Split('\t')[0]).ShouldBe(
            ["in/other-link/cross/loop", "in/sub/loop"], ignoreOrder: true);
        Sha256Sum("-c", result.Manifest).Code.ShouldBe(0);
    }

    [Fact]
    public async Task ManyLinksThatPointAcrossDoNotMultiplyTheWork()
    {
        for (var i = 0; i < 24; i++)
        {
            _temp.Write($"in/{i}/file", "x");
            _temp.Link($"in/{i}/left", $"../{(i + 1) % 24}");
            _temp.Link($"in/{i}/right", $"../{(i + 1) % 24}");
        }

        var (result, _) = await Run("in");
        result.Files.ShouldBeLessThanOrEqualTo(48);
    }

    [Fact]
    public async Task TheFolderOfTheHostIsNotWalked()
    {
        _temp.Write("a", "x");
        await Run(".");
        var (result, _) = await Run(".");
        result.Files.ShouldBe(1);
    }

    [Fact]
    public async Task ACancelIsHonouredInTheMiddleOfAFileAndLeavesNothing()
    {
        _temp.Write("in/big", new byte[64 << 20]);
        using var cancel = new CancellationTokenSource();
        // The first report comes before anything is read.
        LoneAttempt? job = null;
        job = new LoneAttempt(onReport: () =>
        {
            if (job!.Last.Done > 1 << 20)
            {
                cancel.Cancel();
            }
        });
        await Should.ThrowAsync<OperationCanceledException>(() => new ChecksumJob(_temp.Root).RunAsync(new("in"), job.Job, cancel.Token));
        job.Last.Done.ShouldBeLessThan(8 << 20);
        Directory.EnumerateFiles(_temp.At(".progresshub/manifests")).ShouldBeEmpty();
    }

    [Fact]
    public async Task ASecondAttemptReplacesWhatTheFirstLeft()
    {
        _temp.Write("in/a", "x");
        var first = new LoneAttempt();
        _temp.Write($".progresshub/manifests/{first.Id}.sha256.1.tmp", "half");
        _temp.Write($".progresshub/manifests/{first.Id}.unreadable.txt", "old");
        var second = new LoneAttempt(attempt: 2, first.Id);
        var result = await new ChecksumJob(_temp.Root).RunAsync(new("in"), second.Job, default);
        result.UnreadableList.ShouldBeNull();
        Directory.EnumerateFiles(_temp.At(".progresshub/manifests")).Select(Path.GetFileName).ShouldBe([$"{first.Id}.sha256"]);
    }

    [Fact]
    public async Task APathThatWasFineAtTheSubmitIsLookedAtAgain()
    {
        var failed = await Should.ThrowAsync<DoNotRetryException>(() => Run("gone"));
        failed.Message.ShouldContain("relative to it and exists");
    }

    [Fact]
    public void TheSubmitCheckNamesMemberAndCode()
    {
        _temp.Write("in/a", "x");
        var check = new ChecksumArgsCheck(_temp.Root);
        check.Check(new("in")).ShouldBeNull();
        check.Check(new("in/a")).ShouldBeNull();
        check.Check(new("../x"))!.Code.ShouldBe("path-outside-root");
        check.Check(new("missing"))!.Code.ShouldBe("file-not-found");
        check.Check(new(null!))!.ShouldSatisfyAllConditions(r => r.Code.ShouldBe("invalid-request"), r => r.Member.ShouldBe("path"));
    }

    private async Task<(ChecksumResult Result, LoneAttempt Attempt)> Run(string path)
    {
        var attempt = new LoneAttempt();
        return (await new ChecksumJob(_temp.Root).RunAsync(new(path), attempt.Job, default), attempt);
    }

    private static LoneAttempt WhenMessage(string message, Action action)
    {
        LoneAttempt? attempt = null;
        var isDone = false;
        attempt = new LoneAttempt(onReport: () =>
        {
            if (!isDone && attempt!.Last.Message == message)
            {
                isDone = true;
                action();
            }
        });
        return attempt;
    }

    private string[] Manifest(ChecksumResult result) => File.ReadAllLines(_temp.At(result.Manifest), Encoding.UTF8);

    private (int Code, string Output) Sha256Sum(params string[] arguments)
    {
        var start = new ProcessStartInfo("sha256sum", arguments)
        {
            WorkingDirectory = _temp.Root.FullPath,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
