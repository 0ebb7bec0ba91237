using Microsoft.Extensions.DependencyInjection;

namespace ProgressHub;

internal sealed record ProgressHubBuilder(IServiceCollection Services) : IProgressHubBuilder;
