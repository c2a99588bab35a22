using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Hengjian.Tests.Dicom;

/// <summary>The Debian package dcmtk, another reader of the same files: what it says is what ours is held against.</summary>
internal static class Dcmtk
{
    /// <summary>Runs a tool and gives its standard output; skips the running test where the tool is not installed.</summary>
    public static DcmtkRun Run(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.Latin1,
        };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = Encoding.Latin1.GetBytes(process.StandardOutput.ReadToEnd());
            process.WaitForExit();
            return new(process.ExitCode, output, errors.GetAwaiter().GetResult());
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{tool} is not installed (Debian package dcmtk).");
            throw;
        }
    }
}

internal sealed record DcmtkRun(int Exit, byte[] Output, string Errors)
{
    /// <summary>The standard output as UTF-8; the run must have succeeded.</summary>
    public string Text()
    {
        Exit.ShouldBe(0, Errors);
        return Encoding.UTF8.GetString(Output);
    }
}

/// <summary>A file that lives as long as the test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(byte[] bytes)
    {
        Path = System.IO.Path.GetTempFileName();
        File.WriteAllBytes(Path, bytes);
    }

    public string Path { get; }

    public void Dispose() => File.Delete(Path);
}
