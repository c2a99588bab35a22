using System.IO.Compression;
using System.Text;
using System.Text.Unicode;

namespace Hengjian.Governance.Documents.Formats;

/// <summary>What the content of a file is; <paramref name="Format"/> is null where it may not be attached, and <paramref name="Problem"/> says why (a message code).</summary>
internal readonly record struct Sniffed(DocumentFormat? Format, string? Problem);

/// <summary>
/// Tells by its content what a file is. Only forms that a viewer shows without running anything are taken: PDF, PNG, JPEG, Word and Excel without macros (zip packages of
/// ISO/IEC 29500-2), and plain text in UTF-8.
/// </summary>
internal static class DocumentSniffer
{
    private const int Head = 1024;
    private const int MostEntries = 20_000;
    private const int LongestContentTypes = 1 << 20;

    private static readonly byte[] PngHead = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly byte[] ZipHead = [(byte)'P', (byte)'K', 3, 4];

    /// <summary>Beginnings of programs: DOS and Windows, ELF, Mach-O and Java, scripts with an interpreter line.</summary>
    private static readonly byte[][] ProgramHeads =
        [[.. "MZ"u8], [0x7F, .. "ELF"u8], [0xCA, 0xFE, 0xBA, 0xBE], [0xFE, 0xED, 0xFA, 0xCE], [0xFE, 0xED, 0xFA, 0xCF], [0xCE, 0xFA, 0xED, 0xFE], [0xCF, 0xFA, 0xED, 0xFE], [.. "#!"u8]];

    /// <summary>Markup that a browser would run when it is opened as a page.</summary>
    private static readonly string[] Markup = ["<!doctype", "<html", "<head", "<body", "<script", "<svg", "<?xml", "<iframe", "<object", "<embed"];

    /// <summary>Entries of a package that hold code.</summary>
    private static readonly string[] CodeEntries = ["vbaproject.bin", "vbadata.xml", ".exe", ".dll", ".js", ".vbs", ".ps1", ".bat", ".cmd", ".com", ".scr"];

    /// <param name="content">Seekable; read from its beginning and left anywhere.</param>
    /// <param name="extension">Tells CSV from other text: nothing in the content does.</param>
    public static async Task<Sniffed> SniffAsync(Stream content, string extension, CancellationToken cancellationToken)
    {
        content.Position = 0;
        var head = new byte[Head];
        var length = await content.ReadAtLeastAsync(head, Head, throwOnEndOfStream: false, cancellationToken);
        content.Position = 0;
        var start = head.AsMemory(0, length);
        if (length == 0)
        {
            return new Sniffed(null, "document.empty");
        }

        if (ProgramHeads.Any(p => start.Span.StartsWith(p)))
        {
            return new Sniffed(null, "document.program");
        }

        return start.Span switch
        {
            var s when s.StartsWith("%PDF-"u8) => new Sniffed(DocumentFormat.Pdf, null),
            var s when s.StartsWith(PngHead) => new Sniffed(DocumentFormat.Png, null),
            [0xFF, 0xD8, 0xFF, ..] => new Sniffed(DocumentFormat.Jpeg, null),
            var s when s.StartsWith(ZipHead) => await PackageAsync(content, cancellationToken),
            _ => await TextAsync(content, extension, cancellationToken),
        };
    }

    private static async Task<Sniffed> PackageAsync(Stream content, CancellationToken cancellationToken)
    {
        try
        {
            await using var package = await ZipArchive.CreateAsync(content, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
            if (package.Entries.Count > MostEntries || package.GetEntry("[Content_Types].xml") is not { Length: <= LongestContentTypes } types)
            {
                return new Sniffed(null, "document.typeNotAccepted");
            }

            if (package.Entries.Any(e => CodeEntries.Any(code => e.FullName.EndsWith(code, StringComparison.OrdinalIgnoreCase))) || await SaysMacrosAsync(types, cancellationToken))
            {
                return new Sniffed(null, "document.macros");
            }

            return package.GetEntry("word/document.xml") is not null ? new Sniffed(DocumentFormat.Word, null)
                : package.GetEntry("xl/workbook.xml") is not null ? new Sniffed(DocumentFormat.Excel, null)
                : new Sniffed(null, "document.typeNotAccepted");
        }
        catch (InvalidDataException)
        {
            return new Sniffed(null, "document.damaged");
        }
    }

    /// <summary>Reads no more than an honest list of types needs: the length that the archive states may be a lie.</summary>
    private static async Task<bool> SaysMacrosAsync(ZipArchiveEntry types, CancellationToken cancellationToken)
    {
        await using var stream = await types.OpenAsync(cancellationToken);
        var bytes = new byte[LongestContentTypes];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return text.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) || text.Contains("vbaProject", StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<Sniffed> TextAsync(Stream content, string extension, CancellationToken cancellationToken)
    {
        var bytes = new byte[64 * 1024];
        var carried = 0;
        var first = true;
        while (true)
        {
            var length = carried + await content.ReadAtLeastAsync(bytes.AsMemory(carried), bytes.Length - carried, throwOnEndOfStream: false, cancellationToken);
            var last = length < bytes.Length;
            // A character cut by the end of the buffer is looked at with the next one.
            var whole = last ? length : length - Unfinished(bytes.AsSpan(0, length));
            if (!IsText(bytes.AsSpan(0, whole)))
            {
                return new Sniffed(null, "document.typeNotAccepted");
            }

            if (first && IsMarkup(bytes.AsSpan(0, Math.Min(whole, Head))))
            {
                return new Sniffed(null, "document.markup");
            }

            if (last)
            {
                return new Sniffed(extension == "csv" ? DocumentFormat.Csv : DocumentFormat.Text, null);
            }

            first = false;
            carried = length - whole;
            bytes.AsSpan(whole, carried).CopyTo(bytes);
        }
    }

    private static bool IsText(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes) && OnlyLineControls(bytes);

    private static bool OnlyLineControls(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            if (b is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f') or 0x7F)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsMarkup(ReadOnlySpan<byte> head)
    {
        var text = Encoding.UTF8.GetString(head);
        return Markup.Any(m => text.Contains(m, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Bytes at the end that begin a character which goes on in the next buffer.</summary>
    private static int Unfinished(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var b = bytes[^back];
            if ((b & 0xC0) != 0x80)
            {
                var needed = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : b >= 0xC0 ? 2 : 1;
                return needed > back ? back : 0;
            }
        }

        return 0;
    }
}
