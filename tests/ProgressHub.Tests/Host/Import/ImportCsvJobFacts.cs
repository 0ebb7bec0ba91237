using System.Text;
using Microsoft.Data.Sqlite;
using ProgressHub.Host.Import;
using ProgressHub.TestKit;

namespace ProgressHub.Tests.Host.Import;

public sealed class ImportCsvJobFacts : IDisposable
{
    private readonly TempRoot _temp = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task RowsArriveAsTheyStandInTheFile()
    {
        var result = await Import("name,note\nplain,text\n\"quoted, with \"\"quotes\"\"\",\"two\nlines\"\nÜnï 漢字,\n\"\", spaces \n");
        Rows(result).ShouldBe([["plain", "text"], ["quoted, with \"quotes\"", "two\nlines"], ["Ünï 漢字", ""], ["", " spaces "]]);
        (result.Imported, result.Rejected, result.Rejects).ShouldBe((4, 0, null));
        result.Table.ShouldBe("in");
        Note(result).ShouldBe("in.csv|complete|4|0|2026-03-02T09:00:00.000Z|2026-03-02T09:00:00.000Z");
        OutputNames().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("a,b\r\n1,2\r\n3,4\r\n")]
    [InlineData("a,b\r1,2\r3,4")]
    [InlineData("\uFEFFa,b\n1,2\n3,4")]
    [InlineData("\n\na,b\n\n1,2\n\n\n3,4\n\n")]
    [InlineData("\uFEFF\"a\",\"b\"\r\n\"1\",\"2\"\r\n\"3\",\"4\"\r\n")]
    public async Task LineBreaksByteOrderMarksAndEmptyLinesMakeNoDifference(string text)
    {
        var result = await Import(text);
        Columns(result).ShouldBe(["a", "b"]);
        Rows(result).ShouldBe([["1", "2"], ["3", "4"]]);
    }

    [Fact]
    public async Task RowsThatDoNotFitAreRejectedWithLineReasonAndText()
    {
        var result = await Import("a,b\n1\n1,2,3\n\"multi\nline\",ok\nst\"ray,2\n\"text\"after,2\nfine,2\n");
        Rows(result).ShouldBe([["multi\nline", "ok"], ["fine", "2"]]);
        (result.Imported, result.Rejected).ShouldBe((2, 4));
        Rejects(result).ShouldBe(
            "line,reason,record\n"
            + "2,1 field where the header has 2,1\n"
            + "3,3 fields where the header has 2,\"1,2,3\"\n"
            + "6,a quote inside a field that is not quoted,\"st\"\"ray,2\"\n"
            + "7,text after a closing quote,\"\"\"text\"\"after,2\"\n");
    }

    [Fact]
    public async Task AQuoteThatIsNotClosedCostsItsLineAndNotTheRest()
    {
        var result = await Import("a,b\r\n\"open,1\r\n2,3\r\n4,5\r\n");
        Rows(result).ShouldBe([["2", "3"], ["4", "5"]]);
        Rejects(result).ShouldBe("line,reason,record\n2,a quote that is not closed,\"\"\"open,1\"\n");
    }

    [Fact]
    public async Task ARejectedRowIsLoggedWithItsLineAndReason()
    {
        var attempt = new LoneAttempt();
        await Job().RunAsync(new(_temp.Write("in.csv", "a,b\n1\n1,2\nst\"ray,2\n"u8.ToArray())), attempt.Job, default);

        attempt.Logged.Select(line => line.Text).ShouldBe(["line 2: 1 field where the header has 2", "line 4: a quote inside a field that is not quoted"]);
    }

    [Fact]
    public async Task AQuoteThatWouldSwallowMoreThanARecordMayHoldCostsItsLineAndNotTheRest()
    {
        var text = new StringBuilder("a,b\n1,2\n\"open,3\n");
        var rows = CsvRows.MaxRecordBytes / 1000 + 2000;
        for (var i = 0; i < rows; i++)
        {
            text.Append(i).Append(',').Append('x', 1000).Append('\n');
        }

        text.Append("last\n");
        var result = await Import(text.ToString());
        (result.Imported, result.Rejected).ShouldBe((rows + 1, 2));
        Rejects(result).ShouldBe(
            "line,reason,record\n3,\"the record is longer than 16 MiB, as when a quote is not closed\",\"\"\"open,3\"\n"
            + $"{rows + 4},1 field where the header has 2,last\n");
    }

    [Fact]
    public async Task TooManyQuotesThatAreNotClosedFailTheJobForGood()
    {
        // Every line closes the quote of the line before and opens the next one, so each would swallow the rest.
        var failed = await Should.ThrowAsync<DoNotRetryException>(
            () => Import("a,b\n" + string.Concat(Enumerable.Repeat("x\",\"\n", 201))));
        failed.Message.ShouldContain("Mend the quotes");
    }

