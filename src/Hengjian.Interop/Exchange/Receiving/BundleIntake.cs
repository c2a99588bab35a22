using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Hengjian.Governance.Reporting.Bundles;

namespace Hengjian.Interop.Exchange.Receiving;

/// <summary>What a bundle came to: the receipts to send back, and the messages that have none, with the reason.</summary>
public sealed record BundleAnswer(IReadOnlyList<SignedReceipt> Receipts, IReadOnlyList<string> Problems);

/// <summary>Takes a bundle, as a zip or unpacked in a folder: the manifest must be signed by a trusted key, and each message must be the one that the manifest names.</summary>
public static class BundleIntake
{
    private sealed record Manifest(string? Format, IReadOnlyList<Line>? Messages);

    private sealed record Line(Guid? MessageId, string? File, string? Sha256, string? Signature);

    private sealed record Seal(string? Signature);

    /// <exception cref="InvalidDataException">It is no bundle, or nobody who is trusted signed it.</exception>
    public static BundleAnswer Take(ReportIntake intake, string path)
    {
        using var zip = Directory.Exists(path) ? null : Open(path);
        byte[]? Read(string name) => zip is null ? FromFolder(path, name) : FromZip(zip, name);
        var manifest = Read(ReportBundles.ManifestName) ?? throw new InvalidDataException($"there is no {ReportBundles.ManifestName}");
        var seal = Parse<Seal>(Read(ReportBundles.SignatureName) ?? throw new InvalidDataException($"there is no {ReportBundles.SignatureName}"));
        if (!intake.IsTrusted(manifest, seal?.Signature))
        {
            throw new InvalidDataException("no trusted key signed the manifest");
        }

        var receipts = new List<SignedReceipt>();
        var problems = new List<string>();
        foreach (var line in Parse<Manifest>(manifest)?.Messages ?? throw new InvalidDataException("the manifest cannot be read"))
        {
            if (line is not { MessageId: { } id, File: { } name, Sha256: { } hash } || Read(name) is not { } body)
            {
                problems.Add($"{line.MessageId:D} {line.File}: absent");
            }
            else if (Convert.ToHexStringLower(SHA256.HashData(body)) != hash)
            {
                problems.Add($"{id:D} {name}: not what the manifest names");
            }
            else if (intake.Take(id, body, line.Signature) is { Receipt: { } receipt })
            {
                receipts.Add(receipt);
            }
            else
            {
                problems.Add($"{id:D} {name}: not signed, unreadable, or known with another body");
            }
        }

        return new BundleAnswer(receipts, problems);
    }

    private static ZipArchive Open(string path)
    {
        try
        {
            return ZipFile.OpenRead(path);
        }
        catch (IOException exception)
        {
            throw new InvalidDataException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    private static byte[]? FromZip(ZipArchive zip, string name)
    {
        if (zip.GetEntry(name) is not { } entry)
        {
            return null;
        }

        using var content = new MemoryStream();
        using var stream = entry.Open();
        stream.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>Names come from outside: none may lead out of the folder.</summary>
    private static byte[]? FromFolder(string folder, string name)
    {
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        var file = Path.GetFullPath(Path.Combine(root, name));
        return file.StartsWith(root, StringComparison.Ordinal) && File.Exists(file) ? File.ReadAllBytes(file) : null;
    }

    private static T? Parse<T>(byte[] json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, ReportIntake.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
