using System.Text.Json;

namespace ProgressHub.Benchmarks.Processes;

/// <summary>What a child can be asked. It ends when its parent closes the pipe, so that nothing is left behind.</summary>
internal sealed class CallTable
{
    private readonly Dictionary<string, Func<JsonElement, Task<JsonElement>>> _commands = new(StringComparer.Ordinal);
    private readonly Lock _writing = new();

    public void On<TArgs, TAnswer>(string name, Func<TArgs, Task<TAnswer>> run) =>
        _commands[name] = async args => JsonSerializer.SerializeToElement(await run(args.Deserialize<TArgs>(Call.Json)!), Call.Json);

    public void On<TAnswer>(string name, Func<TAnswer> run) => On<Nothing, TAnswer>(name, _ => Task.FromResult(run()));

    public async Task ServeAsync()
    {
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var call = JsonSerializer.Deserialize<Call>(line, Call.Json)!;
            // Not awaited: a usage is asked for while a load runs.
            _ = Task.Run(() => AnswerAsync(call));
        }
    }

    private async Task AnswerAsync(Call call)
    {
        CallAnswer answer;
        try
        {
            answer = new(call.Id, await _commands[call.Command](call.Args), null);
        }
        catch (Exception e)
        {
            answer = new(call.Id, default, $"{call.Command}: {e}");
        }

        var line = JsonSerializer.Serialize(answer with { Answer = answer.Fault is null ? answer.Answer : JsonSerializer.SerializeToElement(0) }, Call.Json);
        lock (_writing)
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        }
    }
}
