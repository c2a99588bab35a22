using System.Globalization;
using System.Security.Cryptography;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Quality.ReaderStudies;

/// <summary>A study's file as it came.</summary>
public sealed record StudyFile(string Name, ReadOnlyMemory<byte> Content)
{
    /// <summary>Bytes.</summary>
    public const int Largest = 64 * 1024 * 1024;
}

/// <summary>Told after each chunk how many readings of how many are stored. Throwing <see cref="OperationCanceledException"/> cancels the import.</summary>
public delegate Task ImportProgress(int done, int total, CancellationToken cancellationToken);

/// <summary>
/// Imports a reader study in chunks of whole cases. Until the last chunk its deployments are not published and no statistics answer for them. A cancelled import is
/// erased; one that was interrupted (a crash, a full disk) stays hidden, and the same file with the same map goes on where it stopped (docs/adr/0041).
/// </summary>
public sealed class ImportReaderStudy(IWriter writer, IStudyCases cases, IStudyDeployments deployments, IStudyReaders readers)
{
    private const int ReadingsAtOnce = 200;
    private const int EraseAtOnce = 100;
    private const int LongestName = 80;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    public async Task<Outcome<ImportReport>> HandleAsync(
        StudyFile file, StudyMap map, WriteRequest context, ImportProgress? progress, CancellationToken cancellationToken)
    {
        var made = StudyPlan.Make(file.Content, map);
        if (made.Refusal is { } refusal)
        {
            return refusal;
        }

        var plan = made.Value!;
        var begun = await BeginAsync(file, map, plan, context, cancellationToken);
        if (begun.Refusal is { } notBegun)
        {
            return notBegun;
        }

        if (begun.Value!.Finished is { } earlier)
        {
            return earlier with { AlreadyImported = true };
        }

        try
        {
            await StoreAsync(begun.Value, plan, context, progress, cancellationToken);
            return await FinishAsync(begun.Value, plan, context, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await EraseAsync(begun.Value, context);
            return new Conflict("import.cancelled");
        }
        catch
        {
            await ReleaseAsync(begun.Value, context);
            throw;
        }
    }

    /// <summary>Makes the import with its deployments and readers, finds the finished one, or takes over an interrupted one.</summary>
    private Task<Outcome<Begun>> BeginAsync(StudyFile file, StudyMap map, StudyPlan plan, WriteRequest context, CancellationToken cancellationToken)
    {
        var fingerprint = Fingerprint(file.Content.Span, map);
        return writer.WriteAsync<Begun>(
            context,
            async (scope, ct) =>
            {
                var row = await scope.Db.Set<ReaderStudyImport>().FirstOrDefaultAsync(i => i.Fingerprint == fingerprint, ct);
                if (row is { State: StudyImportState.Complete })
                {
                    return Begun.From(row);
                }

                if (row is not null && row.LeaseUntil > scope.Now)
                {
                    return new Conflict("import.underWay");
                }

                if (row is null)
                {
                    row = await NewAsync(scope, file, map, plan, fingerprint, ct);
                    scope.Record("readerStudy.import.started", nameof(ReaderStudyImport), row.Id);
                }
                else
                {
                    scope.Record("readerStudy.import.resumed", nameof(ReaderStudyImport), row.Id);
                }

                row.LeaseUntil = scope.Now + Lease;
                return Begun.From(row);
            },
            cancellationToken);
    }

    private async Task<ReaderStudyImport> NewAsync(
        WriteScope scope, StudyFile file, StudyMap map, StudyPlan plan, string fingerprint, CancellationToken cancellationToken)
    {
        var study = Path.GetFileNameWithoutExtension(file.Name);
        study = study.Length > LongestName ? study[..LongestName] : study;
        var made = new List<ImportedDeployment>();
        foreach (var group in plan.Groups)
        {
            var name = group.Name is null ? study : $"{study} · {group.Name}";
            made.Add(new ImportedDeployment(group.Name, await deployments.AddAsync(scope, name, group.Labels, cancellationToken), name));
        }

        var row = new ReaderStudyImport
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            Number = await NumberSequence.NextAsync(scope, "reader-study", cancellationToken),
            Fingerprint = fingerprint,
            FileName = file.Name,
            Map = map,
            State = StudyImportState.Importing,
            Deployments = made,
            Readers = readers.Add(scope, plan.Readers),
            StartedAt = scope.Now,
        };
        scope.Db.Add(row);
        return row;
    }

    private async Task StoreAsync(Begun import, StudyPlan plan, WriteRequest context, ImportProgress? progress, CancellationToken cancellationToken)
    {
        var done = 0;
        foreach (var chunk in Chunks(import, plan))
        {
            if (progress is not null)
            {
                await progress(done, plan.Readings, cancellationToken);
            }

            cancellationToken.ThrowIfCancellationRequested();
            await writer.WriteAsync<bool>(
                context,
                async (scope, ct) =>
                {
                    // After an interruption some cases are there already, each with all its readings.
                    var stored = await cases.StoredAsync(scope.Db, chunk.Deployment, [.. chunk.Cases.Select(c => c.Key)], ct);
                    var missing = chunk.Cases.Where(c => !stored.Contains(c.Key)).ToList();
                    if (missing.Count > 0)
                    {
                        await cases.AddAsync(scope, chunk.Deployment, missing, ct);
                        var row = await scope.Db.Set<ReaderStudyImport>().SingleAsync(i => i.Id == import.Id, ct);
                        row.LeaseUntil = scope.Now + Lease;
                        scope.Record("readerStudy.cases.imported", nameof(ReaderStudyImport), import.Id);
                    }

                    return true;
                },
                cancellationToken);
            done += chunk.Cases.Sum(c => c.Readings.Count);
        }

        if (progress is not null)
        {
            await progress(done, plan.Readings, cancellationToken);
        }
    }

