using ProgressHub.Host;

return await HostRun.RunAsync(() =>
{
    var builder = HostBuilding.CreateBuilder(args);
    builder.Services.AddProgressHub(builder.Configuration)
        .UseConfiguredStore(builder.Configuration)
        .AddBuiltInKinds(builder.Configuration);

    var app = builder.Build();
    app.UsePageHeaders();
    app.UseProgressPolling();
    app.MapProgressHub();
    app.MapDashboardFiles();
    return app;
});
