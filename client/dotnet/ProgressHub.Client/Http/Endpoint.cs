namespace ProgressHub.Client.Http;

/// <summary>Addresses below the one that was given, whatever prefix it ends in.</summary>
internal sealed class Endpoint
{
    private readonly string _root;

    public Endpoint(Uri address)
    {
        _root = address.GetLeftPart(UriPartial.Path).TrimEnd('/');
        Hub = new UriBuilder($"{_root}{HubAddresses.Hub}") { Scheme = address.Scheme == "https" ? "wss" : "ws" }.Uri;
    }

    public Uri Hub { get; }

    public Uri Jobs => Api("/jobs");

    public Uri Job(JobId id, string rest = "") => Api($"/jobs/{id}{rest}");

    public Uri Api(string path) => new($"{_root}{HubAddresses.Api}{path}");

    public override string ToString() => _root;
}
