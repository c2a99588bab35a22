using System.Globalization;
using System.IO.Pipelines;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Transparency;
using Hengjian.Ledger;

namespace Hengjian.Cli.Ledger;

/// <summary><c>hengjian ledger verify|export</c>: exit 0 intact, 3 broken (the first bad record or row is named), 2 cannot open.</summary>
internal static class LedgerCommand
{
    private const int Broken = 3;

    public static async Task<int> RunAsync(string[] arguments, TextWriter stdout, TextWriter stderr)
    {
        var exit = 0;
        var opened = await AccessVerb.RunAsync("ledger", stderr, async () =>
        {
            var rest = arguments.Skip(1).ToArray();
            exit = arguments.FirstOrDefault() switch
            {
                "verify" => await VerifyAsync(rest, stdout),
                "export" => await ExportAsync(rest, stderr),
                _ => throw new BadCommandException("say verify or export"),
            };
        });
        return opened == 0 ? exit : opened;
    }

    private static async Task<int> VerifyAsync(string[] arguments, TextWriter stdout)
    {
        var options = VerbOptions.Parse(arguments, "--data", "--export", "--head");
        return (options.Find("--data"), options.Find("--export")) switch
        {
            ({ } data, null) => await VerifyDataAsync(data, stdout),
            (null, { } export) => await VerifyExportAsync(export, options.Find("--head"), stdout),
            _ => throw new BadCommandException("say either --data DIR or --export FILE"),
        };
    }

    private static async Task<int> VerifyDataAsync(string data, TextWriter stdout)
    {
        await using var folder = await OpenAsync(data);
        var result = await folder.Get<DataVerifier>().VerifyAsync(CancellationToken.None);
        foreach (var problem in result.Problems)
        {
            await stdout.WriteLineAsync($"BROKEN institution {problem.Institution} {problem.Table} {problem.Row}: {problem.Reason}");
        }

        var signatures = 0;
        var wrong = 0;
        var erased = 0;
        // Altered rows are reported already; signatures are read through the object mapper, which altered values would stop.
        foreach (var institution in result.Intact ? await folder.Get<IInstitutionRegister>().AllAsync(CancellationToken.None) : [])
        {
            await foreach (var check in folder.Get<ISignatureVerification>().VerifyAllAsync(institution.Id, CancellationToken.None))
            {
                signatures++;
                erased += check.State == SignatureState.Erased ? 1 : 0;
                if (check.State is not (SignatureState.Valid or SignatureState.Erased))
                {
                    wrong++;
                    await stdout.WriteLineAsync($"BROKEN institution {institution.Id:D} signatures {check.Id:D}: {check.State}");
                }
            }
        }

        var intact = result.Intact && wrong == 0;
        await stdout.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{(intact ? "intact" : "broken")}: {result.Records} records ({result.Waiting} not under a signed head yet), {result.Rows} rows, {result.Institutions} institutions, {signatures} signatures of people{(erased > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({erased} erased lawfully with the records)") : "")}"));
        return intact ? 0 : Broken;
    }

    /// <summary>From the file alone: no database, no keys of the operator. <c>--head SIZE:ROOT</c> is a head seen earlier that must lie on the same log.</summary>
    private static async Task<int> VerifyExportAsync(string file, string? witnessed, TextWriter stdout)
    {
        var options = new VerificationOptions { Witnessed = witnessed is null ? [] : [Head(witnessed)] };
        ExportVerification result;
        try
        {
            await using var stream = File.OpenRead(file);
            result = ExportVerifier.Verify(stream, options);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadCommandException($"{file} cannot be read: {exception.Message}");
        }

        if (result.Problem is { } problem)
        {
            await stdout.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"BROKEN line {problem.Line} record {problem.RecordId ?? problem.Index?.ToString(CultureInfo.InvariantCulture)}: {problem.Reason}"));
            return Broken;
        }

        await stdout.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"intact: institution {result.Institution}, {result.Records} records, {result.Heads} heads, last head {result.LastHead?.Size}:{result.LastHead?.Root}, signed by {string.Join(", ", result.SigningKeyIds)}"));
        return 0;
    }

    private static async Task<int> ExportAsync(string[] arguments, TextWriter stderr)
    {
        var options = VerbOptions.Parse(arguments, "--data", "--to", "--institution");
        await using var folder = await OpenAsync(options.Require("--data"));
        var institution = (await folder.Get<IInstitutionRegister>().AllAsync(CancellationToken.None)).Named(options.Find("--institution"))
            ?? throw new BadCommandException("--institution must name one of the institutions (id, code or name)");
        await folder.Get<LedgerSequencer>().IntegrateAsync(institution.Id, CancellationToken.None);
        await using (var file = new FileStream(options.Require("--to"), FileMode.CreateNew, FileAccess.Write))
        {
            var pipe = PipeWriter.Create(file);
            await folder.Get<LedgerQueries>().ExportAsync(institution.Id, pipe, CancellationToken.None);
            await pipe.CompleteAsync();
        }

        await stderr.WriteLineAsync($"The log of {institution.Name} was written to {options.Require("--to")}.");
        return 0;
    }

    private static async Task<DataFolder> OpenAsync(string directory)
    {
        try
        {
            return await DataFolder.OpenAsync(directory, create: false);
        }
        catch (Exception exception) when (exception is System.Data.Common.DbException or IOException)
        {
            throw new BadCommandException($"{directory} cannot be opened: {exception.Message}");
        }
    }

    private static WitnessedHead Head(string text)
    {
        var parts = text.Split(':');
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var size) && Digest.TryParse(parts[1], out var root)
            ? new WitnessedHead(size, root)
            : throw new BadCommandException("--head needs SIZE:ROOT");
    }
}
