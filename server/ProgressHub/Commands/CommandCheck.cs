using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using ProgressHub.Commands.Arguments;
using ProgressHub.Commands.Parameters;
using ProgressHub.Commands.Rules;
using ProgressHub.Commands.Settings;

namespace ProgressHub.Commands;

/// <summary>Makes a command of its settings, or says what is wrong with each of them.</summary>
internal sealed partial class CommandCheck
{
    private static readonly TimeSpan MostPatience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LeastTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MostTimeout = TimeSpan.FromDays(30);

    private readonly IConfigurationSection _section;
    private readonly CommandOptions _options;
    private readonly SettingFaults _faults;

    private CommandCheck(IConfigurationSection section, CommandOptions options, SettingFaults faults) =>
        (_section, _options, _faults) = (section, options, faults);

    /// <summary>Null when there are faults.</summary>
    public static Command? Check(IConfigurationSection section, SettingFaults faults)
    {
        var before = faults.Count;
        var options = CommandSettings.Read(section, faults);
        if (faults.Count > before)
        {
            return null;
        }

        var command = new CommandCheck(section, options, faults).Make();
        return faults.Count > before ? null : command;
    }

    private Command? Make()
    {
        if (!GroupName.TryParse(_section.Key, out _))
        {
            _faults.Add(_section.Path, $"is no name for a kind. Use {GroupName.Pattern}.");
        }

        CheckLimits();
        var environment = CommandEnvironment.Of(_options);
        var program = FindProgram(environment);
        var folder = FindFolder();
        var before = _faults.Count;
        var parameters = MakeParameters();
        if (_faults.Count > before)
        {
            return null;
        }

        var arguments = MakeArguments(parameters);
        var total = MakeTotal(parameters);
        if (_faults.Count > before)
        {
            return null;
        }

        foreach (var unused in parameters.Values.Except([.. arguments.Parameters, .. total?.Parameters ?? []]))
        {
            Fault($"parameters:{unused.Name}", $"is used nowhere. Put {{{unused.Name}}} into args, or take the parameter away.");
        }

        return new()
        {
            Name = _section.Key,
            Program = program ?? "",
            Parameters = parameters,
            Arguments = arguments,
            Environment = environment,
            WorkingDirectory = folder,
            Total = total,
            Options = _options,
        };
    }

    private void CheckLimits()
    {
        if (_options.Timeout is { } timeout && (timeout < LeastTimeout || timeout > MostTimeout))
        {
            Fault("timeout", $"is {timeout}; set it to a value from {LeastTimeout} to {MostTimeout}.");
        }

        if (_options.KillAfter < TimeSpan.Zero || _options.KillAfter > MostPatience)
        {
            Fault("killAfter", $"is {_options.KillAfter}; set it to a value from {TimeSpan.Zero} to {MostPatience}.");
        }

        if (_options.MaxAttempts is < 1 or > 100)
        {
            Fault("maxAttempts", $"is {_options.MaxAttempts}; set it to a value from 1 to 100.");
        }

        if (_options.Concurrency is < 1 or > 1024)
        {
            Fault("concurrency", $"is {_options.Concurrency}; set it to a value from 1 to 1024.");
        }

        if (_options.Progress is { } progress && ProgressRules.Fault(progress) is var (setting, fault))
        {
            Fault($"progress:{setting}", fault);
        }
    }

    private string? FindProgram(IReadOnlyDictionary<string, string> environment)
    {
        if (string.IsNullOrWhiteSpace(_options.Command))
        {
            Fault("command", "is missing. Set it to the program's absolute path, or to its name if PATH finds it.");
            return null;
        }

        var found = ProgramFile.Find(_options.Command, environment.GetValueOrDefault("PATH"));
        if (found is null)
        {
            Fault("command", $"is '{_options.Command}', and no such program is there. Install it, or set command to its absolute path.");
        }

        return found;
    }

    private string? FindFolder()
    {
        if (_options.WorkingDirectory is not { Length: > 0 } folder)
        {
            return null;
        }

        if (!Directory.Exists(folder))
        {
            Fault("workingDirectory", $"is '{folder}', and no such folder is there. Make it, or name another.");
        }

        return Path.GetFullPath(folder);
    }

    private Dictionary<string, Parameter> MakeParameters()
    {
        var parameters = new Dictionary<string, Parameter>(StringComparer.Ordinal);
        foreach (var (name, options) in _options.Parameters)
        {
            var setting = $"parameters:{name}";
            if (!ParameterName().IsMatch(name))
            {
                Fault(setting, "is no name for a parameter. Use letters, digits, '-' and '_', a letter first, at most 64.");
            }

            if (options.Type is null)
            {
                Fault($"{setting}:type", $"is missing. Set it to {string.Join(", ", Enum.GetNames<ParameterType>()).ToLowerInvariant()}.");
                continue;
            }

            var parameter = Make(name, options);
            if (ParameterFault.Of(parameter, options) is { } fault)
            {
                Fault(setting, fault);
            }

            parameters.Add(name, parameter);
        }

        return parameters;
    }

    private static Parameter Make(string name, ParameterOptions options) => options.Type switch
    {
        ParameterType.String => new TextParameter(name, options),
        ParameterType.Integer or ParameterType.Number => new NumberParameter(name, options),
        ParameterType.Boolean => new BooleanParameter(name, options),
        ParameterType.Choice => new ChoiceParameter(name, options),
        _ => new PathParameter(name, options),
    };

    private ArgumentList MakeArguments(Dictionary<string, Parameter> parameters)
    {
        var groups = new List<List<ArgumentTemplate>>();
        for (var i = 0; i < _options.Arguments.Count; i++)
        {
            var group = new List<ArgumentTemplate>();
            foreach (var text in _options.Arguments[i])
            {
                if (ArgumentTemplate.Parse(text, parameters, out var fault) is { } template)
                {
                    group.Add(template);
                }
                else
                {
                    Fault(string.Create(CultureInfo.InvariantCulture, $"args:{i}"), fault!);
                }
            }

            groups.Add(group);
        }

        return new(groups);
    }

    private ArgumentTemplate? MakeTotal(Dictionary<string, Parameter> parameters)
    {
        if (_options.Progress?.Total is not { } text)
        {
            return null;
        }

        var total = ArgumentTemplate.Parse(text, parameters, out var fault);
        if (fault is null && (total!.Parameters.Any()
            ? !total.Parameters.All(parameter => parameter.IsNumber && text == $"{{{parameter.Name}}}")
            : !decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) || number <= 0))
        {
            fault = $"is '{text}'. Set it to a number above 0, or to the placeholder of one integer or number.";
        }

        if (fault is not null)
        {
            Fault("progress:total", fault);
        }

        return total;
    }

    private void Fault(string setting, string fault) => _faults.Add($"{_section.Path}:{setting}", fault);

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_-]{0,63}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex ParameterName();
}
