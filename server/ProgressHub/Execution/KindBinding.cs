using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace ProgressHub.Execution;

/// <summary>Makes kinds out of handler classes and lambdas.</summary>
internal static class KindBinding
{
    /// <summary>A handler class: made anew for each attempt, with its constructor's parameters from the attempt's scope.</summary>
    /// <exception cref="InvalidOperationException">The class is not a handler for the arguments.</exception>
    public static RegisteredKind OfHandler<THandler>(JobKind kind, JobKindOptions options) where THandler : class
    {
        var (handler, args) = (typeof(THandler), kind.ArgsType);
        var withResult = handler.GetInterfaces().FirstOrDefault(type =>
            type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IJobHandler<,>) && type.GenericTypeArguments[0] == args);
        if (withResult is not null)
        {
            return Call(nameof(WithResult), [handler, args, withResult.GenericTypeArguments[1]], kind.Name, options);
        }

        return typeof(IJobHandler<>).MakeGenericType(args).IsAssignableFrom(handler)
            ? Call(nameof(WithoutResult), [handler, args], kind.Name, options)
            : throw new InvalidOperationException(
                $"{handler.Name} runs no jobs with {args.Name}. Let it implement IJobHandler<{args.Name}> or IJobHandler<{args.Name}, TResult>.");
    }

    /// <summary>A kind whose arguments have the given type.</summary>
    public static RegisteredKind Make<TArgs>(string name, JobKindOptions options, RunAttempt run) => new(
        name, typeof(TArgs), options, run,
        static (services, args) => services.GetService<IArgsCheck<TArgs>>()?.Check((TArgs)args));

    private static RegisteredKind Call(string method, Type[] types, string name, JobKindOptions options) =>
        (RegisteredKind)typeof(KindBinding).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(types).Invoke(null, [name, options])!;

    private static RegisteredKind WithoutResult<THandler, TArgs>(string name, JobKindOptions options) where THandler : class, IJobHandler<TArgs> =>
        Make<TArgs>(name, options, Owned<THandler>(static async (handler, args, job, ct) =>
        {
            await handler.RunAsync((TArgs)args!, job, ct);
            return null;
        }));

    private static RegisteredKind WithResult<THandler, TArgs, TResult>(string name, JobKindOptions options) where THandler : class, IJobHandler<TArgs, TResult> =>
        Make<TArgs>(name, options, Owned<THandler>(static async (handler, args, job, ct) =>
            JsonSerializer.SerializeToUtf8Bytes(await handler.RunAsync((TArgs)args!, job, ct), JobJson.Stored)));

    /// <summary>Makes the handler, runs it and disposes it.</summary>
    private static RunAttempt Owned<THandler>(Func<THandler, object?, JobContext, CancellationToken, Task<ReadOnlyMemory<byte>?>> run) where THandler : class
    {
        var make = ActivatorUtilities.CreateFactory<THandler>([]);
        return async (services, args, job, ct) =>
        {
            var handler = make(services, null);
            try
            {
                return await run(handler, args, job, ct);
            }
            finally
            {
                await DisposeAsync(handler);
            }
        };
    }

    private static async ValueTask DisposeAsync(object handler)
    {
        switch (handler)
        {
            case IAsyncDisposable disposable:
                await disposable.DisposeAsync();
                break;
            case IDisposable disposable:
                disposable.Dispose();
                break;
        }
    }
}
