using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using Hengjian.IntegrationTests.Cases;

namespace Hengjian.IntegrationTests.Documents;

/// <summary>Small files of each kind, made here, and how they are sent.</summary>
internal static class SampleFiles
{
    private static int _numbers;

    /// <summary>A PDF that no other test has: its content holds a number.</summary>
    public static byte[] Pdf() => Encoding.ASCII.GetBytes($"%PDF-1.7\n% {Interlocked.Increment(ref _numbers)}\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n");

    public static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R'];

    public static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0];

    public static byte[] Package(string part, string contentType = "application/xml", params string[] more)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "[Content_Types].xml", $"<Types><Override PartName=\"/{part}\" ContentType=\"{contentType}\"/></Types>");
            foreach (var name in more.Prepend(part))
            {
                Write(zip, name, "<x/>");
            }
        }

        return bytes.ToArray();
    }

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Attaches a file; fields that are null are left out.</summary>
    public static async Task<Answer> AttachAsync(
        this HttpClient client, Guid? subject, byte[]? content, string? fileName = "证书.pdf", string? type = "application/pdf", string? kind = "department", string? title = "资质证书",
        string? category = "certificate", string? validFrom = null, string? validTo = null, string? key = null)
    {
        using var form = Form(subject, content, fileName, type, kind, title, category, validFrom, validTo);
        return await client.CallAsync(HttpMethod.Post, "documents", form, key is null ? [] : [("Idempotency-Key", key)]);
    }

    public static MultipartFormDataContent Form(
        Guid? subject, byte[]? content, string? fileName, string? type, string? kind, string? title, string? category, string? validFrom, string? validTo)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in new[]
        {
            ("subjectKind", kind), ("subjectId", subject?.ToString("D")), ("title", title), ("category", category), ("validFrom", validFrom), ("validTo", validTo),
        })
        {
            if (value is not null)
            {
                form.Add(new StringContent(value), name);
            }
        }

        if (content is not null)
        {
            var file = new ByteArrayContent(content);
            if (type is not null)
            {
                file.Headers.ContentType = new MediaTypeHeaderValue(type);
            }

            form.Add(file, "file", fileName!);
        }

        return form;
    }

    private static void Write(ZipArchive zip, string name, string text)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }
}
