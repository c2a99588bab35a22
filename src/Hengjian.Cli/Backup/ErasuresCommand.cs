using System.Globalization;
using Hengjian.Governance.Retention.Erasing;

namespace Hengjian.Cli.Backup;

/// <summary>
/// <c>hengjian erasures export --data DIR --to FILE</c>: the erasures of an installation in ids, to be kept apart from its backups. <c>erasures apply --data DIR --from FILE|DIR</c>: carries out
/// again what a backup brought back, from such a list or from another installation's folder.
/// </summary>
internal static class ErasuresCommand
{
    public static Task<int> RunAsync(string[] arguments, TextWriter stdout, TextWriter stderr) => AccessVerb.RunAsync("erasures", stderr, () => arguments switch
    {
        ["export", .. var rest] => ExportAsync(VerbOptions.Parse(rest, "--data", "--to"), stdout),
        ["apply", .. var rest] => ApplyAsync(VerbOptions.Parse(rest, "--data", "--from"), stdout),
        _ => throw new BadCommandException("say export or apply"),
    });

    /// <summary>The lines of a list, or of the installation in a folder.</summary>
    /// <exception cref="BadCommandException">There is neither.</exception>
    public static async Task<string> ReadAsync(string source)
    {
        if (File.Exists(source))
        {
            return await File.ReadAllTextAsync(source);
        }

        if (!Directory.Exists(source))
        {
            throw new BadCommandException($"there is no list of erasures and no installation at {source}");
        }

        await using var folder = await DataFolder.OpenAsync(source, create: false);
        var lines = new StringWriter(CultureInfo.InvariantCulture);
        await folder.Get<ErasureList>().ExportAsync(lines, CancellationToken.None);
        return lines.ToString();
    }

    /// <exception cref="BadCommandException">The list is none, or another installation's: nothing was applied.</exception>
    public static async Task ApplyAsync(string data, string lines, TextWriter stdout)
    {
        await using var folder = await DataFolder.OpenAsync(data, create: false);
        ErasuresApplied done;
        try
        {
            done = await folder.Get<ErasureList>().ApplyAsync(new StringReader(lines), CancellationToken.None);
        }
        catch (FormatException exception)
        {
            throw new BadCommandException($"the list of erasures is not one of this installation: {exception.Message}");
        }

        await stdout.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{done.Applied} erasures applied again, {done.Cases} cases emptied; {done.Known} were known{(done.Elsewhere > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {done.Elsewhere} of institutions that are not here") : "")}"));
        if (!done.Purged)
        {
            await stdout.WriteLineAsync("the database is in use: it is written anew by the application within minutes");
        }
    }

    private static async Task ExportAsync(VerbOptions options, TextWriter stdout)
    {
        var target = options.Require("--to");
        if (File.Exists(target))
        {
            throw new BadCommandException($"{target} exists already");
        }

        await using var folder = await DataFolder.OpenAsync(options.Require("--data"), create: false);
        int count;
        await using (var file = new StreamWriter(new FileStream(target, FileMode.CreateNew, FileAccess.Write)) { NewLine = "\n" })
        {
            count = await folder.Get<ErasureList>().ExportAsync(file, CancellationToken.None);
        }

        await stdout.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count} erasures in {target}"));
    }

    private static async Task ApplyAsync(VerbOptions options, TextWriter stdout) => await ApplyAsync(options.Require("--data"), await ReadAsync(options.Require("--from")), stdout);
}
