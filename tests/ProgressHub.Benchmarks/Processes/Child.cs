using System.Collections.Concurrent;
using System.Text.Json;

namespace ProgressHub.Benchmarks.Processes;

/// <summary>This program once more, with an internal verb: what is measured and what loads it share no process.</summary>
internal sealed class Child : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _asked = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Process _process;
    private readonly Task _reading;
    private int _lastId;
    private bool _isDisposed;

    private Child(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    public static Child Start(string verb, string[] args, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(Child).Assembly.Location);
        }

        foreach (var arg in (string[])[verb, .. args])
        {
            start.ArgumentList.Add(arg);
        }

        return Start(start, environment);
    }

    /// <summary>Another program that speaks the same lines.</summary>
    public static Child StartProgram(string program, string[] args, (string Name, string Value)[] environment) =>
        Start(new ProcessStartInfo(program, args) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true }, environment);

    public async Task<T> AskAsync<T>(string command, object? args = null, int withinSeconds = 180)
    {
        var call = new Call(Interlocked.Increment(ref _lastId), command, JsonSerializer.SerializeToElement(args ?? new Nothing(), Call.Json));
        var asked = _asked[call.Id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await _writing.WaitAsync();
        try
        {
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(call, Call.Json));
            await _process.StandardInput.FlushAsync();
        }
        finally
        {
            _writing.Release();
        }

        return (await asked.Task.WaitAsync(TimeSpan.FromSeconds(withinSeconds))).Deserialize<T>(Call.Json)!;
    }

    public Task AskAsync(string command, object? args = null) => AskAsync<JsonElement>(command, args);

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _reading;
        _process.Dispose();
    }

    private static Child Start(ProcessStartInfo start, (string Name, string Value)[] environment)
    {
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new Child(Process.Start(start)!);
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var answer = JsonSerializer.Deserialize<CallAnswer>(line, Call.Json)!;
            if (_asked.TryRemove(answer.Id, out var asked))
            {
                if (answer.Fault is null)
                {
                    asked.SetResult(answer.Answer);
                }
                else
                {
                    asked.SetException(new InvalidOperationException(answer.Fault));
                }
            }
        }

        foreach (var (_, asked) in _asked)
        {
            asked.TrySetException(new InvalidOperationException("The child process has ended."));
        }
    }
}
