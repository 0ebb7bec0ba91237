using ProgressHub.Host;

if (args.Contains(HealthProbe.Option))
{
    return await HealthProbe.RunAsync(HostBuilding.CreateBuilder([.. args.Where(arg => arg != HealthProbe.Option)]).Configuration);
}

return await HostRun.RunAsync(args, static builder =>
{
    builder.Services.AddProgressHub(builder.Configuration)
        .UseConfiguredStore(builder.Configuration)
        .AddBuiltInKinds(builder.Configuration);

    var app = builder.Build();
    app.UseAnswerHeaders();
    app.UseProgressPolling();
    app.MapProgressHub();
    app.MapDashboardWhereServed();
    return app;
});
