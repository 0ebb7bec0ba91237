using ProgressHub;
using ProgressHub.Host;

var builder = WebApplication.CreateBuilder(args);
builder.AddHostDefaults();
builder.Services.AddProgressHub(builder.Configuration).UseConfiguredStore(builder.Configuration)
    .AddJob("count", async (CountArgs a, JobContext job, CancellationToken ct) => { foreach (var n in job.Track(Enumerable.Range(1, a.To))) await Task.Delay(50, ct); });

var app = builder.Build();
app.MapProgressHub();
return await app.RunHostAsync();
