using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Hengjian.Governance.Persistence.Protection;

/// <summary>
/// Keys under <c>DIR/keys</c>, one file a purpose and institution, readable by the program's user alone. A file is written whole under a temporary name,
/// flushed and renamed, so a crash leaves either no key or a complete one.
/// </summary>
public sealed class KeyFolder(DatabaseSettings settings)
{
    private readonly ConcurrentDictionary<string, byte[]> _cache = new();
    private readonly Lock _creation = new();

    /// <summary>The bytes of the key named <paramref name="name"/>; made by <paramref name="create"/> when it does not exist yet.</summary>
    public byte[] GetOrCreate(string name, Func<byte[]> create)
    {
        if (_cache.TryGetValue(name, out var cached))
        {
            return cached;
        }

        lock (_creation)
        {
            var path = Path.Combine(settings.KeysDirectory, name);
            if (!File.Exists(path))
            {
                Write(path, create());
            }

            return _cache.GetOrAdd(name, File.ReadAllBytes(path));
        }
    }

    /// <summary>The key, or null where the file is absent: a copy of a folder without its keys must say so instead of making new ones.</summary>
    public byte[]? Find(string name)
    {
        if (_cache.TryGetValue(name, out var cached))
        {
            return cached;
        }

        var path = Path.Combine(settings.KeysDirectory, name);
        return File.Exists(path) ? _cache.GetOrAdd(name, File.ReadAllBytes(path)) : null;
    }

    /// <summary>A symmetric key of <paramref name="bytes"/> random bytes.</summary>
    public byte[] Symmetric(string purpose, Guid institution, int bytes = 32) =>
        GetOrCreate($"{purpose}-{institution:D}.key", () => RandomNumberGenerator.GetBytes(bytes));

    private static void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(temporary, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        // Another process may have made the same key meanwhile: the first one stays.
        try
        {
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
        }
    }
}
