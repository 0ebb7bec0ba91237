using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProgressHub.Execution;

/// <summary>Runs one attempt of a kind in the scope given, and answers the result as JSON.</summary>
internal delegate Task<ReadOnlyMemory<byte>?> RunAttempt(IServiceProvider services, object? args, JobContext job, CancellationToken ct);

/// <summary>A kind that this process can run.</summary>
internal sealed class RegisteredKind(string name, Type argsType, JobKindOptions options, RunAttempt run, Func<IServiceProvider, object, ArgsRefusal?> check)
{
    private double _usualSeconds = double.NaN;

    public string Name => name;

    public Type ArgsType => argsType;

    /// <summary>The JSON Schema of the arguments; that of their type, unless the kind knows better.</summary>
    public JsonNode Schema { get => field ??= ArgsSchema.Of(argsType); init; }

    public JobKindOptions Options => options;

    public RunAttempt Run => run;

    /// <summary>Seconds that attempts of this kind have taken of late; NaN before the first. A guess for planning, so torn by nobody and locked by nobody.</summary>
    public double UsualSeconds => Volatile.Read(ref _usualSeconds);

    public void Took(double seconds)
    {
        var usual = _usualSeconds;
        // Rises at once and falls slowly: holding too many jobs is worse than claiming once more.
        Volatile.Write(ref _usualSeconds, double.IsNaN(usual) || seconds > usual ? seconds : usual + 0.1 * (seconds - usual));
    }

    public object? ReadArgs(ReadOnlyMemory<byte> json) => JsonSerializer.Deserialize(json.Span, argsType, JobJson.Stored);

    /// <summary>Reads arguments from outside strictly and lets the kind's own check look at them.</summary>
    /// <exception cref="JobRefusedException">They do not fit; the member is named.</exception>
    public ReadOnlyMemory<byte> Accept(IServiceProvider services, JsonElement args)
    {
        object? read;
        try
        {
            read = args.Deserialize(argsType, JobJson.Submitted);
        }
        catch (JsonException e)
        {
            throw ArgsFault.Of(e, name);
        }

        return Accept(services, read);
    }

    /// <summary>Lets the kind's own check look at arguments from this process.</summary>
    /// <exception cref="JobRefusedException">They are not taken; the member is named.</exception>
    public ReadOnlyMemory<byte> Accept(IServiceProvider services, object? args)
    {
        if (args is null || !argsType.IsInstanceOfType(args))
        {
            throw new JobRefusedException("invalid-request", $"The arguments of '{name}' are a {argsType.Name}.", "args");
        }

        if (check(services, args) is { } refusal)
        {
            throw new JobRefusedException(refusal.Code, refusal.Detail, $"args.{refusal.Member}");
        }

        return JsonSerializer.SerializeToUtf8Bytes(args, argsType, JobJson.Stored);
    }
}
