using System.Runtime.InteropServices;
using System.Text;
using ProgressHub.Host.Files;

namespace ProgressHub.Tests.Host;

/// <summary>A data root in a temporary folder that also has something outside of the root.</summary>
internal sealed class TempRoot : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("progresshub-").FullName;

    public TempRoot()
    {
        Outside = Directory.CreateDirectory(Path.Join(_folder, "outside")).FullName;
        File.WriteAllText(Path.Join(Outside, "secret.txt"), "secret");
        Root = new DataRoot(Path.Join(_folder, "root"));
    }

    public DataRoot Root { get; }

    public string Outside { get; }

    public string At(string relative) => Path.Join(Root.FullPath, relative);

    public string Write(string relative, string text) => Write(relative, Encoding.UTF8.GetBytes(text));

    public string Write(string relative, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(relative))!);
        File.WriteAllBytes(At(relative), bytes);
        return relative;
    }

    public void Link(string relative, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(relative))!);
        File.CreateSymbolicLink(At(relative), target);
    }

    public void Pipe(string relative) => MakeFifo(At(relative), 0b110_000_000).ShouldBe(0);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [DllImport("libc", EntryPoint = "mkfifo", SetLastError = true)]
    private static extern int MakeFifo([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);
}
