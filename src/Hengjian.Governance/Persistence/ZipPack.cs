using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Hengjian.Governance.Persistence;

/// <summary>A file for a pack.</summary>
public sealed record PackedPart(string Name, byte[] Content);

/// <summary>A file in a pack, as the manifest lists it. <paramref name="Sha256"/> is lower hex.</summary>
public sealed record PackedFile(string Name, long Size, string Sha256);

/// <summary>
/// Packs files to be handed out: <c>manifest.json</c> first, with name, size and SHA-256 of every other file, then these in the order of their names. The same parts give the same
/// bytes, whenever they are packed.
/// </summary>
public static class ZipPack
{
    public const string Manifest = "manifest.json";

    /// <summary>The earliest instant that a ZIP entry can carry.</summary>
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static (byte[] Archive, IReadOnlyList<PackedFile> Files) Pack(IEnumerable<PackedPart> parts)
    {
        var ordered = parts.OrderBy(p => p.Name, StringComparer.Ordinal).ToList();
        var files = ordered.ConvertAll(p => new PackedFile(p.Name, p.Content.Length, Convert.ToHexStringLower(SHA256.HashData(p.Content))));
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, Manifest, JsonSerializer.SerializeToUtf8Bytes(new { files }, new JsonSerializerOptions(JsonColumn.Options) { WriteIndented = true }));
            foreach (var part in ordered)
            {
                Add(zip, part.Name, part.Content);
            }
        }

        return (bytes.ToArray(), files);
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Epoch;
        using var stream = entry.Open();
        stream.Write(content);
    }
}
