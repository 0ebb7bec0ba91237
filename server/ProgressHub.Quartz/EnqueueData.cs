using System.Globalization;
using System.Text.Json;
using Quartz;

namespace ProgressHub.Quartz;

/// <summary>What <see cref="EnqueueJob"/> enqueues, as text in job data: every Quartz store keeps that, and a person can write it.</summary>
internal static class EnqueueData
{
    private static readonly EnqueueOptions Usual = new();

    public static JobDataMap Write(string kind, string args, EnqueueOptions options)
    {
        if (options with { Groups = [], Priority = 0, MaxAttempts = null, Timeout = null, Delay = null, ConcurrencyKey = null } != Usual with { Groups = [] })
        {
            throw new ArgumentException("A schedule takes groups, priority, attempts, timeout, delay and concurrency key. Leave the other options away.", nameof(options));
        }

        var data = new JobDataMap { [JobDataKeys.Kind] = kind, [JobDataKeys.Args] = args };
        Put(data, JobDataKeys.Groups, options.Groups.Count == 0 ? null : string.Join(' ', options.Groups));
        Put(data, JobDataKeys.Priority, options.Priority == 0 ? null : options.Priority.ToString(CultureInfo.InvariantCulture));
        Put(data, JobDataKeys.MaxAttempts, options.MaxAttempts?.ToString(CultureInfo.InvariantCulture));
        Put(data, JobDataKeys.Timeout, options.Timeout?.ToString("c", CultureInfo.InvariantCulture));
        Put(data, JobDataKeys.Delay, options.Delay?.ToString("c", CultureInfo.InvariantCulture));
        Put(data, JobDataKeys.ConcurrencyKey, options.ConcurrencyKey);
        return data;
    }

    /// <exception cref="JobRefusedException">A value does not follow its rule; the key is named.</exception>
    public static (string Kind, JsonElement Args, EnqueueOptions Options) Read(JobDataMap data) => (
        Text(data, JobDataKeys.Kind) ?? throw Fault(JobDataKeys.Kind, "is missing; give the kind to enqueue"),
        Args(Text(data, JobDataKeys.Args) ?? "{}"),
        new EnqueueOptions
        {
            Groups = (Text(data, JobDataKeys.Groups) ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)
                .Select(name => GroupName.TryParse(name, out var group) ? group : throw Fault(JobDataKeys.Groups, $"has '{name}'; use {GroupName.Pattern}")).ToList(),
            Priority = Number(data, JobDataKeys.Priority) ?? 0,
            MaxAttempts = Number(data, JobDataKeys.MaxAttempts),
            Timeout = Span(data, JobDataKeys.Timeout),
            Delay = Span(data, JobDataKeys.Delay),
            ConcurrencyKey = Text(data, JobDataKeys.ConcurrencyKey),
        });

    private static void Put(JobDataMap data, string key, string? value)
    {
        if (value is not null)
        {
            data[key] = value;
        }
    }

    private static string? Text(JobDataMap data, string key) =>
        data.TryGetValue(key, out var value) ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;

    private static int? Number(JobDataMap data, string key) => Text(data, key) is not { } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw Fault(key, $"is '{text}'; use a whole number");

    private static TimeSpan? Span(JobDataMap data, string key) => Text(data, key) is not { } text ? null
        : TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var span) ? span
        : throw Fault(key, $"is '{text}'; use hours, minutes and seconds, as in 00:10:00");

    private static JsonElement Args(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException e)
        {
            throw Fault(JobDataKeys.Args, $"is no JSON: {e.Message}");
        }
    }

    private static JobRefusedException Fault(string key, string what) => new("invalid-request", $"{key} in the job data {what}.", key);
}
