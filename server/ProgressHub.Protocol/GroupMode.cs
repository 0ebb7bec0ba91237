using System.Text.Json.Serialization;

namespace ProgressHub;

/// <summary>What of a group a watcher wants to hear. Who wants both watches the group twice, once in each mode.</summary>
[JsonConverter(typeof(GroupModeForm))]
public enum GroupMode
{
    /// <summary>Every changed job: at most one message per interval, beside changes of state.</summary>
    Jobs,

    /// <summary>The roll-up: at most one small message per interval, for groups of any size.</summary>
    Summary,

    /// <summary>Any other word, so that one wrong item is refused by itself and not the whole call.</summary>
    Unknown,
}
