using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ProgressHub.Execution;
using ProgressHub.Security;
using ProgressHub.Storage;
using ProgressHub.Storage.Nodes;

namespace ProgressHub;

/// <summary>Stores and kinds.</summary>
public static class ProgressHubBuilderExtensions
{
    /// <summary>Keeps jobs in memory: for tests and tries. They are lost at the end of the process.</summary>
    public static IProgressHubBuilder UseInMemory(this IProgressHubBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Replace(ServiceDescriptor.Singleton<IJobStore>(provider => new MemoryJobStore(provider.GetRequiredService<TimeProvider>())));
        builder.Services.Replace(ServiceDescriptor.Singleton<INodeBoard>(provider => new MemoryNodeBoard(provider.GetRequiredService<TimeProvider>())));
        return builder;
    }

    /// <summary>Adds a kind that a handler class runs, made anew for each attempt in a scope of its own.</summary>
    /// <typeparam name="THandler">An <see cref="IJobHandler{TArgs}"/> or <see cref="IJobHandler{TArgs, TResult}"/>.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="kind">The kind, with the type of its arguments.</param>
    /// <param name="configure">The kind's policy.</param>
    /// <exception cref="InvalidOperationException">The class runs no jobs with these arguments.</exception>
    public static IProgressHubBuilder AddJob<THandler>(this IProgressHubBuilder builder, JobKind kind, Action<JobKindOptions>? configure = null)
        where THandler : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(kind);
        builder.Services.AddSingleton(KindBinding.OfHandler<THandler>(kind, Options(configure)));
        return builder;
    }

    /// <summary>Adds a kind that a lambda runs. The job, the token and registered services are injected; the one parameter left is the arguments.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="kind">The kind's name.</param>
    /// <param name="handler">The work; may return a result.</param>
    /// <param name="configure">The kind's policy.</param>
    public static IProgressHubBuilder AddJob(this IProgressHubBuilder builder, string kind, Delegate handler, Action<JobKindOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(handler);
        builder.Services.AddSingleton(provider => LambdaBinding.Of(kind, handler, Options(configure), provider.GetRequiredService<IServiceProviderIsService>()));
        return builder;
    }

    /// <summary>Decides by a function who may do what with the jobs of a group.</summary>
    public static IProgressHubBuilder AuthorizeGroups(this IProgressHubBuilder builder, Func<ClaimsPrincipal, GroupName, JobOperation, bool> may)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IGroupAuthorizer>(new GroupAuthorizer(may));
        return builder;
    }

    /// <summary>Decides by a class who may do what with the jobs of a group.</summary>
    public static IProgressHubBuilder AuthorizeGroups<TAuthorizer>(this IProgressHubBuilder builder) where TAuthorizer : class, IGroupAuthorizer
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IGroupAuthorizer, TAuthorizer>();
        return builder;
    }

    private static JobKindOptions Options(Action<JobKindOptions>? configure)
    {
        var options = new JobKindOptions();
        configure?.Invoke(options);
        return options;
    }
}
