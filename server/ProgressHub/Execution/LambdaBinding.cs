using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace ProgressHub.Execution;

/// <summary>Makes a kind out of a lambda, as minimal APIs do: the job, the token and registered services are injected, the one parameter left is the arguments.</summary>
internal static class LambdaBinding
{
    /// <exception cref="InvalidOperationException">No parameter, or more than one, is left for the arguments.</exception>
    public static RegisteredKind Of(string name, Delegate handler, JobKindOptions options, IServiceProviderIsService services)
    {
        var parameters = handler.Method.GetParameters();
        var left = parameters.Where(p => !IsInjected(p, services)).ToList();
        if (left.Count != 1)
        {
            var what = left.Count == 0
                ? "has no parameter for its arguments. Give it one, such as a record of your own"
                : $"has more than one parameter that could be its arguments: {string.Join(", ", left.Select(p => $"{p.ParameterType.Name} {p.Name}"))}. Register all but one as services";
            throw new InvalidOperationException($"The handler of '{name}' {what}.");
        }

        var make = typeof(LambdaBinding).GetMethod(nameof(Make), BindingFlags.NonPublic | BindingFlags.Static)!;
        return (RegisteredKind)make.MakeGenericMethod(left[0].ParameterType).Invoke(null, [name, handler, parameters, left[0], options])!;
    }

    private static RegisteredKind Make<TArgs>(string name, Delegate handler, ParameterInfo[] parameters, ParameterInfo argsParameter, JobKindOptions options)
    {
        var sources = Array.ConvertAll(parameters, p => SourceOf(p, argsParameter));
        var read = ResultOf(handler.Method.ReturnType);
        var invoke = MethodInvoker.Create(handler.Method);
        var target = handler.Target;
        return KindBinding.Make<TArgs>(name, options, async (services, args, job, ct) =>
        {
            var values = new object?[sources.Length];
            for (var i = 0; i < sources.Length; i++)
            {
                values[i] = sources[i](services, args, job, ct);
            }

            return await read(invoke.Invoke(target, values.AsSpan()));
        });
    }

    private static bool IsInjected(ParameterInfo parameter, IServiceProviderIsService services) =>
        parameter.ParameterType == typeof(JobContext)
        || parameter.ParameterType == typeof(CancellationToken)
        || parameter.ParameterType == typeof(IServiceProvider)
        || parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is not null
        || services.IsService(parameter.ParameterType);

    private static Func<IServiceProvider, object?, JobContext, CancellationToken, object?> SourceOf(ParameterInfo parameter, ParameterInfo args)
    {
        var type = parameter.ParameterType;
        return parameter switch
        {
            _ when parameter == args => static (_, value, _, _) => value,
            _ when type == typeof(JobContext) => static (_, _, job, _) => job,
            _ when type == typeof(CancellationToken) => static (_, _, _, ct) => ct,
            _ when parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { Key: { } key } =>
                (services, _, _, _) => services.GetRequiredKeyedService(type, key),
            _ => (services, _, _, _) => services.GetRequiredService(type),
        };
    }

    /// <summary>How to wait for what the lambda returns, and to make JSON of it.</summary>
    private static Func<object?, Task<ReadOnlyMemory<byte>?>> ResultOf(Type type)
    {
        if (type == typeof(void))
        {
            return static _ => Task.FromResult<ReadOnlyMemory<byte>?>(null);
        }

        if (type == typeof(Task))
        {
            return static async task => { await (Task)task!; return null; };
        }

        if (type == typeof(ValueTask))
        {
            return static async task => { await (ValueTask)task!; return null; };
        }

        var generic = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        var (method, result) = generic == typeof(Task<>) ? (nameof(FromTask), type.GenericTypeArguments[0])
            : generic == typeof(ValueTask<>) ? (nameof(FromValueTask), type.GenericTypeArguments[0])
            : (nameof(FromValue), type);
        return typeof(LambdaBinding).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(result).CreateDelegate<Func<object?, Task<ReadOnlyMemory<byte>?>>>();
    }

    private static async Task<ReadOnlyMemory<byte>?> FromTask<T>(object? task) => Json(await (Task<T>)task!);

    private static async Task<ReadOnlyMemory<byte>?> FromValueTask<T>(object? task) => Json(await (ValueTask<T>)task!);

    private static Task<ReadOnlyMemory<byte>?> FromValue<T>(object? value) => Task.FromResult<ReadOnlyMemory<byte>?>(Json((T)value!));

    private static ReadOnlyMemory<byte> Json<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, JobJson.Stored);
}
