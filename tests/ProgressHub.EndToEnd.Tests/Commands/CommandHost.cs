using System.Text;
using Microsoft.Extensions.Configuration;
using ProgressHub.EndToEnd.Tests.Api;

namespace ProgressHub.EndToEnd.Tests.Commands;

/// <summary>Hosts with commands that are declared as JSON.</summary>
internal static class CommandHost
{
    public static Task<TestHost> StartAsync(string commands, Action<ProgressHubOptions>? options = null) =>
        TestHost.StartAsync(hub => hub.AddCommands(Read(commands).GetSection("Jobs:Commands")), options);

    /// <summary>The same as arguments of the host.</summary>
    public static string[] Settings(string commands) =>
        [.. Read(commands).AsEnumerable().Where(setting => setting.Value is not null).Select(setting => $"--{setting.Key}={setting.Value}")];

    public static Task<JobSnapshot> UntilHalfDoneAsync(this TestHost host, JobId id) =>
        host.UntilAsync(id, job => job.IsFinal() || job is { State: JobState.Running, Progress.Fraction: 0.5 });

    public static async Task CancelAsync(this TestHost host, JobId id)
    {
        using var answer = await host.PostAsync($"api/jobs/{id}/cancel");
        ((int)answer.StatusCode).ShouldBeInRange(200, 202);
    }

    private static IConfigurationRoot Read(string commands) =>
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes($$"""{"Jobs":{"Commands":{{commands}} } }"""))).Build();
}
