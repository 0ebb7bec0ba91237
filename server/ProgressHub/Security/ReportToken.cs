using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ProgressHub.Security;

/// <summary>What whoever reports on an external job has to show. The text is given out once; only its hash is kept.</summary>
/// <param name="Text"><c>phr_</c> and 256 random bits.</param>
/// <param name="Hash">The SHA-256 of the text.</param>
internal sealed record ReportToken(string Text, ReadOnlyMemory<byte> Hash)
{
    public const string Prefix = "phr_";

    private const int SecretBytes = 32;

    public static ReportToken New()
    {
        var text = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        return new(text, HashOf(text));
    }

    /// <summary>The hash of what came in a header (RFC 6750, section 2.1); null where that is no report token.</summary>
    public static ReadOnlyMemory<byte>? OfHeader(string? authorization)
    {
        const string scheme = "Bearer ";
        return authorization?.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) is true
            && authorization.AsSpan(scheme.Length).Trim() is { Length: <= 128 } text && text.StartsWith(Prefix, StringComparison.Ordinal)
                ? HashOf(text.ToString())
                : default(ReadOnlyMemory<byte>?);
    }

    /// <summary>Nobody finds a token in a log.</summary>
    public override string ToString() => Prefix + "…";

    private static ReadOnlyMemory<byte> HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
