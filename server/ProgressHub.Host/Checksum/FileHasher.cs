using System.Buffers;
using System.Security.Cryptography;
using ProgressHub.Host.Files;

namespace ProgressHub.Host.Checksum;

/// <summary>Hashes one file after the other with SHA-256 through one pooled buffer.</summary>
internal sealed class FileHasher : IDisposable
{
    // A read and the hash of as much take a few milliseconds, which is how long a cancel waits.
    private const int BlockBytes = 1 << 20;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BlockBytes);
    private readonly byte[] _digest = new byte[SHA256.HashSizeInBytes];

    /// <summary>Hashes a file as far as it goes; the digest is valid until the next call.</summary>
    /// <param name="path">An absolute path without links.</param>
    /// <param name="passed">Is told of every block how many bytes it has.</param>
    /// <param name="ct">Ends the work after the current block.</param>
    public async Task<FileHash> HashAsync(string path, Action<long> passed, CancellationToken ct)
    {
        using var handle = RegularFile.TryOpen(path, out var reason);
        if (handle is null)
        {
            return new(default, 0, reason);
        }

        var bytes = 0L;
        try
        {
            int read;
            while ((read = await RandomAccess.ReadAsync(handle, _buffer, bytes, ct)) > 0)
            {
                ct.ThrowIfCancellationRequested();
                _hash.AppendData(_buffer, 0, read);
                bytes += read;
                passed(read);
            }
        }
        catch (Exception e) when (FileTrouble.IsExpected(e))
        {
            _hash.GetHashAndReset(_digest);
            return new(default, bytes, FileTrouble.Reason(e));
        }

        _hash.GetHashAndReset(_digest);
        return new(_digest, bytes, null);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _hash.Dispose();
    }
}
