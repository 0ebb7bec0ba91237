using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ProgressHub.EndToEnd.Tests.Api;
using ProgressHub.EndToEnd.Tests.External;

namespace ProgressHub.EndToEnd.Tests.Rights;

/// <summary>The report token is the right to report, and to nothing else.</summary>
public sealed class ReportRightTests
{
    [Fact]
    [Trait("Invariant", "11 No group without a right")]
    public async Task WhoHasTheTokenReportsWithoutAnyOtherRightAndSeesNothing()
    {
        var closed = false;
        await using var host = await TestHost.StartAsync(hub => hub.AddCount().AuthorizeGroups((_, _, _) => !Volatile.Read(ref closed)));
        var reporter = await Reporter.SubmitAsync(host.Http);
        var here = await host.SubmitAsync("count", new { to = 1 });
        Volatile.Write(ref closed, true);

        await reporter.ReportAsync(host.Http, """{"seq":1,"done":1}""");
        using var read = await host.GetAsync($"api/jobs/{reporter.Id}", ("Authorization", $"Bearer {reporter.Token}"));
        await read.ShouldBeProblemAsync("job-not-found", 404);

        // Without the right to see the job, nobody learns that it is there and runs here.
        using var foreign = await Reporter.PostAsync(host.Http, $"api/jobs/{here}/report", "{}", reporter.Token);
        await foreign.ShouldBeProblemAsync("job-not-found", 404);
        await reporter.ReportAsync(host.Http, "{}", "complete");
    }

    [Fact]
    [Trait("Invariant", "11 No group without a right")]
    public async Task AnAppThatAsksItsCallersToSignInIsNotAskedAboutReportTokens()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddProgressHub().UseInMemory();
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication("nobody").AddScheme<AuthenticationSchemeOptions, OnlyTheBoss>("nobody", null);
        var app = builder.Build();
        await using (app)
        {
            app.Urls.Add("http://127.0.0.1:0");
            app.MapProgressHub().RequireAuthorization();
            await app.StartAsync();
            using var boss = new HttpClient { BaseAddress = new(app.Urls.Single() + "/") };
            boss.DefaultRequestHeaders.Add("Boss", "yes");
            using var stranger = new HttpClient { BaseAddress = boss.BaseAddress };

            var reporter = await Reporter.SubmitAsync(boss);

            await reporter.ReportAsync(stranger, """{"seq":1}""");
            using var read = await stranger.GetAsync($"api/jobs/{reporter.Id}");
            read.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    private sealed class OnlyTheBoss(
        IOptionsMonitor<AuthenticationSchemeOptions> options,
        ILoggerFactory logger,
        UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Request.Headers.ContainsKey("Boss")
            ? AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity("boss")), "nobody"))
            : AuthenticateResult.NoResult());
    }
}
