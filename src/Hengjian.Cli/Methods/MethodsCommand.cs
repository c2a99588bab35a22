using System.Text.Json.Nodes;
using Hengjian.Methods.Common;

namespace Hengjian.Cli.Methods;

/// <summary>
/// <c>hengjian methods</c>: runs one method of the numeric engine on a CSV file. On success it writes one JSON document to standard
/// output; otherwise standard output stays empty and standard error says what is wrong.
/// </summary>
internal static class MethodsCommand
{
    const int Done = 0;
    const int Undefined = 1;
    const int BadInput = 2;

    /// <summary>Runs the command.</summary>
    /// <param name="args">What follows <c>hengjian methods</c>.</param>
    /// <param name="stdout">Receives the document, the list or the help.</param>
    /// <param name="stderr">Receives the message when the exit code is not 0.</param>
    /// <returns>0 done, 1 well-formed but undefined, 2 bad input.</returns>
    internal static int Run(string[] args, TextWriter stdout, TextWriter stderr) => Run(args, stdout, stderr, CancellationToken.None);

    /// <inheritdoc cref="Run(string[], TextWriter, TextWriter)"/>
    internal static int Run(string[] args, TextWriter stdout, TextWriter stderr, CancellationToken cancellation)
    {
        switch (args)
        {
            case []:
                stderr.Write(MethodsHelp.Usage());
                return BadInput;
            case ["--list"]:
                stdout.Write(MethodsHelp.List());
                return Done;
            case ["--help" or "-h"]:
                stdout.Write(MethodsHelp.Usage());
                return Done;
        }

        var method = MethodCatalogue.All.FirstOrDefault(candidate => candidate.Name == args[0]);
        if (method is null)
        {
            stderr.WriteLine($"hengjian methods: unknown method, \"{args[0]}\"; --list names them");
            return BadInput;
        }

        if (args.Length > 1 && args.Any(argument => argument is "--help" or "-h"))
        {
            stdout.Write(MethodsHelp.Of(method));
            return Done;
        }

        return Run(method, args.AsSpan(1), stdout, stderr, cancellation);
    }

    static int Run(IMethod method, ReadOnlySpan<string> arguments, TextWriter stdout, TextWriter stderr, CancellationToken cancellation)
    {
        string? file = null;
        var data = DataTable.Empty;
        try
        {
            var options = OptionValues.Parse(method, arguments);
            file = options.DataFile;
            if (file is not null)
                data = ReadData(method, options, file);
            var result = method.Run(new MethodInput(options, data, cancellation));
            stdout.WriteLine(ResultWriter.Write(WithPreamble(method, options, data, result)));
            return Done;
        }
        catch (OptionException problem)
        {
            stderr.WriteLine($"hengjian methods {method.Name}: {problem.Message}");
            return BadInput;
        }
        catch (DataFileException problem)
        {
            stderr.WriteLine($"{file}: {Place(problem.Line, problem.Column)}{problem.Problem}");
            return BadInput;
        }
        catch (BadInputException problem)
        {
            int? line = problem.Row is { } row && row <= data.RowCount ? data.Line(row - 1) : null;
            stderr.WriteLine($"{file ?? $"hengjian methods {method.Name}"}: {Place(line, problem.Column)}{problem.Message}");
            return BadInput;
        }
        catch (UndefinedResultException problem)
        {
            stderr.WriteLine($"{file ?? $"hengjian methods {method.Name}"}: undefined: {problem.Message}");
            return Undefined;
        }
    }

    static DataTable ReadData(IMethod method, OptionValues options, string file)
    {
        var data = DataTable.Read(file, header => method.Columns(options, header), method.Missing);
        if (data.RowCount == 0)
            throw new DataFileException($"no data rows, all {data.DroppedCount} have missing values");
        if (data.RowCount < method.MinimumRows)
            throw new DataFileException($"too few rows, {data.RowCount} where {method.MinimumRows} are needed");
        return data;
    }

    static JsonObject WithPreamble(IMethod method, OptionValues options, DataTable data, JsonObject result)
    {
        var document = new JsonObject
        {
            ["method"] = method.Name,
            ["options"] = options.ToJson(),
            ["n"] = data.RowCount,
            ["n_dropped"] = data.DroppedCount,
        };
        foreach (var (name, _) in result.ToList())
        {
            var node = result[name];
            result.Remove(name);
            document[name] = node;
        }

        return document;
    }

    static string Place(int? line, string? column) => (line, column) switch
    {
        ({ } l, { } c) => $"row {l}, column \"{c}\": ",
        ({ } l, null) => $"row {l}: ",
        (null, { } c) => $"column \"{c}\": ",
        _ => "",
    };
}
