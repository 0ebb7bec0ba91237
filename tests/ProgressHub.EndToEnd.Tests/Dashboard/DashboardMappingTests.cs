using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.FileProviders;

namespace ProgressHub.EndToEnd.Tests.Dashboard;

/// <summary>The dashboard in an app, at an address of its own and beside whatever else the app maps.</summary>
public sealed class DashboardMappingTests : IAsyncLifetime
{
    private const string Html = """<head><base href="./"><meta name="progresshub" content="./"></head>""";

    private readonly string _root = Directory.CreateTempSubdirectory("progresshub-page-").FullName;
    private TestHost _host = null!;

    public async Task InitializeAsync()
    {
        var files = Directory.CreateDirectory(Path.Join(_root, "_content/ProgressHub.Dashboard/assets")).Parent!.FullName;
        await File.WriteAllTextAsync(Path.Join(files, "index.html"), Html);
        await File.WriteAllTextAsync(Path.Join(files, "assets/main-abc.js"), "export {};");
        _host = await TestHost.StartAsync(hub => hub.AddNothing(), configure: app =>
        {
            app.Environment.WebRootFileProvider = new PhysicalFileProvider(_root);
            app.MapProgressHubDashboard("/ops/jobs");
            app.MapProgressHubDashboard();
        });
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    [Theory]
    [InlineData("", "./", "./")]
    [InlineData("jobs", "./", "./")]
    [InlineData("jobs/019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11", "../", "./")]
    [InlineData("groups/tenant.42", "../", "./")]
    [InlineData("ops/jobs", "jobs/", "../../")]
    [InlineData("ops/jobs/", "./", "../../")]
    [InlineData("ops/jobs/recurring?a=1", "./", "../../")]
    [InlineData("ops/jobs/nodes", "./", "../../")]
    [InlineData("ops/jobs/groups/a:b", "../", "../../")]
    public async Task EveryPageIsToldWhereItLiesAndWhereTheApiIs(string address, string toBase, string toApi)
    {
        using var response = await _host.Http.GetAsync(new Uri(address, UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldBe($"""<head><base href="{toBase}"><meta name="progresshub" content="{toApi}"></head>""");
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("script-src 'self'");
        response.Headers.CacheControl!.NoCache.ShouldBeTrue();
    }

    [Theory]
    [InlineData("assets/main-abc.js")]
    [InlineData("ops/jobs/assets/main-abc.js")]
    public async Task BuiltFilesAreKeptForEver(string address)
    {
        using var response = await _host.Http.GetAsync(new Uri(address, UriKind.Relative));

        (await response.Content.ReadAsStringAsync()).ShouldBe("export {};");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        response.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromDays(365));
    }

    [Theory]
    [InlineData("elsewhere")]
    [InlineData("jobs/a/b")]
    [InlineData("assets/gone-abc.js")]
    [InlineData("ops/jobs/../../secret.txt")]
    [InlineData("health/else")]
    public async Task WhatIsNoPageIsNotFound(string address)
    {
        using var response = await _host.Http.GetAsync(new Uri(address, UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("api/jobs", """{"jobs":[]}""")]
    [InlineData("health/live", "live")]
    public async Task WhatTheAppMapsGoesFirst(string address, string answer)
    {
        using var response = await _host.Http.GetAsync(new Uri(address, UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldBe(answer);
    }

    [Fact]
    public async Task TheHubIsNotShadowed()
    {
        using var response = await _host.Http.GetAsync(new Uri("hubs/jobs", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