    private async Task<Outcome<ImportReport>> FinishAsync(Begun import, StudyPlan plan, WriteRequest context, CancellationToken cancellationToken)
    {
        var report = new ImportReport(import.Deployments, plan.Cases, plan.Readings, plan.Rejected, plan.RejectedCount, plan.Warnings, AlreadyImported: false);
        return await writer.WriteAsync<ImportReport>(
            context,
            async (scope, ct) =>
            {
                var row = await scope.Db.Set<ReaderStudyImport>().SingleAsync(i => i.Id == import.Id, ct);
                foreach (var deployment in import.Deployments)
                {
                    await deployments.PublishAsync(scope, deployment.Id, ct);
                }

                row.State = StudyImportState.Complete;
                row.CompletedAt = scope.Now;
                row.Report = report;
                scope.Record("readerStudy.imported", nameof(ReaderStudyImport), import.Id);
                return report;
            },
            cancellationToken);
    }

    /// <summary>An import that stopped here may be taken up again at once.</summary>
    private Task<Outcome<bool>> ReleaseAsync(Begun import, WriteRequest context) => writer.WriteAsync<bool>(
        context,
        async (scope, ct) =>
        {
            (await scope.Db.Set<ReaderStudyImport>().SingleAsync(i => i.Id == import.Id, ct)).LeaseUntil = scope.Now;
            scope.Record("readerStudy.import.interrupted", nameof(ReaderStudyImport), import.Id);
            return true;
        },
        CancellationToken.None);

    /// <summary>Takes back everything an unfinished import stored; the ledger keeps that it was there and was erased.</summary>
    private async Task EraseAsync(Begun import, WriteRequest context)
    {
        foreach (var deployment in import.Deployments)
        {
            int erased;
            do
            {
                var outcome = await writer.WriteAsync<int>(
                    context,
                    async (scope, ct) =>
                    {
                        var count = await cases.EraseAsync(scope, deployment.Id, EraseAtOnce, ct);
                        if (count > 0)
                        {
                            scope.Record("readerStudy.cases.erased", nameof(ReaderStudyImport), import.Id);
                        }

                        return count;
                    },
                    CancellationToken.None);
                erased = outcome.Value;
            }
            while (erased > 0);
        }

        await writer.WriteAsync<bool>(
            context,
            async (scope, ct) =>
            {
                foreach (var deployment in import.Deployments)
                {
                    await deployments.EraseAsync(scope, deployment.Id, ct);
                }

                await readers.EraseAsync(scope, import.Readers, ct);
                scope.Db.Remove(await scope.Db.Set<ReaderStudyImport>().SingleAsync(i => i.Id == import.Id, ct));
                scope.Record("readerStudy.import.cancelled", nameof(ReaderStudyImport), import.Id);
                return true;
            },
            CancellationToken.None);
    }

    /// <summary>Whole cases, about <see cref="ReadingsAtOnce"/> readings at a time, numbered in the plan's order.</summary>
    private static IEnumerable<Chunk> Chunks(Begun import, StudyPlan plan)
    {
        var number = 0;
        for (var g = 0; g < plan.Groups.Count; g++)
        {
            var chunk = new List<StudyCase>();
            var size = 0;
            foreach (var planned in plan.Groups[g].Cases)
            {
                number++;
                chunk.Add(Case(import, planned, number));
                size += planned.Readings.Count;
                if (size >= ReadingsAtOnce)
                {
                    yield return new Chunk(import.Deployments[g].Id, chunk);
                    (chunk, size) = ([], 0);
                }
            }

            if (chunk.Count > 0)
            {
                yield return new Chunk(import.Deployments[g].Id, chunk);
            }
        }
    }

    private static StudyCase Case(Begun import, PlannedCase planned, int number) => new(
        planned.Key,
        string.Create(CultureInfo.InvariantCulture, $"S{import.Number:0000}-{number:000000}"),
        string.Create(CultureInfo.InvariantCulture, $"study-{import.Number}-{planned.Key}"),
        import.FileName,
        planned.Subgroups,
        planned.AiResults,
        [.. planned.Readings.Select(r => new StudyReading(import.Readers[r.Reader], r.Condition, r.WithAi, r.Label, r.Seconds, r.ShownAiResult))],
        planned.Truth is null ? null : new StudyReference(import.Reference, planned.Truth));

    private static string Fingerprint(ReadOnlySpan<byte> content, StudyMap map)
    {
        Span<byte> both = stackalloc byte[64];
        SHA256.HashData(content, both);
        SHA256.HashData(map.Canonical(), both[32..]);
        return Convert.ToHexStringLower(SHA256.HashData(both));
    }

    /// <summary>An import under way, or the report of a finished one.</summary>
    private sealed record Begun(
        Guid Id,
        long Number,
        string FileName,
        ReferenceKind Reference,
        IReadOnlyList<ImportedDeployment> Deployments,
        IReadOnlyList<Guid> Readers,
        ImportReport? Finished)
    {
        public static Begun From(ReaderStudyImport row) =>
            new(row.Id, row.Number, row.FileName, row.Map.Reference ?? ReferenceKind.Report, row.Deployments, row.Readers, row.Report);
    }

    private sealed record Chunk(Guid Deployment, List<StudyCase> Cases);
}
