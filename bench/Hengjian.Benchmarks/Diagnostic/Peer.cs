using System.Diagnostics;
using System.Globalization;

namespace Hengjian.Benchmarks.Diagnostic;

/// <summary>A script of another system, run on the same cases in the same session. It prints its seconds and its results, one number a line.</summary>
/// <param name="Name">As the results name it.</param>
/// <param name="Program">The interpreter; the first candidate that runs.</param>
/// <param name="Switch">What makes the interpreter take a script as its argument.</param>
/// <param name="Script">Reads truth.bin, a.bin and b.bin in its working folder.</param>
internal sealed record Peer(string Name, IReadOnlyList<string> Program, string Switch, string Script)
{
    /// <summary>The numbers that the script printed, or null where the peer is not installed.</summary>
    public double[]? Run(string folder)
    {
        foreach (var program in Program)
        {
            try
            {
                using var process = Process.Start(new ProcessStartInfo(program, [Switch, Script])
                {
                    UseShellExecute = false,
                    WorkingDirectory = folder,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                })!;
                var errors = process.StandardError.ReadToEndAsync();
                var output = process.StandardOutput.ReadToEnd();
                process.WaitForExit();
                if (process.ExitCode == 0)
                    return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
                Console.Error.WriteLine($"{program}: {errors.Result.Trim()}");
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // Not installed under this name.
            }
        }
        return null;
    }
}
