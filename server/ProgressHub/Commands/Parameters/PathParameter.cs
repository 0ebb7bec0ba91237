using System.Text.Json;
using System.Text.Json.Nodes;
using ProgressHub.Commands.Settings;

namespace ProgressHub.Commands.Parameters;

/// <summary>A path below the data root, given to the program as an absolute path without links: it begins no option, and means the same wherever the program works.</summary>
internal sealed class PathParameter(string name, ParameterOptions options) : Parameter(name, options)
{
    public override bool IsPath => true;

    public override ParameterText Read(JsonElement value, ICommandPaths? paths)
    {
        if (value.ValueKind is not JsonValueKind.String || TextParameter.TextOf(value) is not { } text)
        {
            return Refuse($"'{Name}' is no text. Give a path as a JSON string of whole characters.");
        }

        if (TextParameter.HasControl(text))
        {
            return Refuse($"'{Name}' has a control character, such as a line end or NUL. Give the path of a file without any.");
        }

        var path = paths!.Find(text, Target);
        return path.IsFine ? new(path.FullPath) : ParameterText.Refused(path.Code, Name, path.Detail);
    }

    protected override JsonObject Describe() => new()
    {
        ["type"] = "string",
        ["minLength"] = 1,
        ["description"] = Target switch
        {
            CommandPathTarget.File => "A file below the data root.",
            CommandPathTarget.Folder => "A folder below the data root.",
            _ => "A place below the data root, in a folder that is there.",
        },
    };

    private CommandPathTarget Target => Options.Type switch
    {
        ParameterType.File => CommandPathTarget.File,
        ParameterType.Folder => CommandPathTarget.Folder,
        _ => CommandPathTarget.Any,
    };
}
