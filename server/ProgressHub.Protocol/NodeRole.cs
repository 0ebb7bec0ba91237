using System.Text.Json.Serialization;

namespace ProgressHub;

/// <summary>What a node does of all that the nodes of a store do together.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NodeRole>))]
public enum NodeRole
{
    /// <summary>Takes submits, serves readers and watchers, and runs jobs.</summary>
    [JsonStringEnumMemberName("both")] Both,

    /// <summary>Takes submits, serves readers and watchers, and runs nothing.</summary>
    [JsonStringEnumMemberName("web")] Web,

    /// <summary>Runs jobs and tells its health; nothing else is served.</summary>
    [JsonStringEnumMemberName("worker")] Worker,
}
