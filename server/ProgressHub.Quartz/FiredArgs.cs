using System.Globalization;
using System.Text.Json;
using Quartz;

namespace ProgressHub.Quartz;

/// <summary>The arguments a firing is shown with: the plain values of its data. They are told to those alone who may manage the job.</summary>
internal static class FiredArgs
{
    /// <summary>What Quartz itself puts into the data.</summary>
    private static readonly HashSet<string> Internal =
    [
        SchedulerConstants.FailedJobOriginalTriggerName, SchedulerConstants.FailedJobOriginalTriggerGroup, SchedulerConstants.FailedJobOriginalTriggerFireTime,
        SchedulerConstants.FailedJobOriginalTriggerScheduledFireTime, SchedulerConstants.BackfillOriginalFireTime, SchedulerConstants.ManualTrigger,
        SchedulerConstants.ForceJobDataMapDirty, SchedulerConstants.TraceParent, SchedulerConstants.TraceState,
    ];

    public static ReadOnlyMemory<byte> Read(IJobExecutionContext context, int maxBytes, List<string> mended)
    {
        var args = Write(context.MergedJobDataMap, mended);
        if (args.Length <= maxBytes)
        {
            return args;
        }

        mended.Add($"The arguments have {args.Length} bytes and were left out; at most {maxBytes} are kept.");
        return "{}"u8.ToArray();
    }

    private static byte[] Write(JobDataMap data, List<string> mended)
    {
        if (data.TryGetString(JobDataKeys.Args, out var given) && given is not null)
        {
            if (Parse(given) is { ValueKind: JsonValueKind.Object } args)
            {
                return JsonSerializer.SerializeToUtf8Bytes(args);
            }

            mended.Add($"{JobDataKeys.Args} is no JSON object and was left out.");
            return "{}"u8.ToArray();
        }

        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var (key, value) in data.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                if (!key.StartsWith(JobDataKeys.Prefix, StringComparison.Ordinal) && !Internal.Contains(key))
                {
                    Write(json, key, value);
                }
            }

            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void Write(Utf8JsonWriter json, string key, object? value)
    {
        // A typed input is a text of JSON under a key of Quartz's own.
        if (key == SchedulerConstants.JobInput && value is string text && Parse(text) is { } input)
        {
            json.WritePropertyName("input");
            input.WriteTo(json);
            return;
        }

        switch (value)
        {
            case string or bool or int or long or short or byte or uint or decimal:
            case double and (not double.NaN) and (< double.PositiveInfinity) and (> double.NegativeInfinity):
            case float and (not float.NaN) and (< float.PositiveInfinity) and (> float.NegativeInfinity):
                json.WritePropertyName(key);
                JsonSerializer.Serialize(json, value);
                break;
            case DateTime or DateTimeOffset or DateOnly or TimeOnly or TimeSpan or Guid or Enum or char:
                json.WriteString(key, Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static JsonElement? Parse(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
