using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Hengjian.Governance.Training.Enrolments;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Attendance;

/// <summary>
/// Reading on line. The page marks the time while it is in view; the time between two marks counts by the server's clock alone, and only where it is not longer than the
/// pack's gap (HP-6.3). Once the material's least time is reached it stands as read, once for each version.
/// </summary>
public sealed class ReadMaterial(
    IWriter writer, Database database, IProgrammes programmes, IDocumentDirectory documents, IInstitutionRegister institutions, RegulationCatalog catalog)
{
    /// <summary>The materials of an enrolment's programme that are read on line, as the caller may see the enrolment; null: not.</summary>
    public async Task<IReadOnlyList<MaterialView>?> ListAsync(Caller caller, Guid enrolmentId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await EnrolmentDesk.Visible(db, caller).AsNoTracking().FirstOrDefaultAsync(e => e.Id == enrolmentId, cancellationToken) is not { } enrolment)
        {
            return null;
        }

        if (enrolment.ProgrammeVersionId is not { } version || await programmes.FindAsync(db, version, cancellationToken) is not { } plan)
        {
            return [];
        }

        var clocks = await db.Set<ReadingClock>().Where(c => c.EnrolmentId == enrolmentId).ToListAsync(cancellationToken);
        var done = await db.Set<MaterialReading>().Where(r => r.EnrolmentId == enrolmentId).ToListAsync(cancellationToken);
        return
        [
            .. plan.Materials.Where(m => m.MinimumMinutes > 0).Select(m => new MaterialView(
                m.Id, m.Title, m.Version, m.Course, m.MinimumMinutes,
                SecondsOf(clocks.Find(c => c.MaterialId == m.Id && c.MaterialVersion == m.Version)?.Spans ?? []),
                done.Find(r => r.MaterialId == m.Id && r.MaterialVersion == m.Version)?.CompletedAt,
                m.DocumentId,
                m.Sha256)),
        ];
    }

    /// <summary>The document of a material, for whom <see cref="ListAsync"/> lists it.</summary>
    public async Task<(DocumentFact Document, byte[] Content)?> ContentAsync(Caller caller, Guid enrolmentId, Guid material, CancellationToken cancellationToken)
    {
        if ((await ListAsync(caller, enrolmentId, cancellationToken))?.FirstOrDefault(m => m.Id == material) is not { } listed)
        {
            return null;
        }

        await using var db = database.Read(caller.InstitutionId);
        return await documents.FindAsync(db, listed.DocumentId, cancellationToken) is { } found && await documents.ReadAsync(db, listed.DocumentId, cancellationToken) is { } content ? (found, content) : null;
    }

    /// <summary>The trainee has the page in view at this moment.</summary>
    public Task<Outcome<ReadingMark>> MarkAsync(Guid enrolmentId, Guid material, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<ReadingMark>(
        context,
        async (scope, ct) =>
        {
            var enrolment = await scope.Db.Set<Enrolment>().FirstOrDefaultAsync(e => e.Id == enrolmentId && e.PractitionerId == scope.Caller.PractitionerId, ct);
            var plan = enrolment?.ProgrammeVersionId is { } version ? await programmes.FindAsync(scope.Db, version, ct) : null;
            if (enrolment is null || plan?.Materials.FirstOrDefault(m => m.Id == material && m.MinimumMinutes > 0) is not { } read)
            {
                return new NotFound("material");
            }

            if (EnrolmentDesk.NotActive(enrolment) is { } over)
            {
                return over;
            }

            if (ShanghaiDay.Of(scope.Now) < enrolment.StartsOn)
            {
                return new Conflict("enrolment.beforeStart");
            }

            var least = read.MinimumMinutes * 60;
            if (await scope.Db.Set<MaterialReading>().AnyAsync(r => r.EnrolmentId == enrolmentId && r.MaterialId == material && r.MaterialVersion == read.Version, ct))
            {
                return new ReadingMark(least, least, true);
            }

            var gap = catalog.Parameters(ClauseIds.Admission, scope.Now, await institutions.CreditCodeAsync(scope.Db, ct)).Int("readingGapSeconds");
            var row = await ClockAsync(enrolmentId, read, scope, ct);
            row.Spans = Marked(row.Spans, scope.Now, TimeSpan.FromSeconds(gap));
            var seconds = SecondsOf(row.Spans);
            if (seconds >= least)
            {
                Complete(enrolment, read, row, scope);
            }

            return new ReadingMark(Math.Min(seconds, least), least, seconds >= least);
        },
        cancellationToken);

    private static async Task<ReadingClock> ClockAsync(Guid enrolment, ProgrammeMaterial read, WriteScope scope, CancellationToken cancellationToken)
    {
        var row = await scope.Db.Set<ReadingClock>().FirstOrDefaultAsync(c => c.EnrolmentId == enrolment && c.MaterialId == read.Id && c.MaterialVersion == read.Version, cancellationToken);
        if (row is null)
        {
            row = new ReadingClock { InstitutionId = scope.InstitutionId, Id = scope.NewId(), EnrolmentId = enrolment, MaterialId = read.Id, MaterialVersion = read.Version };
            scope.Db.Add(row);
        }

        return row;
    }

    private static void Complete(Enrolment enrolment, ProgrammeMaterial read, ReadingClock row, WriteScope scope)
    {
        var reading = new MaterialReading
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            EnrolmentId = enrolment.Id,
            MaterialId = read.Id,
            MaterialVersion = read.Version,
            Course = read.Course,
            Title = read.Title,
            Sha256 = read.Sha256,
            SupervisorId = enrolment.Supervisors.FirstOrDefault(s => s.At(scope.Now))?.PractitionerId,
            Spans = [.. row.Spans.Where(s => s.To > s.From)],
            CompletedAt = scope.Now,
        };
        scope.Db.Add(reading);
        scope.Record("training.material.read", nameof(MaterialReading), reading.Id);
    }

    /// <summary>A mark soon after the last one makes its stretch longer; a later one begins another.</summary>
    internal static IReadOnlyList<TheorySpan> Marked(IReadOnlyList<TheorySpan> spans, DateTimeOffset now, TimeSpan gap) => spans.Count > 0 && spans[^1] is { } last && now >= last.To && now - last.To <= gap
        ? [.. spans.SkipLast(1), last with { To = now }]
        : [.. spans.Where(s => s.To > s.From), new TheorySpan(now, now)];

    private static int SecondsOf(IReadOnlyList<TheorySpan> spans) => (int)(spans.Sum(s => (s.To - s.From).Ticks) / TimeSpan.TicksPerSecond);
}
