using System.Text;
using System.Text.Json;

namespace ProgressHub.Cli.Arguments;

/// <summary>JSON that is given as it is, as <c>@FILE</c>, or as <c>-</c> for stdin.</summary>
internal static class JsonArgument
{
    /// <summary>Reads it; an empty object if none is given.</summary>
    /// <exception cref="UsageException">It cannot be read, or is no JSON; the message says where.</exception>
    public static async Task<JsonElement> ReadAsync(string? value, CancellationToken ct)
    {
        var (text, source) = value switch
        {
            null => ("{}", ""),
            "-" => (await Console.In.ReadToEndAsync(ct), "stdin"),
            ['@', .. var file] => (await ReadFileAsync(file, ct), file),
            _ => (value, "--args"),
        };
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException e)
        {
            throw new UsageException($"{source} is no JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}. Write an object such as {{\"path\":\"cities.csv\"}}, @FILE, or - for stdin.");
        }
    }

    private static async Task<string> ReadFileAsync(string file, CancellationToken ct)
    {
        try
        {
            return await File.ReadAllTextAsync(file, Encoding.UTF8, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--args @{file} cannot be read: {e.Message}");
        }
    }
}
