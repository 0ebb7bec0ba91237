using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace ProgressHub.TestKit;

/// <summary>A folder with the data of a real host, which may be started on it again and again.</summary>
public sealed class HostFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("progresshub-").FullName;

    /// <summary>Stays over restarts, so that clients find it again.</summary>
    public Uri Address { get; } = HostProcess.FreeAddress();

    public string Database => Path.Combine(_path, "data", "progress.db");

    public string Root => _path;

    public Task<HostProcess> StartAsync(params string[] settings) => HostProcess.StartAsync(_path, Address, settings);

    /// <summary>One more process on the same data, at an address of its own.</summary>
    public Task<HostProcess> StartAnotherAsync(params string[] settings) => HostProcess.StartAsync(_path, null, settings);

    public Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] settings) => HostProcess.RunAsync(_path, settings);

    /// <summary>A CSV file below the data root.</summary>
    public string WriteCsv(int rows)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_path, "data", "files"));
        using var writer = File.CreateText(Path.Combine(folder.FullName, "rows.csv"));
        writer.WriteLine("number,name,place,text");
        for (var row = 0; row < rows; row++)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row},name {row},\"place, {row}\",a text that makes the row a little longer than it has to be"));
        }

        return "rows.csv";
    }

    /// <summary>A CSV file of which some rows lack a field, and so are rejected and logged.</summary>
    public string WriteRaggedCsv(int rows, int raggedEvery)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_path, "data", "files"));
        using var writer = File.CreateText(Path.Combine(folder.FullName, "ragged.csv"));
        writer.WriteLine("number,name,place,text");
        for (var row = 1; row <= rows; row++)
        {
            writer.WriteLine(row % raggedEvery == 0 ? "1,2,3" : string.Create(CultureInfo.InvariantCulture, $"{row},name {row},\"place, {row}\",a text that makes the row a little longer"));
        }

        return "ragged.csv";
    }

    /// <summary>A file below the data root that takes long to read and no room on the disk.</summary>
    public string WriteSparse(long bytes)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_path, "data", "files"));
        using var file = File.Create(Path.Combine(folder.FullName, "sparse.bin"));
        file.SetLength(bytes);
        return "sparse.bin";
    }

    /// <summary>A file below the data root that is read at once.</summary>
    public string WriteSmallFile()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_path, "data", "files"));
        File.WriteAllText(Path.Combine(folder.FullName, "small.txt"), "small");
        return "small.txt";
    }

    /// <summary>A folder of a few small files below the data root.</summary>
    public string WriteSmallFolder()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_path, "data", "files", "small"));
        for (var n = 0; n < 3; n++)
        {
            File.WriteAllText(Path.Combine(folder.FullName, $"{n}.txt"), $"file {n}");
        }

        return "small";
    }

    public static async Task<JobId> SubmitAsync(HttpClient http, string kind, string path, CancellationToken ct = default)
    {
        using var response = await http.PostAsJsonAsync("api/jobs", new { kind, args = new { path } }, ct);
        var body = await response.Content.ReadAsStringAsync(ct);
        return response.IsSuccessStatusCode
            ? JsonSerializer.Deserialize(body, ProtocolJson.TypeOf<SubmitAnswer>())!.Job.Id
            : throw new HttpRequestException($"The submit was answered with {(int)response.StatusCode}: {body}");
    }

    public static async Task<JobSnapshot> ReadAsync(HttpClient http, JobId id) =>
        JsonSerializer.Deserialize(await http.GetByteArrayAsync($"api/jobs/{id}"), ProtocolJson.TypeOf<JobSnapshot>())!;

    public static async Task<JobSnapshot> UntilAsync(HttpClient http, JobId id, Func<JobSnapshot, bool> condition)
    {
        JobSnapshot? job = null;
        await Eventually.TrueAsync(async () => condition(job = await ReadAsync(http, id)), () => $"The job is {job}.");
        return job!;
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
