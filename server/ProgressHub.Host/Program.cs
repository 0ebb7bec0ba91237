using ProgressHub.Host;

var builder = HostBuilding.CreateBuilder([.. args.Where(arg => arg != HealthProbe.Option)]);
if (args.Contains(HealthProbe.Option))
{
    return await HealthProbe.RunAsync(builder.Configuration);
}

builder.Services.AddProgressHub(builder.Configuration)
    .UseConfiguredStore(builder.Configuration)
    .AddBuiltInKinds(builder.Configuration);

var app = builder.Build();
app.UsePageHeaders();
app.UseProgressPolling();
app.MapProgressHub();
app.MapDashboardFiles();
return await app.RunHostAsync();
