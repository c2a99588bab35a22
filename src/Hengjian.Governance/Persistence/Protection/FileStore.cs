using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Hengjian.Governance.Persistence.Protection;

/// <summary>
/// Received files, encrypted under <c>DIR/files</c> and named by the SHA-256 of their content (decisions.md 10). Form: 1 byte format (1), 8 random bytes, then frames of up to
/// 64 KiB, each AES-256-GCM under the institution's key with nonce = random bytes and frame number, and the last frame marked in its associated data, so that a
/// cut or reordered file does not open.
/// </summary>
public sealed class FileStore(DatabaseSettings settings, KeyFolder keys)
{
    private const byte Format = 1;
    private const int FrameLength = 64 * 1024;
    private const int TagLength = 16;
    private const int PrefixLength = 8;

    private readonly Lock _renaming = new();

    /// <summary>Stores the content and answers its hash (lower hex). The file is durable and whole under its name before this returns; storing it again changes nothing.</summary>
    public async Task<string> SaveAsync(Guid institution, Stream content, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(settings.FilesDirectory, institution.ToString("D"));
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, "." + RandomNumberGenerator.GetHexString(24, lowercase: true) + ".new");
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                await WriteAsync(institution, content, file, hash, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            var name = Convert.ToHexStringLower(hash.GetHashAndReset());
            lock (_renaming)
            {
                // Also where the file is there already: it is young again, so that the sweep leaves it to the act that is about to name it.
                File.Move(temporary, Path.Combine(folder, name), overwrite: true);
            }

            return name;
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Names of an institution's files that were stored longer ago than <paramref name="age"/>, with those that a stopped program left half written.</summary>
    public IReadOnlyList<string> OlderThan(Guid institution, TimeSpan age)
    {
        var folder = Path.Combine(settings.FilesDirectory, institution.ToString("D"));
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Where(f => IsOlder(f, age)).Select(f => Path.GetFileName(f)!)] : [];
    }

    /// <summary>Removes a file that nothing names, unless it was stored again meanwhile; true where it is gone.</summary>
    public bool Remove(Guid institution, string name, TimeSpan age)
    {
        var path = Path.Combine(settings.FilesDirectory, institution.ToString("D"), name);
        lock (_renaming)
        {
            if (!File.Exists(path) || !IsOlder(path, age))
            {
                return false;
            }

            File.Delete(path);
            return true;
        }
    }

    /// <summary>By the machine's own clock, whatever the program's says: the file system dates files by it.</summary>
    private static bool IsOlder(string path, TimeSpan age) => File.GetLastWriteTimeUtc(path) < TimeProvider.System.GetUtcNow().UtcDateTime - age;

    /// <summary>The content of a stored file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="CryptographicException">The file was altered.</exception>
    public async Task<byte[]> ReadAsync(Guid institution, string name, CancellationToken cancellationToken)
    {
        var stored = await File.ReadAllBytesAsync(Path.Combine(settings.FilesDirectory, institution.ToString("D"), name), cancellationToken);
        if (stored.Length < 1 + PrefixLength + TagLength || stored[0] != Format)
        {
            throw new CryptographicException("Not a stored file.");
        }

        using var aes = new AesGcm(keys.Symmetric("files", institution), TagLength);
        using var plain = new MemoryStream(stored.Length);
        var buffer = new byte[FrameLength];
        var at = 1 + PrefixLength;
        for (var frame = 0; ; frame++)
        {
            var length = Math.Min(FrameLength, stored.Length - at - TagLength);
            var last = at + length + TagLength == stored.Length;
            aes.Decrypt(
                Nonce(stored.AsSpan(1, PrefixLength), frame), stored.AsSpan(at, length), stored.AsSpan(at + length, TagLength), buffer.AsSpan(0, length), [last ? (byte)1 : (byte)0]);
            plain.Write(buffer, 0, length);
            at += length + TagLength;
            if (last)
            {
                return plain.ToArray();
            }
        }
    }

    private async Task WriteAsync(Guid institution, Stream content, FileStream file, IncrementalHash hash, CancellationToken cancellationToken)
    {
        var header = new byte[1 + PrefixLength];
        header[0] = Format;
        RandomNumberGenerator.Fill(header.AsSpan(1));
        await file.WriteAsync(header, cancellationToken);
        using var aes = new AesGcm(keys.Symmetric("files", institution), TagLength);
        var plain = new byte[FrameLength];
        var next = new byte[FrameLength];
        var sealedFrame = new byte[FrameLength + TagLength];
        var length = await content.ReadAtLeastAsync(plain, FrameLength, throwOnEndOfStream: false, cancellationToken);
        for (var frame = 0; ; frame++)
        {
            var following = length < FrameLength ? 0 : await content.ReadAtLeastAsync(next, FrameLength, throwOnEndOfStream: false, cancellationToken);
            hash.AppendData(plain, 0, length);
            aes.Encrypt(
                Nonce(header.AsSpan(1), frame), plain.AsSpan(0, length), sealedFrame.AsSpan(0, length), sealedFrame.AsSpan(length, TagLength), [following == 0 ? (byte)1 : (byte)0]);
            await file.WriteAsync(sealedFrame.AsMemory(0, length + TagLength), cancellationToken);
            if (following == 0)
            {
                return;
            }

            (plain, next, length) = (next, plain, following);
        }
    }

    private static byte[] Nonce(ReadOnlySpan<byte> prefix, int frame)
    {
        var nonce = new byte[12];
        prefix.CopyTo(nonce);
        BinaryPrimitives.WriteInt32BigEndian(nonce.AsSpan(PrefixLength), frame);
        return nonce;
    }
}
