using System.Globalization;
using System.Text.Json;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Retention.Contracts;
using Hengjian.Governance.Retention.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Retention.Erasing;

/// <summary>What became of a list of erasures.</summary>
/// <param name="Applied">Erasures applied again.</param>
/// <param name="Cases">Cases that were emptied by them.</param>
/// <param name="Known">Erasures that this database has already.</param>
/// <param name="Elsewhere">Erasures of institutions that are not in this installation.</param>
/// <param name="Purged">Whether the database was written anew since; false: it is in use, and tried again every few minutes.</param>
public sealed record ErasuresApplied(int Applied, int Cases, int Known, int Elsewhere, bool Purged);

/// <summary>
/// The erasures of an installation as a list of ids, one JSON object a line, to be kept apart from the backups; and its way back, onto a database that a backup brought back. Each line is
/// sealed with the institution's key, so that nobody can have anything erased by writing a list.
/// </summary>
public sealed class ErasureList
{
    private readonly IWriter _writer;
    private readonly Database _database;
    private readonly IInstitutionRegister _institutions;
    private readonly PatientErasure _erasure;
    private readonly PurgeErased _purge;

    internal ErasureList(IWriter writer, Database database, IInstitutionRegister institutions, PatientErasure erasure, PurgeErased purge)
    {
        (_writer, _database, _institutions, _erasure, _purge) = (writer, database, institutions, erasure, purge);
    }

    /// <summary>Writes the list, institutions and erasures oldest first; answers how many.</summary>
    public async Task<int> ExportAsync(TextWriter to, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var institution in await _institutions.AllAsync(cancellationToken))
        {
            await using var db = _database.Read(institution.Id);
            foreach (var row in await db.Set<ErasureTombstone>().OrderBy(t => t.ErasedAt).ThenBy(t => t.Id).ToListAsync(cancellationToken))
            {
                var line = new Line(institution.Id, row.Id, row.Number, row.Cases, row.ErasedBy, StoredInstant.ToMicroseconds(row.ErasedAt), null);
                await to.WriteLineAsync(JsonSerializer.Serialize(line with { Seal = Seal(line) }, JsonColumn.Options).AsMemory(), cancellationToken);
                count++;
            }
        }

        return count;
    }

    /// <summary>Applies a list: first it is read whole, then each erasure that this database does not have yet is carried out again in an act of its own.</summary>
    /// <exception cref="FormatException">A line is no erasure, or its seal is not this installation's; nothing was applied.</exception>
    public async Task<ErasuresApplied> ApplyAsync(TextReader from, CancellationToken cancellationToken)
    {
        var known = (await _institutions.AllAsync(cancellationToken)).Select(i => i.Id).ToHashSet();
        var lines = await ReadAsync(from, known, cancellationToken);
        var (applied, cases, before) = (0, 0, 0);
        foreach (var line in lines.Where(l => known.Contains(l.Institution)))
        {
            if (await ApplyAsync(line, cancellationToken) is { } emptied)
            {
                (applied, cases) = (applied + 1, cases + emptied);
            }
            else
            {
                before++;
            }
        }

        foreach (var institution in lines.Select(l => l.Institution).Where(known.Contains).Distinct())
        {
            await _purge.RunAsync(institution, cancellationToken);
        }

        return new ErasuresApplied(applied, cases, before, lines.Count(l => !known.Contains(l.Institution)), await IsPurgedAsync(known, cancellationToken));
    }

    /// <summary>How many cases were emptied; null where the erasure is known.</summary>
    private async Task<int?> ApplyAsync(Line line, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> files = [];
        var outcome = await _writer.WriteAsync<Emptied>(
            new WriteRequest(Caller.System(line.Institution)),
            async (scope, ct) =>
            {
                files = [];
                if (await scope.Db.Set<ErasureTombstone>().AnyAsync(t => t.Id == line.Request, ct))
                {
                    return new Emptied(null);
                }

                scope.Record("retention.erasedAgain", nameof(DeletionRequest), line.Request);
                var (tally, removed) = await _erasure.EraseAsync(scope, line.Cases, line.Number, ct);
                files = removed;
                scope.Db.Add(new ErasureTombstone
                {
                    InstitutionId = line.Institution,
                    Id = line.Request,
                    Number = line.Number,
                    Cases = line.Cases,
                    ErasedBy = line.ErasedBy,
                    ErasedAt = StoredInstant.FromMicroseconds(line.ErasedAt),
                    AppliedAgainAt = scope.Now,
                });
                if (await scope.Db.Set<DeletionRequest>().FirstOrDefaultAsync(r => r.Id == line.Request && r.State == DeletionState.Allowed, ct) is { } request)
                {
                    (request.State, request.ErasedBy, request.ErasedAt, request.Erasure) = (DeletionState.Erased, line.ErasedBy, StoredInstant.FromMicroseconds(line.ErasedAt), tally);
                }

                return new Emptied(tally.Numbers.Count);
            },
            cancellationToken);
        await _erasure.RemoveFilesAsync(line.Institution, files, cancellationToken);
        return outcome.Value!.Cases;
    }

    private async Task<IReadOnlyList<Line>> ReadAsync(TextReader from, HashSet<Guid> known, CancellationToken cancellationToken)
    {
        var lines = new List<Line>();
        for (var number = 1; await from.ReadLineAsync(cancellationToken) is { } text; number++)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            Line? line;
            try
            {
                line = JsonSerializer.Deserialize<Line>(text, JsonColumn.Options);
            }
            catch (JsonException exception)
            {
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"line {number} is no erasure"), exception);
            }

            if (line is not { Number: not null, Cases: not null, Seal: not null } || (known.Contains(line.Institution) && line.Seal != Seal(line)))
            {
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"line {number} is not sealed by this installation"));
            }

            lines.Add(line);
        }

        return lines;
    }

    private async Task<bool> IsPurgedAsync(IEnumerable<Guid> institutions, CancellationToken cancellationToken)
    {
        foreach (var institution in institutions)
        {
            await using var db = _database.Read(institution);
            if (await db.Set<ErasureTombstone>().AnyAsync(t => t.AppliedAgainAt != null && t.PurgedAt == null, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Keyed hash over everything else of the line.</summary>
    private string Seal(Line line) => _database.Fields.BlindIndex(
        line.Institution,
        "erasure",
        string.Create(CultureInfo.InvariantCulture, $"{line.Request:D}\n{line.Number}\n{string.Join(',', line.Cases.Select(c => c.ToString("D")))}\n{line.ErasedBy:D}\n{line.ErasedAt}"))!;

    private sealed record Emptied(int? Cases);

    /// <param name="ErasedAt">Microseconds since 1970, UTC.</param>
    private sealed record Line(Guid Institution, Guid Request, string Number, IReadOnlyList<Guid> Cases, Guid ErasedBy, long ErasedAt, string? Seal);
}
