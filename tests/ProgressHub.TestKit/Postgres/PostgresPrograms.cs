using System.Globalization;
using System.Runtime.InteropServices;

namespace ProgressHub.TestKit;

/// <summary>Where PostgreSQL's programs are on this machine, and as whom they run: they refuse to run as root.</summary>
internal static class PostgresPrograms
{
    private const string DebianFolder = "/usr/lib/postgresql";

    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static string Folder { get; } = Find();

    /// <summary>The numbers of user and group to run as, when this process is root.</summary>
    public static (uint User, uint Group)? Owner { get; } = Environment.UserName == "root" ? Account("postgres") ?? Account("nobody") : null;

    public static string Path(string program) => System.IO.Path.Combine(Folder, program);

    /// <summary>The command before a program's own, so that it runs as <see cref="Owner"/>.</summary>
    public static string[] Prefix() =>
        Owner is { } owner ? ["setpriv", $"--reuid={owner.User}", $"--regid={owner.Group}", "--clear-groups", "--"] : [];

    /// <summary>Gives a folder of this process to whom the programs run as.</summary>
    public static void HandOver(string folder)
    {
        if (Owner is { } owner && ChangeOwner(folder, owner.User, owner.Group) != 0)
        {
            throw new IOException($"{folder} cannot be given to user {owner.User}: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    private static string Find()
    {
        var debian = Directory.Exists(DebianFolder)
            ? Directory.GetDirectories(DebianFolder).OrderByDescending(Version).Select(version => System.IO.Path.Combine(version, "bin"))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        // initdb as well: a client's package may bring one without the other.
        return debian.Concat(path).FirstOrDefault(folder => File.Exists(System.IO.Path.Combine(folder, "postgres")) && File.Exists(System.IO.Path.Combine(folder, "initdb")))
            ?? throw new InvalidOperationException("There is no PostgreSQL server here. Debian, Ubuntu: apt-get install postgresql.");
    }

    private static double Version(string folder) =>
        double.TryParse(System.IO.Path.GetFileName(folder), NumberStyles.Float, CultureInfo.InvariantCulture, out var version) ? version : 0;

    private static (uint User, uint Group)? Account(string name)
    {
        var fields = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).FirstOrDefault(fields => fields[0] == name);
        return fields is null ? null : (uint.Parse(fields[2], CultureInfo.InvariantCulture), uint.Parse(fields[3], CultureInfo.InvariantCulture));
    }

    [DllImport("libc", EntryPoint = "chown", SetLastError = true)]
    private static extern int ChangeOwner([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint user, uint group);
}
