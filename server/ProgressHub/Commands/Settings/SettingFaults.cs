using Microsoft.Extensions.Options;

namespace ProgressHub.Commands.Settings;

/// <summary>What is wrong with settings, so that one start tells all of it.</summary>
internal sealed class SettingFaults
{
    private readonly List<string> _faults = [];

    public int Count => _faults.Count;

    /// <param name="setting">Its full name, such as <c>Jobs:Commands:copy:timeout</c>.</param>
    /// <param name="fault">What it is, and what to write instead.</param>
    public void Add(string setting, string fault) => _faults.Add($"{setting} {fault}");

    /// <exception cref="OptionsValidationException">There are faults.</exception>
    public void ThrowIfAny()
    {
        if (Count > 0)
        {
            throw new OptionsValidationException("Jobs:Commands", typeof(CommandOptions), _faults);
        }
    }
}
