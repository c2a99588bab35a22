using System.Text;
using System.Text.Json.Nodes;
using Hengjian.Cli.Methods;

namespace Hengjian.Tests.Methods;

/// <summary>Runs <c>hengjian methods</c> in this process.</summary>
internal static class MethodsCli
{
    public static CliRun Run(params string[] args)
    {
        using var stdout = new StringWriter { NewLine = "\n" };
        using var stderr = new StringWriter { NewLine = "\n" };
        var exit = MethodsCommand.Run(args, stdout, stderr);
        return new CliRun(exit, stdout.ToString(), stderr.ToString());
    }

    /// <summary>Runs a command line that starts with the method, with <c>--data</c> naming a file of the given CSV text.</summary>
    public static CliRun RunOn(string csv, string commandLine)
    {
        using var file = new TemporaryCsv(csv);
        return Run([.. CommandLine.Split(commandLine), "--data", file.Path]);
    }

    /// <summary>As <see cref="RunOn"/>, and the run must succeed.</summary>
    public static JsonObject ResultOn(string csv, string commandLine) => RunOn(csv, commandLine).Result();
}

/// <summary>What a run of the command left.</summary>
internal sealed record CliRun(int Exit, string Stdout, string Stderr)
{
    /// <summary>The document; the run must have succeeded.</summary>
    public JsonObject Result()
    {
        Exit.ShouldBe(0, Stderr);
        Stderr.ShouldBeEmpty();
        return JsonNode.Parse(Stdout)!.AsObject();
    }

    /// <summary>The run must have failed with this exit code, an empty standard output, and this text in its message.</summary>
    public void ShouldFail(int exit, string message)
    {
        Stderr.ShouldContain(message, Case.Sensitive);
        Exit.ShouldBe(exit, Stderr);
        Stdout.ShouldBeEmpty();
    }
}

/// <summary>A CSV file that lives as long as the test.</summary>
internal sealed class TemporaryCsv : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("hengjian").FullName;

    public TemporaryCsv(string text)
        : this(Encoding.UTF8.GetBytes(text))
    {
    }

    public TemporaryCsv(byte[] bytes)
    {
        Path = System.IO.Path.Combine(folder, "data.csv");
        File.WriteAllBytes(Path, bytes);
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}

/// <summary>Cuts a command line into arguments as a shell does: blanks separate, quotes group.</summary>
internal static class CommandLine
{
    public static string[] Split(string line)
    {
        var arguments = new List<string>();
        var current = new StringBuilder();
        char? quote = null;
        var open = false;
        foreach (var c in line)
        {
            if (c == quote)
            {
                quote = null;
            }
            else if (quote is null && c is '"' or '\'')
            {
                quote = c;
                open = true;
            }
            else if (quote is null && char.IsWhiteSpace(c))
            {
                if (open || current.Length > 0)
                    arguments.Add(current.ToString());
                current.Clear();
                open = false;
            }
            else
            {
                current.Append(c);
            }
        }

        if (open || current.Length > 0)
            arguments.Add(current.ToString());
        return [.. arguments];
    }
}