    [Fact]
    public async Task BytesThatAreNotUtf8AreRejectedAndNotMangled()
    {
        var result = await Import([.. "a\nfine\n"u8, 0x66, 0xFC, 0x72, .. "\nalso\n"u8]);
        Rows(result).ShouldBe([["fine"], ["also"]]);
        Rejects(result).ShouldBe("line,reason,record\n3,the text is not UTF-8,f\uFFFDr\n");
    }

    [Fact]
    public async Task ColumnsGetNamesThatDiffer()
    {
        var result = await Import("a,A,,a,a_2,\"x\"\"; drop table y\",  pad  \n1,2,3,4,5,6,7\n");
        Columns(result).ShouldBe(["a", "A_2", "column_3", "a_3", "a_2_2", "x\"; drop table y", "pad"]);
        Rows(result).ShouldBe([["1", "2", "3", "4", "5", "6", "7"]]);
    }

    [Fact]
    public async Task ATableHasAtMost2000Columns()
    {
        var most = string.Join(',', Enumerable.Range(0, ColumnNames.MaxColumns));
        (await Import($"{most}\n{most}\n")).Imported.ShouldBe(1);
        (await Should.ThrowAsync<DoNotRetryException>(() => Import($"{most},x\n"))).Message.ShouldContain("Split the file");
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\uFEFF", "is empty")]
    [InlineData("\n\n\n", "is empty")]
    [InlineData(",,\n1,2,3\n", "has no names")]
    [InlineData("a,\"b\n1,2\n", "Mend line 1")]
    [InlineData("a\"b,c\n1,2\n", "Mend line 1")]
    public async Task AFileWithoutAHeaderFailsForGoodAndTellsTheCure(string text, string words)
    {
        (await Should.ThrowAsync<DoNotRetryException>(() => Import(text))).Message.ShouldContain(words);
        OutputNames().ShouldBeEmpty();
    }

    [Fact]
    public async Task Utf16IsRefusedWithTheCure() =>
        (await Should.ThrowAsync<DoNotRetryException>(() => Import([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("a,b\n")])))
            .Message.ShouldContain("UTF-8");

    [Fact]
    public async Task AHeaderAloneMakesAnEmptyTable()
    {
        var result = await Import("a,b");
        Rows(result).ShouldBeEmpty();
        Note(result).ShouldStartWith("in.csv|complete|0|0|");
    }

    [Fact]
    public async Task ProgressEndsAtTheLengthOfTheFile()
    {
        var path = _temp.Write("big.csv", "a,b\n" + string.Concat(Enumerable.Range(0, 40_000).Select(i => $"{i},\"{i}\"\n")));
        var attempt = new LoneAttempt();
        await Job().RunAsync(new(path), attempt.Job, default);
        var values = attempt.Values();
        var length = new FileInfo(_temp.At(path)).Length;
        (values.Done, values.Total, values.Unit, values.Message).ShouldBe((length, length, "B", "line 40,001"));
        attempt.Counters["imported"].ShouldBe(40_000);
        attempt.Counters["rejected"].ShouldBe(0);
    }

    [Fact]
    public async Task ACancelLeavesATableThatSaysItIsIncompleteAndHoldsWhatWasCounted()
    {
        var path = _temp.Write("in.csv", "a,b\nx\n" + string.Concat(Enumerable.Range(0, 300_000).Select(i => $"{i},{i}\n")));
        using var cancel = new CancellationTokenSource();
        LoneAttempt? attempt = null;
        attempt = new LoneAttempt(onReport: () =>
        {
            if (attempt!.Last.Message == "line 12,002")
            {
                cancel.Cancel();
            }
        });

        await Should.ThrowAsync<OperationCanceledException>(() => Job().RunAsync(new(path), attempt.Job, cancel.Token));

        var made = new ImportCsvResult($".progresshub/imports/in-{attempt.Id}.db", "in", 0, 0, $".progresshub/imports/in-{attempt.Id}.rejects.csv");
        var imported = attempt.Counters["imported"];
        imported.ShouldBeInRange(11_000, 13_000);
        Note(made).ShouldBe($"in.csv|incomplete|{imported}|1|2026-03-02T09:00:00.000Z|");
        Rows(made).Count.ShouldBe((int)imported);
        Rejects(made).ShouldContain("2,1 field");
        OutputNames().Count.ShouldBe(2);
    }

    [Fact]
    public async Task ASecondAttemptStartsTheTableAnew()
    {
        var path = _temp.Write("in.csv", "a\nbad,row\n1\n2\n");
        var first = new LoneAttempt();
        await Job().RunAsync(new(path), first.Job, default);
        _temp.Write("in.csv", "b\n3\n");
        var second = new LoneAttempt(attempt: 2, first.Id);
        var result = await Job().RunAsync(new(path), second.Job, default);
        Columns(result).ShouldBe(["b"]);
        Rows(result).ShouldBe([["3"]]);
        OutputNames().ShouldBe([$"in-{first.Id}.db"]);
    }

    [Fact]
    public async Task WhatAPowerCutLeftIsReplaced()
    {
        var path = _temp.Write("in.csv", "a\n1\n");
        var attempt = new LoneAttempt(attempt: 2);
        _temp.Write($".progresshub/imports/in-{attempt.Id}.db", new byte[8192]);
        _temp.Write($".progresshub/imports/in-{attempt.Id}.db-journal", new byte[100]);
        Rows(await Job().RunAsync(new(path), attempt.Job, default)).ShouldBe([["1"]]);
    }

    [Fact]
    public async Task AnAttemptThatStillWritesKeepsTheNextOneOff()
    {
        var path = _temp.Write("in.csv", "a\n" + string.Concat(Enumerable.Repeat("1\n", 5000)));
        IOException? refused = null;
        LoneAttempt? first = null;
        first = new LoneAttempt(onReport: () =>
        {
            if (refused is null && first!.Last.Message is not null)
            {
                var second = new LoneAttempt(attempt: 2, first.Id);
                refused = Should.Throw<IOException>(() => Job().RunAsync(new(path), second.Job, default).GetAwaiter().GetResult());
            }
        });
        var result = await Job().RunAsync(new(path), first.Job, default);
        refused!.Message.ShouldContain("still writes");
        Rows(result).Count.ShouldBe(5000);
    }

    [Theory]
    [InlineData("Flüge 2026 (neu).csv", "Flüge_2026__neu_")]
    [InlineData("sqlite_master.csv", "t_sqlite_master")]
    [InlineData("_import.csv", "t__import")]
    [InlineData(".csv", "t_")]
    public async Task TheTableIsNamedAfterTheFile(string file, string table)
    {
        _temp.Write(file, "a\n1\n");
        var result = await Job().RunAsync(new(file), new LoneAttempt().Job, default);
        result.Table.ShouldBe(table);
        Rows(result).ShouldBe([["1"]]);
    }

    [Fact]
    public async Task ATableMayHaveAnyNameThatIsAsked()
    {
        var path = _temp.Write("in.csv", "a\n1\n");
        var result = await Job().RunAsync(new(path, "x\"; drop table \"y"), new LoneAttempt().Job, default);
        Rows(result).ShouldBe([["1"]]);
    }

    [Fact]
    public async Task APipeIsRefusedInsteadOfWaitedFor()
    {
        _temp.Pipe("pipe.csv");
        (await Should.ThrowAsync<DoNotRetryException>(() => Job().RunAsync(new("pipe.csv"), new LoneAttempt().Job, default)))
            .Message.ShouldContain("not a regular file");
    }

    [Fact]
    public void TheSubmitCheckNamesMemberAndCode()
    {
        _temp.Write("folder/in.csv", "a\n");
        var check = new ImportCsvArgsCheck(_temp.Root);
        check.Check(new("folder/in.csv")).ShouldBeNull();
        check.Check(new("folder/in.csv", "Some table")).ShouldBeNull();
        check.Check(new("folder"))!.ShouldSatisfyAllConditions(r => r.Code.ShouldBe("file-not-found"), r => r.Detail.ShouldContain("is a folder"));
        check.Check(new("missing.csv"))!.Code.ShouldBe("file-not-found");
        check.Check(new("../in.csv"))!.Code.ShouldBe("path-outside-root");
        check.Check(new(null!))!.ShouldSatisfyAllConditions(r => r.Code.ShouldBe("invalid-request"), r => r.Member.ShouldBe("path"));
        foreach (var table in new[] { "", "_Import", "SQLITE_x", "a\nb", new string('x', 129) })
        {
            check.Check(new("folder/in.csv", table))!.ShouldSatisfyAllConditions(
                r => r.Code.ShouldBe("invalid-request"), r => r.Member.ShouldBe("table"));
        }
    }

    private ImportCsvJob Job() => new(_temp.Root, _time);

    private Task<ImportCsvResult> Import(string text) => Import(Encoding.UTF8.GetBytes(text));

    private Task<ImportCsvResult> Import(byte[] bytes) =>
        Job().RunAsync(new(_temp.Write("in.csv", bytes)), new LoneAttempt().Job, default);

    private List<string?> OutputNames()
    {
        var folder = _temp.At(".progresshub/imports");
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Select(Path.GetFileName)] : [];
    }

    private string Rejects(ImportCsvResult result) => File.ReadAllText(_temp.At(result.Rejects!));

    private List<string[]> Rows(ImportCsvResult result) => Query(result, $"SELECT * FROM {SqlName.Quote(result.Table)}");

    private string[] Columns(ImportCsvResult result) => [.. Query(result, $"SELECT name FROM pragma_table_info('{result.Table}')").Select(r => r[0])];

    private string Note(ImportCsvResult result) =>
        string.Join('|', Query(result, "SELECT source, state, imported, rejected, started_at, finished_at FROM _import").ShouldHaveSingleItem());

    private List<string[]> Query(ImportCsvResult result, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_temp.At(result.Database)};Mode=ReadOnly;Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetString(i))]);
        }

        return rows;
    }
}
