using System.Text;

namespace ProgressHub.Tests.Documents;

/// <summary>A sample as a document prints it: the marked lines of a file that is compiled or run, without the indentation they have there.</summary>
internal static class Sample
{
    private const string Begin = "<sample>";
    private const string End = "</sample>";

    public static string Of(string file) => At($"tests/ProgressHub.Tests/Documents/Samples/{file}");

    public static string At(string path)
    {
        var (sample, region) = (new StringBuilder(), (List<string>?)null);
        foreach (var line in Repository.Read(path).Split('\n'))
        {
            if (line.Contains(End, StringComparison.Ordinal))
            {
                var indent = region!.Where(text => text.Length > 0).Min(text => text.Length - text.TrimStart().Length);
                region!.ForEach(text => sample.Append(text.Length > indent ? text[indent..] : "").Append('\n'));
                region = null;
            }
            else if (line.Contains(Begin, StringComparison.Ordinal))
            {
                region = [];
            }
            else
            {
                region?.Add(line);
            }
        }

        return sample.ToString();
    }
}
