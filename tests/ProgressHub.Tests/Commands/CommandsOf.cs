using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using ProgressHub.Commands;
using ProgressHub.Commands.Arguments;
using ProgressHub.Commands.Settings;

namespace ProgressHub.Tests.Commands;

/// <summary>Commands made of configuration as a person writes it.</summary>
internal static class CommandsOf
{
    public static IConfigurationSection Section(string json) =>
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes($$"""{"Jobs":{"Commands":{{json}} } }"""))).Build().GetSection("Jobs:Commands");

    /// <summary>The one command of the JSON, which is in order.</summary>
    public static Command One(string json)
    {
        var faults = new SettingFaults();
        var command = CommandCheck.Check(Section(json).GetChildren().Single(), faults);
        faults.ThrowIfAny();
        return command!;
    }

    /// <summary>What is wrong with the one command of the JSON.</summary>
    public static IReadOnlyList<string> Faults(string json)
    {
        try
        {
            One(json);
            return [];
        }
        catch (OptionsValidationException e)
        {
            return [.. e.Failures];
        }
    }

    public static CommandLine Line(this Command command, string args, ICommandPaths? paths = null) =>
        command.Read(JsonSerializer.Deserialize<CommandArgs>(args)!, paths);
}
