namespace ProgressHub.Reporting;

/// <summary>A rate of values that come between reports of other things: a message or a counter says nothing about the pace of the work.</summary>
internal sealed class StandstillMeter
{
    /// <summary>Work that has stood still so long, while the job spoke of other things, has no known rate; slow work is given three of its steps.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private RateMeter _meter = new();
    private DateTimeOffset _movedAt;
    private TimeSpan _step;
    private double _value = double.NaN;
    private double? _rate;

    /// <summary>Takes the value at a moment; answers the rate, or null while it is not known.</summary>
    public double? Update(DateTimeOffset now, double value)
    {
        if (value != _value)
        {
            _step = double.IsNaN(_value) ? TimeSpan.Zero : now - _movedAt;
            (_movedAt, _value) = (now, value);
            return _rate = _meter.Update(now, value);
        }

        if (now - _movedAt >= Patience && now - _movedAt >= 3 * _step)
        {
            // What moves again later is measured from here.
            _meter = new();
            _rate = _meter.Update(now, value);
        }

        return _rate;
    }
}
