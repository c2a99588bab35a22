using System.Diagnostics;
using System.Net;

namespace Hengjian.IntegrationTests.Fixture;

/// <summary>Files that Chromium printed, and what stands in them.</summary>
internal static class PdfFile
{
    /// <summary>Text of the PDF at a path of the API, without spaces and line breaks; skips the test where this machine cannot print or read it.</summary>
    public static async Task<string> TextAsync(HttpClient client, string path)
    {
        Require("chromium", "pdftotext");
        using var request = new HttpRequestMessage(HttpMethod.Get, Cases.Calls.Root + path);
        request.Headers.AcceptLanguage.ParseAdd("zh-CN");
        using var answer = await client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        var pdf = await answer.Content.ReadAsByteArrayAsync();
        pdf.AsSpan(0, 5).ToArray().ShouldBe("%PDF-"u8.ToArray());
        var folder = Directory.CreateTempSubdirectory("hengjian-pdf-");
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "made.pdf"), pdf);
            return Plain(await RunAsync(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static string Plain(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static void Require(params string[] programs)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (programs.Any(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program)))))
        {
            Assert.Skip(string.Join(", ", programs) + " are needed.");
        }
    }

    private static async Task<string> RunAsync(string folder)
    {
        using var process = Process.Start(new ProcessStartInfo("pdftotext", ["-enc", "UTF-8", "made.pdf", "-"]) { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
        return output;
    }
}
