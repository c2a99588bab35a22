using System.Text.Encodings.Web;
using System.Text.Json;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Quality.ReaderStudies;

namespace Hengjian.Cli.Import;

/// <summary><c>hengjian import reader-study</c>: imports a reader study, while the application runs or not, and prints one JSON document. Exit 0 done, 2 refused.</summary>
internal static class ImportCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    public static Task<int> RunAsync(string[] arguments, TextWriter stdout, TextWriter stderr) => AccessVerb.RunAsync("import", stderr, async () =>
    {
        if (arguments is not ["reader-study", var file, .. var rest] || file.StartsWith("--", StringComparison.Ordinal))
        {
            throw new BadCommandException("say import reader-study FILE --data DIR --map MAP.json [--institution …]");
        }

        var options = VerbOptions.Parse(rest, "--data", "--map", "--institution");
        var map = Require(StudyMap.Parse(await ReadAsync(options.Require("--map"))));
        var content = await ReadAsync(file);
        await using var folder = await DataFolder.OpenAsync(options.Require("--data"), create: false);
        var institution = await CommandInstitution.FindAsync(folder, options.Find("--institution"));
        using var interrupted = new CancellationTokenSource();
        ConsoleCancelEventHandler onInterrupt = (_, pressed) =>
        {
            pressed.Cancel = true;
            interrupted.Cancel();
        };
        Console.CancelKeyPress += onInterrupt;
        try
        {
            var context = new WriteRequest(Caller.System(institution.Id) with { Name = "hengjian import" });
            var report = Require(await folder.Get<ImportReaderStudy>().HandleAsync(
                new StudyFile(Path.GetFileName(file), content), map, context, progress: null, interrupted.Token));
            await stdout.WriteLineAsync(Write(report));
        }
        finally
        {
            Console.CancelKeyPress -= onInterrupt;
        }
    });

    /// <summary>The document of interfaces.md, with the code of each reason beside its text.</summary>
    internal static string Write(ImportReport report) => JsonSerializer.Serialize(
        new
        {
            deployments = report.Deployments.Select(d => new { d.Group, d.Id, d.Name }),
            report.Cases,
            report.Readings,
            rejected = report.Rejected.Select(r => new { r.Row, r.Column, reason = ImportTexts.Of(r.Code, r.Arguments, "en"), r.Code }),
            report.RejectedCount,
            warnings = report.Warnings.Select(w => ImportTexts.Of(w.Code, w.Arguments, "en")),
            report.AlreadyImported,
        },
        Json);

    private static async Task<byte[]> ReadAsync(string path)
    {
        try
        {
            if (new FileInfo(path).Length > StudyFile.Largest)
            {
                throw new BadCommandException($"{path} is too large");
            }

            return await File.ReadAllBytesAsync(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadCommandException($"{path} cannot be read: {exception.Message}");
        }
    }

    private static T Require<T>(Outcome<T> outcome) => outcome.Refusal switch
    {
        null => outcome.Value!,
        Invalid invalid => throw new BadCommandException(string.Join("; ", invalid.Errors.Select(e => $"{e.Field}: {ImportTexts.Of(e.Code, e.Arguments, "en")}"))),
        Conflict conflict => throw new BadCommandException(ImportTexts.Of(conflict.Code, conflict.Arguments ?? new Dictionary<string, string>(), "en")),
        var refusal => throw new BadCommandException(refusal.ToString()),
    };
}

/// <summary>Which institution a command is for.</summary>
internal static class CommandInstitution
{
    /// <summary>The one named by id, credit code or name; without a name the only one there is.</summary>
    /// <exception cref="BadCommandException">None is meant, or more than one may be.</exception>
    public static async Task<InstitutionName> FindAsync(DataFolder folder, string? asked)
    {
        var all = await folder.Get<IInstitutionRegister>().AllAsync(CancellationToken.None);
        return all.Named(asked) ?? throw new BadCommandException(
            all.Count == 0 ? "there is no institution yet" : "--institution must name one of: " + string.Join(", ", all.Select(i => i.Name)));
    }
}
