using System.Runtime.InteropServices;

namespace ProgressHub.Reporting;

/// <summary>How much is done, if anything was said, changed by any number of threads without a lock. The number has a cache line of its own, so that what they only read stays with each of them.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct DoneCount
{
    public const long Unknown = long.MinValue;

    private const int Known = 1;
    private const int Closed = 2;

    [FieldOffset(0)]
    private int _marks;

    [FieldOffset(64)]
    private long _value;

    /// <summary>Whether nothing is taken any more.</summary>
    public bool IsClosed
    {
        readonly get => (Volatile.Read(in _marks) & Closed) != 0;
        set => _ = value ? Interlocked.Or(ref _marks, Closed) : Interlocked.And(ref _marks, ~Closed);
    }

    /// <summary>The number; <see cref="Unknown"/> while nothing was said.</summary>
    public long Read() => (Volatile.Read(ref _marks) & Known) == 0 ? Unknown : Interlocked.Read(ref _value);

    /// <summary>Adds with a full fence; false when closed.</summary>
    public bool TryAdd(long by)
    {
        if (Volatile.Read(ref _marks) != Known && !TryBegin())
        {
            return false;
        }

        Interlocked.Add(ref _value, by);
        return true;
    }

    /// <summary>Sets with a full fence; false when closed.</summary>
    public bool TrySet(long value)
    {
        var marks = Volatile.Read(ref _marks);
        if ((marks & Closed) != 0)
        {
            return false;
        }

        Interlocked.Exchange(ref _value, value);
        if (marks != Known)
        {
            Interlocked.Or(ref _marks, Known);
        }

        return true;
    }

    /// <summary>Forgets what was said.</summary>
    public void Forget()
    {
        Interlocked.And(ref _marks, ~Known);
        Interlocked.Exchange(ref _value, 0);
    }

    private bool TryBegin()
    {
        if (IsClosed)
        {
            return false;
        }

        Interlocked.Or(ref _marks, Known);
        return true;
    }
}
