using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ProgressHub.Commands;
using ProgressHub.Commands.Processes;
using ProgressHub.Commands.Settings;

namespace ProgressHub;

/// <summary>Kinds that run programs, from configuration alone.</summary>
public static class CommandProgressHubBuilderExtensions
{
    /// <summary>Adds a kind for each child of a section: its key is the kind's name, its members say which program runs, with which arguments, and how its progress is read. An empty section adds none.</summary>
    /// <remarks>Programs run without a shell, in an environment of their own, and with all processes they start they are gone when the attempt ends.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="commands">The section, such as <c>Jobs:Commands</c>.</param>
    /// <exception cref="OptionsValidationException">A setting is not as it should be, or a program is missing; each is named with its cure.</exception>
    public static IProgressHubBuilder AddCommands(this IProgressHubBuilder builder, IConfigurationSection commands)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(commands);
        var faults = new SettingFaults();
        var checkedCommands = commands.GetChildren().Select(section => CommandCheck.Check(section, faults)).ToList();
        faults.ThrowIfAny();
        foreach (var command in checkedCommands)
        {
            builder.Services.AddSingleton(provider => CommandKind.Make(command!, provider.GetService<ICommandPaths>()));
        }

        if (checkedCommands.Count > 0)
        {
            builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, OrphanSweeper>());
        }

        return builder;
    }
}
