namespace ProgressHub.Reporting;

/// <summary>Smooths work per second: an exponential mean whose memory grows with the time watched, up to 10 s, so that early values are plain averages.</summary>
internal sealed class RateMeter
{
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan KnownAfter = TimeSpan.FromSeconds(1);

    private DateTimeOffset _first;
    private DateTimeOffset _last;
    private double _value = double.NaN;
    private double _rate;

    /// <summary>Takes the amount done at a moment; answers the rate, or null while it is not known.</summary>
    public double? Update(DateTimeOffset now, double value)
    {
        if (double.IsNaN(_value) || value < _value || now < _last)
        {
            (_first, _last, _value, _rate) = (now, now, value, 0);
            return null;
        }

        var gap = now - _last;
        if (gap >= Least)
        {
            var memory = Math.Min((now - _first).TotalSeconds, Memory.TotalSeconds);
            var weight = 1 - Math.Exp(-gap.TotalSeconds / memory);
            // The first interval has nothing to be smoothed with.
            weight = _last == _first ? 1 : weight;
            _rate += weight * ((value - _value) / gap.TotalSeconds - _rate);
            (_last, _value) = (now, value);
        }

        return now - _first >= KnownAfter && _rate > 0 ? Rounded(_rate) : null;
    }

    // Three digits are what a reader can use, and they keep snapshots small.
    private static double Rounded(double rate)
    {
        var scale = Math.Pow(10, Math.Floor(Math.Log10(rate)) - 3);
        return scale >= 1 ? Math.Round(rate / scale) * scale : Math.Round(rate, Math.Min(15, 3 - (int)Math.Floor(Math.Log10(rate))));
    }
}
