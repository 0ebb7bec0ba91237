using System.Text;
using Microsoft.Win32.SafeHandles;
using Spectre.Console;

namespace ProgressHub.Cli.Serving;

/// <summary>Where output goes: data to stdout, everything for people to stderr. Either may be a screen or not.</summary>
internal sealed class Screen : IDisposable
{
    public Screen(bool hasColor)
    {
        HasOut = !Console.IsOutputRedirected;
        HasErr = !Console.IsErrorRedirected;
        Out = Make(Console.Out, HasOut, hasColor);
        Err = Make(Console.Error, HasErr, hasColor);
        Data = new StreamWriter(OpenOut(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true, NewLine = "\n" };
    }

    /// <summary>Whether a person sees stdout.</summary>
    public bool HasOut { get; }

    /// <summary>Whether a person sees stderr.</summary>
    public bool HasErr { get; }

    /// <summary>Whether bars can be drawn over on stderr.</summary>
    public bool CanRedraw => HasErr && Err.Profile.Capabilities.Ansi;

    /// <summary>Stdout for people: tables.</summary>
    public IAnsiConsole Out { get; }

    /// <summary>Stderr: bars and sentences.</summary>
    public IAnsiConsole Err { get; }

    /// <summary>Stdout as it is. A write throws an <see cref="IOException"/> once nobody reads it any more.</summary>
    public TextWriter Data { get; }

    /// <summary>Stdout byte by byte. A write throws an <see cref="IOException"/> once nobody reads it any more.</summary>
    /// <remarks>The console's own stream swallows the end of a pipe, so that <c>watch | head</c> would go on for ever; a file's keeps a position of its own, so that the next command in a script would write over ours.</remarks>
    public static Stream OpenOut()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.OpenStandardOutput();
        }

        var file = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return file.CanSeek ? Console.OpenStandardOutput() : file;
    }

    public void Dispose()
    {
        try
        {
            Data.Dispose();
        }
        catch (IOException)
        {
            // Nobody reads it any more; that was told where it was written.
        }
    }

    private static IAnsiConsole Make(TextWriter writer, bool isScreen, bool hasColor) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(writer),
        Ansi = isScreen ? AnsiSupport.Detect : AnsiSupport.No,
        ColorSystem = isScreen && hasColor ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        Interactive = InteractionSupport.No,
        // Build servers are no screens, whatever colours they show.
        Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
    });
}
