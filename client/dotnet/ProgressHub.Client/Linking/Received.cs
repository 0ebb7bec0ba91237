using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ProgressHub.Client.Linking;

/// <summary>A message of the hub, or null where it is none that this client understands. SignalR would drop such a push without a word, and a final state with it.</summary>
internal readonly record struct Received<T>(T? Value) where T : class;

/// <summary>Reads what it can, and passes over the rest.</summary>
internal sealed class ReceivedForm<T> : JsonConverter<Received<T>> where T : class
{
    public override Received<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var before = reader;
        try
        {
            return new(JsonSerializer.Deserialize(ref reader, ProtocolJson.TypeOf<T>()));
        }
        catch (JsonException)
        {
            reader = before;
            reader.Skip();
            return default;
        }
    }

    public override void Write(Utf8JsonWriter writer, Received<T> value, JsonSerializerOptions options) =>
        throw new NotSupportedException("It is only read.");
}

/// <summary>Knows the messages of the hub without reflection.</summary>
internal sealed class ReceivedTypes : IJsonTypeInfoResolver
{
    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) =>
        type == typeof(Received<JobSnapshot[]>) ? Of<JobSnapshot[]>(options)
        : type == typeof(Received<WatchAnswer>) ? Of<WatchAnswer>(options)
        : type == typeof(Received<WatchEnd>) ? Of<WatchEnd>(options)
        : type == typeof(Received<LogLines>) ? Of<LogLines>(options)
        : type == typeof(Received<ResyncReason>) ? Of<ResyncReason>(options)
        : type == typeof(Received<GoingAwayNotice>) ? Of<GoingAwayNotice>(options)
        : null;

    private static JsonTypeInfo<Received<T>> Of<T>(JsonSerializerOptions options) where T : class =>
        JsonMetadataServices.CreateValueInfo<Received<T>>(options, new ReceivedForm<T>());
}
