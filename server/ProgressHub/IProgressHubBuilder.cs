using Microsoft.Extensions.DependencyInjection;

namespace ProgressHub;

/// <summary>Adds a store and kinds of jobs; from <c>AddProgressHub</c>.</summary>
public interface IProgressHubBuilder
{
    /// <summary>The app's services.</summary>
    IServiceCollection Services { get; }
}
