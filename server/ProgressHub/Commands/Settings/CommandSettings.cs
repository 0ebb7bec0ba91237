using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace ProgressHub.Commands.Settings;

/// <summary>Reads a command from configuration. A setting that nobody knows is a fault: a misspelt limit must not go without effect.</summary>
internal static class CommandSettings
{
    private const string Args = "args";

    public static CommandOptions Read(IConfigurationSection section, SettingFaults faults)
    {
        var before = faults.Count;
        CheckNames(section, typeof(CommandOptions), faults);
        var arguments = ReadArguments(section.GetSection(Args), faults);
        if (faults.Count > before)
        {
            return new();
        }

        try
        {
            return (section.Get<CommandOptions>() ?? new()) with { Arguments = arguments };
        }
        catch (InvalidOperationException e)
        {
            faults.Add(section.Path, $"cannot be read: {e.Message} A time span is written as 00:10:00, a number as 8, a yes as true.");
            return new();
        }
    }

    private static void CheckNames(IConfigurationSection section, Type type, SettingFaults faults)
    {
        var members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(member => member.Name != nameof(CommandOptions.Arguments))
            .ToDictionary(member => member.Name, member => member.PropertyType, StringComparer.OrdinalIgnoreCase);
        if (type == typeof(CommandOptions))
        {
            members.Add(Args, typeof(string[]));
        }

        foreach (var child in section.GetChildren())
        {
            if (!members.TryGetValue(child.Key, out var member))
            {
                faults.Add(child.Path, $"is no setting. Use one of: {string.Join(", ", members.Keys.Select(JsonNamingPolicy.CamelCase.ConvertName).Order(StringComparer.Ordinal))}.");
            }
            else
            {
                CheckMember(child, Nullable.GetUnderlyingType(member) ?? member, faults);
            }
        }
    }

    private static void CheckMember(IConfigurationSection setting, Type type, SettingFaults faults)
    {
        if (type.IsEnum)
        {
            if (!Enum.GetNames(type).Contains(setting.Value, StringComparer.OrdinalIgnoreCase))
            {
                faults.Add(setting.Path, $"is '{setting.Value}'; set it to {string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName))}.");
            }
        }
        else if (type == typeof(ProgressOptions))
        {
            CheckNames(setting, type, faults);
        }
        else if (type == typeof(Dictionary<string, ParameterOptions>))
        {
            foreach (var parameter in setting.GetChildren())
            {
                CheckNames(parameter, typeof(ParameterOptions), faults);
            }
        }
        else if (setting.GetChildren().Any() && !type.IsArray && !type.IsGenericType)
        {
            faults.Add(setting.Path, "is one value, and has members. Write a text or a number.");
        }
    }

    /// <summary>A text is a group of its own, a list of texts is one group.</summary>
    private static IReadOnlyList<IReadOnlyList<string>> ReadArguments(IConfigurationSection section, SettingFaults faults)
    {
        if (section.Value is { Length: > 0 })
        {
            faults.Add(section.Path, "is a text; write a list with one text per argument. There is no shell that would split it.");
            return [];
        }

        return [.. section.GetChildren().Select(argument => ReadGroup(argument, faults))];
    }

    private static IReadOnlyList<string> ReadGroup(IConfigurationSection argument, SettingFaults faults)
    {
        if (argument.Value is { } text)
        {
            return [text];
        }

        var members = argument.GetChildren().ToList();
        if (members.Count == 0 || members.Exists(member => member.Value is null || !int.TryParse(member.Key, out _)))
        {
            faults.Add(argument.Path, "is no argument. Write a text, or a list of texts that belong together.");
            return [];
        }

        return [.. members.Select(member => member.Value!)];
    }
}
