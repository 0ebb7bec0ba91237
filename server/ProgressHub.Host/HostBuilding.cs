using Microsoft.Extensions.Options;
using ProgressHub.Storage;

namespace ProgressHub.Host;

/// <summary>What the server of its own adds to an app: an address, a store from configuration, and a start that fails in one line.</summary>
internal static class HostBuilding
{
    private const string DefaultUrl = "http://127.0.0.1:5080";
    private const string DefaultConnection = "Data Source=./data/progress.db";

    /// <summary>A builder whose own files lie beside the program, wherever it is started from; paths in settings are relative to the current directory.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseStaticWebAssets();
        if (string.IsNullOrEmpty(builder.Configuration["urls"]) && string.IsNullOrEmpty(builder.Configuration["http_ports"]))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddHostedService<AddressLine>();
        return builder;
    }

    /// <summary>Where this machine reaches a host with these settings.</summary>
    public static Uri LocalUrl(IConfiguration configuration)
    {
        var url = configuration["urls"] is { Length: > 0 } urls ? urls.Split(';')[0]
            : configuration["http_ports"] is { Length: > 0 } ports ? $"http://localhost:{ports.Split(';')[0]}"
            : DefaultUrl;
        // An address that stands for all of this machine's, as Kestrel takes it, is none to call.
        var address = BindingAddress.Parse(url);
        var host = address.Host is "+" or "*" or "0.0.0.0" or "[::]" ? "localhost" : address.Host;
        return new UriBuilder(address.Scheme, host, address.Port).Uri;
    }

    /// <summary>Maps the dashboard, but not on a node that only runs jobs: there would be nothing it could ask.</summary>
    public static void MapDashboardWhereServed(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<ProgressHubOptions>>().Value.Jobs.Role != NodeRole.Worker)
        {
            app.MapProgressHubDashboard();
        }
    }

    /// <exception cref="StoreStartException">The provider is unknown, or its database is not named.</exception>
    public static IProgressHubBuilder UseConfiguredStore(this IProgressHubBuilder builder, IConfiguration configuration) =>
        (configuration["Storage:Provider"] ?? "sqlite") switch
        {
            "sqlite" => builder.UseSqlite(configuration["Storage:ConnectionString"] ?? DefaultConnection),
            "postgres" => builder.UsePostgreSql(configuration["Storage:ConnectionString"] is { Length: > 0 } given ? given : throw new StoreStartException(
                "Storage:ConnectionString is missing: name the database, as in Host=db;Database=progresshub;Username=progresshub;Password=...")),
            "memory" => builder.UseInMemory(),
            var other => throw new StoreStartException($"Storage:Provider is '{other}'; set it to sqlite, postgres or memory."),
        };
}
