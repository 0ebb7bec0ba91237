using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ProgressHub.Tests.Documents;

public sealed class SettingFacts
{
    /// <summary>What the host reads besides the engine's options.</summary>
    private static readonly string[] OfTheHost = ["urls", "Storage:Provider", "Storage:ConnectionString", "Jobs:DataRoot"];

    /// <summary>Defaults that depend on the machine are told in words.</summary>
    private static readonly Dictionary<string, string> InWords = new(StringComparer.Ordinal)
    {
        ["Jobs:Concurrency"] = "twice the cores, at most 32",
        ["Jobs:Node"] = "the machine's name",
    };

    private static readonly IReadOnlyList<string[]> Rows = Markdown.Table("README.md", "setting", "default", "range", "environment");

    [Fact]
    public void TheReadmeListsEverySettingAndNoOther() =>
        Rows.Select(row => Markdown.Plain(row[0])).ShouldBe(OfTheHost.Concat(Options().Select(option => option.Name)), ignoreOrder: true);

    [Fact]
    public void TheEnvironmentFormIsTheNameWithDoubleUnderscores() => Rows.ShouldAllBe(row =>
        row[3] == (row[0] == "`urls`" ? "`ASPNETCORE_URLS`" : row[0].Replace(":", "__", StringComparison.Ordinal)));

    [Fact]
    public void EveryDefaultIsTheOneInTheCode()
    {
        foreach (var (name, value) in Options())
        {
            Markdown.Plain(Row(name)[1]).ShouldBe(InWords.GetValueOrDefault(name) ?? Text(value), name);
        }
    }

    [Fact]
    public void EveryRangeIsTheOneThatStopsTheStart()
    {
        foreach (var (name, value) in Options().Where(option => option.Value is not (string or Enum or ICollection<string>)))
        {
            var ends = Markdown.Plain(Row(name)[2]).Replace(",", "", StringComparison.Ordinal).Split(" to ");
            var (least, most) = (ends[0], ends[1]);
            Faults(name, least).ShouldBeEmpty(name);
            Faults(name, most).ShouldBeEmpty(name);
            Faults(name, Beside(value, least, -1)).ShouldContain(fault => fault.StartsWith(name, StringComparison.Ordinal), name);
            Faults(name, Beside(value, most, +1)).ShouldContain(fault => fault.StartsWith(name, StringComparison.Ordinal), name);
        }
    }

    private static string[] Row(string name) => Rows.Single(row => Markdown.Plain(row[0]) == name);

    private static IEnumerable<(string Name, object? Value)> Options()
    {
        var options = new ProgressHubOptions();
        return from section in typeof(ProgressHubOptions).GetProperties()
               let settings = section.GetValue(options)
               from option in settings is ICollection<string> list
                   ? [($"{section.Name}:0", (object?)list)]
                   : section.PropertyType.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(member => ($"{section.Name}:{member.Name}", member.GetValue(settings)))
               select option;
    }

    private static string Text(object? value) => value switch
    {
        null or ICollection<string> { Count: 0 } => "none",
        TimeSpan time => time.Milliseconds == 0 ? time.ToString("c") : time.ToString("hh\\:mm\\:ss\\.fff", CultureInfo.InvariantCulture),
        int number => number.ToString("N0", CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Beside(object? value, string end, int step) => value is TimeSpan or null
        ? (TimeSpan.Parse(end, CultureInfo.InvariantCulture) + TimeSpan.FromMilliseconds(step)).ToString("c")
        : (int.Parse(end, CultureInfo.InvariantCulture) + step).ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> Faults(string name, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build();
        var services = new ServiceCollection();
        services.AddProgressHub(configuration);
        using var provider = services.BuildServiceProvider();
        try
        {
            _ = provider.GetRequiredService<IOptions<ProgressHubOptions>>().Value;
            return [];
        }
        catch (OptionsValidationException e)
        {
            return e.Failures;
        }
    }
}
