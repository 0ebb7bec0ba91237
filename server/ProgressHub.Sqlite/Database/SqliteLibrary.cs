using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace ProgressHub.Sqlite.Database;

/// <summary>Chooses the SQLite that runs: the operating system's where it is newer than the one in the package, so that its security patches count.</summary>
internal static unsafe class SqliteLibrary
{
    private const string Bundled = "e_sqlite3";
    private const string OfSystem = "libsqlite3.so.0";

    private static readonly Lazy<string> Chosen = new(Choose);

    /// <summary>Loads SQLite once and tells which and from where.</summary>
    public static string Load() => Chosen.Value;

    private static string Choose()
    {
        var source = "the package";
        // Calls are bound one by one: a library that is in use already must not be mixed with another.
        var unused = !IsInUse();
        if (unused && OperatingSystem.IsLinux() && NativeLibrary.TryLoad(OfSystem, out var system))
        {
            var provider = typeof(SQLite3Provider_e_sqlite3).Assembly;
            if (VersionOf(system) > BundledVersion(provider) && TryRedirect(provider, system))
            {
                source = $"the system ({OfSystem})";
            }
        }

        Batteries_V2.Init();
        if (unused)
        {
            // Counting every allocation takes a lock that all connections share, and nobody reads the count.
            raw.sqlite3_shutdown();
            raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
            raw.sqlite3_initialize();
        }

        return $"{raw.sqlite3_libversion().utf8_to_string()} of {source}";
    }

    private static bool IsInUse()
    {
        try
        {
            raw.GetNativeLibraryName();
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    private static bool TryRedirect(Assembly provider, nint system)
    {
        try
        {
            NativeLibrary.SetDllImportResolver(provider, (name, _, _) => name == Bundled ? system : 0);
            return true;
        }
        catch (InvalidOperationException)
        {
            // The app has chosen already, and it is the app's choice to make.
            return false;
        }
    }

    private static int BundledVersion(Assembly provider) =>
        NativeLibrary.TryLoad(Bundled, provider, null, out var bundled) ? VersionOf(bundled) : 0;

    private static int VersionOf(nint library) =>
        NativeLibrary.TryGetExport(library, "sqlite3_libversion_number", out var call) ? ((delegate* unmanaged[Cdecl]<int>)call)() : 0;
}
