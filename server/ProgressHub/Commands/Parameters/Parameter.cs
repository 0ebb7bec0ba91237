using System.Text.Json;
using System.Text.Json.Nodes;
using ProgressHub.Commands.Settings;

namespace ProgressHub.Commands.Parameters;

/// <summary>What callers may give a command under one name. It makes text of what they give, or says what is wrong with it.</summary>
internal abstract class Parameter(string name, ParameterOptions options)
{
    public string Name => name;

    /// <summary>Whether a job without it is refused.</summary>
    public virtual bool IsRequired => options.Required ?? options.Default is null;

    /// <summary>Whether a value may begin an argument with a dash.</summary>
    public virtual bool MayBeginOption => options.AllowDash;

    /// <summary>Whether the value, which a caller chooses, could be the name of an option.</summary>
    public virtual bool IsFreeText => false;

    /// <summary>Whether its values are paths.</summary>
    public virtual bool IsPath => false;

    /// <summary>Whether it counts, so that it may say how much there is to do.</summary>
    public virtual bool IsNumber => false;

    protected ParameterOptions Options => options;

    /// <summary>The text for a value, or why there is none.</summary>
    /// <param name="value">What the caller gave.</param>
    /// <param name="paths">Where paths may lead; null when no parameter is a path.</param>
    public abstract ParameterText Read(JsonElement value, ICommandPaths? paths);

    /// <summary>The JSON Schema of its values.</summary>
    public JsonObject Schema()
    {
        var schema = Describe();
        if (Default() is { } value)
        {
            schema["default"] = JsonNode.Parse(value.GetRawText());
        }

        return schema;
    }

    /// <summary>What stands for a missing value; null if nothing does.</summary>
    public JsonElement? Default() => options.Default is { } text ? ValueOf(text) : null;

    /// <summary>What is wrong with the settings themselves; null when all is well.</summary>
    public virtual string? Fault() => null;

    protected abstract JsonObject Describe();

    /// <summary>The value that a text of the configuration means.</summary>
    protected virtual JsonElement ValueOf(string text) => JsonSerializer.SerializeToElement(text);

    protected ParameterText Refuse(string detail) => ParameterText.Refused("invalid-request", name, detail);
}
