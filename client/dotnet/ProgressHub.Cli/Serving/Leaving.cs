using System.Runtime.InteropServices;

namespace ProgressHub.Cli.Serving;

/// <summary>Ctrl+C and its kin: the first asks the command to leave, a second one ends the process.</summary>
internal sealed class Leaving : IDisposable
{
    private const string ShowCursor = "\e[?25h";

    private readonly CancellationTokenSource _asked = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _signal;
    private volatile Action<int>? _forward;

    public Leaving()
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, Hear));
        }
    }

    /// <summary>From now on every signal is somebody else's: it is handed on by its number, and ends nothing here.</summary>
    public void ForwardTo(Action<int> forward) => _forward = forward;

    /// <summary>Canceled by the first signal.</summary>
    public CancellationToken Token => _asked.Token;

    /// <summary>128 and the number of the signal.</summary>
    public int ExitCode => Serving.ExitCode.Signal + Volatile.Read(ref _signal);

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _asked.Dispose();
    }

    private void Hear(PosixSignalContext context)
    {
        var number = context.Signal switch { PosixSignal.SIGHUP => 1, PosixSignal.SIGTERM => 15, _ => 2 };
        if (_forward is { } forward)
        {
            context.Cancel = true;
            forward(number);
        }
        else if (Interlocked.CompareExchange(ref _signal, number, 0) == 0)
        {
            context.Cancel = true;
            _asked.Cancel();
        }
        else if (!Console.IsErrorRedirected)
        {
            // Whoever leaves a drawing in the middle finds no cursor (DECTCEM).
            Console.Error.Write(ShowCursor);
        }
    }
}
