using System.Text.Json;
using Microsoft.Extensions.Options;
using ProgressHub.Jobs;
using ProgressHub.Storage;

namespace ProgressHub.Execution;

/// <summary>Checks what jobs are asked for, and makes them ready to be stored.</summary>
internal sealed class JobMaker(KindTable kinds, IServiceProvider services, PublicGroups publicGroups, IOptions<ProgressHubOptions> options, TimeProvider time)
{
    private static EnqueueOptions Defaults { get; } = new();

    /// <exception cref="JobRefusedException">The kind, the arguments or the options are not as they should be.</exception>
    public NewJob Make<TArgs>(JobKind<TArgs> kind, TArgs args, EnqueueOptions? enqueue) =>
        MakeAccepted(kind.Name, Checked(kinds.Get(kind.Name).Accept(services, args), enqueue), enqueue ?? Defaults);

    /// <exception cref="JobRefusedException">The kind, the arguments or the options are not as they should be.</exception>
    public NewJob Make(string kind, object args, EnqueueOptions? enqueue) => MakeAccepted(kind, Accept(kind, args, enqueue), enqueue ?? Defaults);

    /// <summary>Makes a job whose arguments came as JSON.</summary>
    /// <exception cref="JobRefusedException">The kind, the arguments or the options are not as they should be.</exception>
    public NewJob MakeSubmitted(string kind, JsonElement args, EnqueueOptions enqueue) =>
        MakeAccepted(kind, Checked(enqueue.External is { } terms ? ExternalCheck.Accept(kind, args, enqueue, terms) : kinds.Get(kind).Accept(services, args), enqueue), enqueue);

    /// <summary>Checks what jobs are to be made of, and answers their arguments as they are stored.</summary>
    /// <exception cref="JobRefusedException">The kind, the arguments or the options are not as they should be.</exception>
    public ReadOnlyMemory<byte> Accept(string kind, object args, EnqueueOptions? enqueue)
    {
        var registered = kinds.Get(kind);
        var accepted = registered.ArgsType.IsInstanceOfType(args)
            ? registered.Accept(services, args)
            : registered.Accept(services, args as JsonElement? ?? JsonSerializer.SerializeToElement(args, JobJson.Stored));
        return Checked(accepted, enqueue);
    }

    /// <summary>Makes a job of what was accepted. Its kind need not be known here: another process may run it.</summary>
    public NewJob MakeAccepted(string kind, ReadOnlyMemory<byte> args, EnqueueOptions enqueue)
    {
        var usual = kinds.Find(kind)?.Options;
        var now = time.GetUtcNow();
        var dueAt = enqueue.DueAt ?? now + enqueue.Delay;
        var delayed = dueAt > now;
        var waitsFor = KinOptions.WaitsFor(enqueue);
        var snapshot = new JobSnapshot
        {
            Id = JobId.New(now),
            Kind = kind,
            Groups = enqueue.Groups,
            State = delayed || waitsFor is not null ? JobState.Scheduled : JobState.Queued,
            Version = JobVersion.Of(0, 1),
            MaxAttempts = enqueue.MaxAttempts ?? usual?.MaxAttempts ?? options.Value.Jobs.MaxAttempts,
            Priority = enqueue.Priority,
            ConcurrencyKey = enqueue.ConcurrencyKey,
            CreatedAt = now,
            DueAt = delayed ? dueAt : null,
            ParentId = enqueue.ParentId,
            WaitsFor = waitsFor,
            External = enqueue.External is null ? null : true,
            Public = enqueue.Public || enqueue.Groups.Any(publicGroups.Has) ? true : null,
        };
        return new NewJob(snapshot, args)
        {
            Timeout = enqueue.Timeout,
            External = enqueue.External,
            ConcurrencyPerKey = usual?.ConcurrencyPerKey ?? NewJob.UsualPerKey,
            Kin = KinOptions.Terms(enqueue, options.Value.Limits),
        };
    }

    private ReadOnlyMemory<byte> Checked(ReadOnlyMemory<byte> args, EnqueueOptions? enqueue)
    {
        EnqueueCheck.Check(args, enqueue ?? Defaults, options.Value.Limits);
        return args;
    }
}
