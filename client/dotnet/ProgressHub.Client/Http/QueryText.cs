namespace ProgressHub.Client.Http;

/// <summary>Writes the query of an address; parts without a value are left out.</summary>
internal sealed class QueryText
{
    private readonly List<string> _parts = [];

    public QueryText Add(string name, string? value)
    {
        if (value is not null)
        {
            _parts.Add($"{name}={Uri.EscapeDataString(value)}");
        }

        return this;
    }

    public override string ToString() => string.Join('&', _parts);
}
