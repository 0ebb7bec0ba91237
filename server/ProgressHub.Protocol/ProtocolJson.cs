using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ProgressHub;

/// <summary>The JSON of the wire: camelCase, members absent when unknown, times in UTC.</summary>
public static class ProtocolJson
{
    /// <summary>Options that read and write every message of the protocol; read-only.</summary>
    public static JsonSerializerOptions Options { get; } = MakeOptions();

    /// <summary>Teaches other options our messages, whatever naming and null rules those follow for their own types.</summary>
    public static void AddTo(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Converters.Insert(0, new SnapshotForm());
        options.TypeInfoResolverChain.Insert(0, WireContext.Default.WithAddedModifier(KeepOurRules));
    }

    /// <summary>The type's metadata, for the overloads that trimming and AOT ask for.</summary>
    public static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions();
        AddTo(options);
        options.MakeReadOnly();
        return options;
    }

    // An app may have set PascalCase or null-writing on the options that SignalR shares among all hubs.
    private static void KeepOurRules(JsonTypeInfo type)
    {
        foreach (var member in type.Properties)
        {
            member.Name = JsonNamingPolicy.CamelCase.ConvertName(member.Name);
            member.CustomConverter ??= member.PropertyType == typeof(DateTimeOffset) ? new UtcTimeForm()
                : member.PropertyType == typeof(DateTimeOffset?) ? new UtcTimeOrNoneForm()
                : null;
            var own = member.ShouldSerialize;
            member.ShouldSerialize = (holder, value) => value is not null && (own is null || own(holder, value));
        }
    }
}
