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
        return faults.Count > before ? new() : (section.Get<CommandOptions>() ?? new()) with { Arguments = arguments };
    }

    private static void CheckNames(IConfigurationSection section, Type type, SettingFaults faults)
    {
        var members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .ToDictionary(member => member.Name == nameof(CommandOptions.Arguments) ? Args : member.Name, member => member.PropertyType, StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
        {
            if (!members.TryGetValue(child.Key, out var member))
            {
                faults.Add(child.Path, $"is no setting. Use one of: {string.Join(", ", members.Keys.Select(JsonNamingPolicy.CamelCase.ConvertName).Order(StringComparer.Ordinal))}.");
            }
            else if (member != typeof(IReadOnlyList<IReadOnlyList<string>>))
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
        else if (type == typeof(ProgressOptions) || type == typeof(ParameterOptions))
        {
            CheckObject(setting, type, faults);
        }
        else if (Element(type) is { } element)
        {
            foreach (var child in setting.GetChildren())
            {
                CheckMember(child, element, faults);
            }
        }
        else if (!CanRead(setting, type))
        {
            faults.Add(setting.Path, $"is '{setting.Value}'. Write one value; a time span as 00:10:00, a number as 8, a yes as true.");
        }
    }

    private static void CheckObject(IConfigurationSection setting, Type type, SettingFaults faults)
    {
        if (setting.GetChildren().Any())
        {
            CheckNames(setting, type, faults);
        }
        else
        {
            var first = type == typeof(ProgressOptions) ? "rule" : "type";
            faults.Add(setting.Path, $"has no members. Write an object with at least the member {first}.");
        }
    }

    /// <summary>What a list or table holds; null when the type is none. The binder passes over members that it cannot read.</summary>
    private static Type? Element(Type type) => type.IsArray ? type.GetElementType() : type.IsGenericType ? type.GetGenericArguments()[^1] : null;

    private static bool CanRead(IConfigurationSection setting, Type type)
    {
        try
        {
            return setting.Value is not null && setting.Get(type) is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
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
