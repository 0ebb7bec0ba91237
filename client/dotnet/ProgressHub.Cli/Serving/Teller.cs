using System.Buffers;
using System.Text;
using System.Text.Json;
using ProgressHub.Cli.Words;

namespace ProgressHub.Cli.Serving;

/// <summary>Says sentences and problems on stderr.</summary>
/// <param name="isJson">Problems as JSON, and no sentences.</param>
/// <param name="isQuiet">No sentences.</param>
internal sealed class Teller(bool isJson, bool isQuiet)
{
    private const string Prefix = "urn:progresshub:problem:";

    /// <summary>A sentence that is good to know; not for programs.</summary>
    public void Say(string sentence)
    {
        if (!isJson && !isQuiet)
        {
            Console.Error.WriteLine(sentence);
        }
    }

    /// <summary>What is wrong, and the cure.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="problem">The problem as the server wrote it, where it did.</param>
    public void Tell(ProgressHubException fault, JsonElement? problem)
    {
        if (isJson)
        {
            Console.Error.WriteLine(problem?.GetRawText() ?? Json(fault.Code, fault.Message, fault.Status, fault.Cure));
            return;
        }

        var errors = Errors(problem).ToList();
        // Each of them carries its own cure; that of the whole only points at them.
        Tell(fault.Message, errors.Count > 0 ? null : fault.Cure);
        foreach (var (member, text) in errors.Where(error => !fault.Message.Contains(error.Text, StringComparison.Ordinal)))
        {
            Console.Error.WriteLine($"  {PlainText.Line(member)}: {PlainText.Line(text)}");
        }
    }

    /// <summary>A problem that the server has no part in.</summary>
    public void Tell(string code, string sentence, string? cure = null)
    {
        if (isJson)
        {
            Console.Error.WriteLine(Json(code, sentence, null, cure));
        }
        else
        {
            Tell(sentence, cure);
        }
    }

    private static void Tell(string sentence, string? cure)
    {
        var told = PlainText.Line(sentence);
        told = told.EndsWith('.') || told.EndsWith('?') ? told : $"{told}.";
        var more = PlainText.Line(cure);
        Console.Error.WriteLine($"progresshub: {told}{(more.Length == 0 || told.Contains(more, StringComparison.Ordinal) ? "" : $" {more}")}");
    }

    private static IEnumerable<(string Member, string Text)> Errors(JsonElement? problem)
    {
        if (problem is not { } known || !known.TryGetProperty("errors", out var errors) || errors.ValueKind is not JsonValueKind.Object)
        {
            return [];
        }

        return errors.EnumerateObject().Where(member => member.Value.ValueKind is JsonValueKind.Array)
            .SelectMany(member => member.Value.EnumerateArray().Select(text => (member.Name, text.ToString())));
    }

    private static string Json(string code, string detail, int? status, string? cure)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", Prefix + code);
            json.WriteString("code", code);
            json.WriteString("detail", detail);
            if (status is { } number)
            {
                json.WriteNumber("status", number);
            }

            if (cure is not null)
            {
                json.WriteString("cure", cure);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
