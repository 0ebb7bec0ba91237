namespace ProgressHub.Reporting;

/// <summary>How much is done: what was said last, and what was counted since. Any number of threads change it without a lock, each with a full fence behind it.</summary>
internal struct DoneNumber()
{
    /// <summary>Nothing was said or counted.</summary>
    public const long Unknown = long.MinValue;

    private long _said = Unknown;
    private SharedSum? _counted;

    public long Read()
    {
        var (said, counted) = (Interlocked.Read(ref _said), Volatile.Read(ref _counted));
        return counted is null ? said : counted.Value + (said == Unknown ? 0 : said);
    }

    /// <summary>Makes it this number, or <see cref="Unknown"/>, whatever was said and counted before.</summary>
    public void Say(long done)
    {
        if (done == Unknown)
        {
            _counted = null;
        }

        Interlocked.Exchange(ref _said, _counted is { } counted ? done - counted.Value : done);
    }

    public void Count(long by) => (_counted ?? Begin()).Add(by);

    private SharedSum Begin() => Interlocked.CompareExchange(ref _counted, new(), null) ?? _counted;
}
