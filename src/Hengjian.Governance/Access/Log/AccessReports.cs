using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Access.Log;

/// <summary>Who was shown what, when and why.</summary>
/// <param name="ActorName">Name of the person or device; null where it is not known any more.</param>
public sealed record AccessRecordView(
    Guid Id, DateTimeOffset At, CallerKind ActorKind, Guid ActorId, string? ActorName, AccessKind Kind, string SubjectKind, IReadOnlyList<Guid> SubjectIds, string? Reason,
    string? RequestId);

/// <summary>Which records to list; null leaves a limit out.</summary>
public sealed record AccessReportFilter(AccessKind? Kind = null, Guid? ActorId = null, DateOnly? From = null, DateOnly? To = null);

/// <summary>Lists access records for the audit administrator: unmasking, exports and emergency access are there to be reviewed.</summary>
public sealed class AccessReports
{
    private readonly Database _database;
    private readonly IActorNames _names;

    internal AccessReports(Database database, IActorNames names)
    {
        _database = database;
        _names = names;
    }

    /// <summary>Newest first. <see cref="AccessReportFilter.From"/> and <see cref="AccessReportFilter.To"/> are days of the institution's clock, both included.</summary>
    public async Task<Page<AccessRecordView>> ListAsync(Caller caller, AccessReportFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        IQueryable<AccessRecord> query = db.Set<AccessRecord>();
        if (filter.Kind is { } kind)
        {
            query = query.Where(r => r.Kind == kind);
        }

        if (filter.ActorId is { } actor)
        {
            query = query.Where(r => r.ActorId == actor);
        }

        if (filter.From is { } from)
        {
            var start = ShanghaiDay.Start(from);
            query = query.Where(r => r.At >= start);
        }

        if (filter.To is { } to)
        {
            var end = ShanghaiDay.Start(to.AddDays(1));
            query = query.Where(r => r.At < end);
        }

        var total = await query.CountAsync(cancellationToken);
        var rows = await query.OrderByDescending(r => r.At).ThenByDescending(r => r.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        var names = await _names.FindAsync(caller.InstitutionId, [.. rows.Select(r => r.ActorId.ToString("D")).Distinct()], cancellationToken);
        return new Page<AccessRecordView>([.. rows.Select(r => View(r, names))], total);
    }

    private AccessRecordView View(AccessRecord r, IReadOnlyDictionary<string, string> names) => new(
        r.Id, r.At, r.ActorKind, r.ActorId, names.GetValueOrDefault(r.ActorId.ToString("D")), r.Kind, r.SubjectKind, r.SubjectIds,
        _database.Fields.Unprotect(r.InstitutionId, "reason", r.Id, r.Reason), r.RequestId);
}
