using ProgressHub.Host.Checksum;
using ProgressHub.Host.Files;
using ProgressHub.Host.Import;

namespace ProgressHub.Host;

/// <summary>The kinds that every host can run, and the commands that its configuration adds.</summary>
internal static class BuiltInKinds
{
    private const string DefaultDataRoot = "./data/files";

    public static IProgressHubBuilder AddBuiltInKinds(this IProgressHubBuilder builder, IConfiguration configuration)
    {
        builder.Services.AddSingleton(new DataRoot(configuration["Jobs:DataRoot"] ?? DefaultDataRoot));
        builder.Services.AddSingleton<ICommandPaths, CommandPaths>();
        builder.Services.AddSingleton<IArgsCheck<ChecksumArgs>, ChecksumArgsCheck>();
        builder.Services.AddSingleton<IArgsCheck<ImportCsvArgs>, ImportCsvArgsCheck>();
        return builder.AddJob<ChecksumJob>(Kinds.Checksum).AddJob<ImportCsvJob>(Kinds.ImportCsv)
            .AddCommands(configuration.GetSection("Jobs:Commands"));
    }
}
