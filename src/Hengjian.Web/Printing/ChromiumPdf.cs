using System.Diagnostics;
using System.Text;
using Hengjian.Governance.Kernel;

namespace Hengjian.Web.Printing;

/// <summary>Turns a self-contained HTML document into PDF.</summary>
internal interface IPdfPrinter
{
    /// <summary>Why the machine cannot print at all; null: it can.</summary>
    Conflict? Missing { get; }

    /// <summary>The PDF; a <see cref="Conflict"/> where the machine cannot print.</summary>
    Task<Outcome<byte[]>> PrintAsync(string html, CancellationToken cancellationToken);
}

/// <summary>
/// Prints with a headless Chromium: the program named by the setting <c>pdf:chromium</c>, else the first of the usual names on the path. It gets one file, no network
/// and a minute of time.
/// </summary>
internal sealed class ChromiumPdf(IConfiguration configuration, ILogger<ChromiumPdf> log) : IPdfPrinter, IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>Each print is a browser of its own, with its memory: more wait for their turn.</summary>
    private const int AtOneTime = 2;

    private readonly SemaphoreSlim _turns = new(AtOneTime);

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];

    public void Dispose() => _turns.Dispose();

    public Conflict? Missing => Find() is null ? new Conflict("lifeCycle.noChromium") : null;

    public async Task<Outcome<byte[]>> PrintAsync(string html, CancellationToken cancellationToken)
    {
        if (Find() is not { } program)
        {
            return new Conflict("lifeCycle.noChromium");
        }

        await _turns.WaitAsync(cancellationToken);
        try
        {
            return await PrintAsync(program, html, cancellationToken);
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task<Outcome<byte[]>> PrintAsync(string program, string html, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("hengjian-print-");
        try
        {
            var (page, pdf) = (Path.Combine(folder.FullName, "page.html"), Path.Combine(folder.FullName, "page.pdf"));
            await File.WriteAllTextAsync(page, html, Encoding.UTF8, cancellationToken);
            await RunAsync(program, folder.FullName, page, pdf, cancellationToken);
            return File.Exists(pdf) ? await File.ReadAllBytesAsync(pdf, cancellationToken) : new Conflict("lifeCycle.printFailed");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task RunAsync(string program, string folder, string page, string pdf, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        string[] arguments =
        [
            "--headless", "--disable-gpu", "--disable-extensions", "--disable-background-networking", "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND",
            "--user-data-dir=" + Path.Combine(folder, "profile"), "--no-pdf-header-footer", "--print-to-pdf=" + pdf,
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (Environment.IsPrivilegedProcess)
        {
            // Chromium does not start its sandbox as root; an installation runs under an account of its own.
            start.ArgumentList.Add("--no-sandbox");
        }

        start.ArgumentList.Add(new Uri(page).AbsoluteUri);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The printing program did not start.");
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(Longest);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(time.Token);
            _ = await process.StandardOutput.ReadToEndAsync(time.Token);
            await process.WaitForExitAsync(time.Token);
            if (process.ExitCode != 0)
            {
                log.LogWarning("Printing ended with {Code}: {Errors}", process.ExitCode, await errors);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogWarning("Printing took longer than {Longest} and was ended.", Longest);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private string? Find()
    {
        if (configuration["pdf:chromium"] is { Length: > 0 } set)
        {
            return File.Exists(set) ? set : null;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name + suffix))).FirstOrDefault(File.Exists);
    }
}
