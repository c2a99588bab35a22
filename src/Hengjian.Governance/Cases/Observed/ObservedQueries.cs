using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Cases.Views;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Observed;

/// <summary>An observed act as the caller may see it; what it says is absent for who might be blinded.</summary>
public sealed record ObservedActView(
    Guid Id,
    Guid CaseId,
    string System,
    ExternalSystemKind SystemKind,
    string SystemActId,
    ObservedKind Kind,
    DateTimeOffset PerformedAt,
    DateTimeOffset ReceivedAt,
    Guid? PractitionerId,
    string? PractitionerName,
    string? LicenceNumber,
    string? StaffNumber,
    string? SignerName,
    string? SignatureReference,
    ReadingPhase? Phase,
    string? Label,
    ObservedEffect Effect,
    string? Why,
    Guid? PartId,
    IReadOnlyList<string> Breaches)
{
    public string CaseNumber { get; init; } = "";

    /// <summary>A person may say who signed.</summary>
    public bool SignerOpen { get; init; }

    /// <summary>Who said who the signer is; null: the numbers did, or nobody has.</summary>
    public SignerAssignment? Assigned { get; init; }
}

/// <summary>An officer's word on who an unknown signer was.</summary>
public sealed record SignerAssignment(string By, DateTimeOffset At, string? Reason);

/// <summary>A line of the list over all cases: never what an act said.</summary>
public sealed record ObservedActItem(
    Guid Id, Guid CaseId, string CaseNumber, string System, string SystemActId, ObservedKind Kind, DateTimeOffset PerformedAt, DateTimeOffset ReceivedAt, string? Signer, ObservedEffect Effect, string? Why);

/// <summary>Reads observed acts within the caller's scope.</summary>
public sealed class ObservedQueries(Database database, CaseReaches reaches, IPractitionerDirectory practitioners, IActorNames actors)
{
    /// <summary>Those of a case, in the order in which they were done; null outside the caller's scope.</summary>
    public async Task<IReadOnlyList<ObservedActView>?> OfCaseAsync(Caller caller, Guid caseId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await OfCaseAsync(db, caller, caseId, null, cancellationToken);
    }

    /// <summary>One act; null outside the caller's scope.</summary>
    public async Task<ObservedActView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await db.Set<ObservedAct>().Where(a => a.Id == id).Select(a => (Guid?)a.CaseId).FirstOrDefaultAsync(cancellationToken) is { } subject
            && await OfCaseAsync(db, caller, subject, id, cancellationToken) is [var found]
                ? found
                : null;
    }

    private async Task<IReadOnlyList<ObservedActView>?> OfCaseAsync(HengjianDbContext db, Caller caller, Guid caseId, Guid? only, CancellationToken cancellationToken)
    {
        var file = await CaseFile.LoadAsync(db, caseId, cancellationToken);
        if (file is null || caller.Kind == CallerKind.Device || !(await reaches.OfAsync(db, caller, cancellationToken)).Sees(file.Case))
        {
            return null;
        }

        var hidden = Blindness.Of(caller, file).OpinionsHidden;
        var rows = await db.Set<ObservedAct>().Where(a => a.CaseId == caseId && (only == null || a.Id == only)).OrderBy(a => a.PerformedAt).ThenBy(a => a.Id).ToListAsync(cancellationToken);
        var systems = rows.Count == 0 ? [] : await db.Set<ExternalSystem>().ToDictionaryAsync(s => s.Id, cancellationToken);
        var names = await practitioners.NamesAsync(db, [.. rows.Select(a => a.PractitionerId).OfType<Guid>().Distinct()], cancellationToken);
        var users = await actors.FindAsync(caller.InstitutionId, [.. rows.Select(a => a.AssignedBy).OfType<Guid>().Distinct().Select(u => u.ToString("D"))], cancellationToken);
        return
        [
            .. rows.Select(a => View(a, systems[a.SystemId], names, hidden) with
            {
                CaseNumber = file.Case.Number,
                SignerOpen = AssignSigner.MayAssign(a, file.Case.State),
                Assigned = a.AssignedBy is { } by
                    ? new SignerAssignment(users.GetValueOrDefault(by.ToString("D")) ?? "–", a.AssignedAt!.Value, database.Fields.Unprotect(a.InstitutionId, "assign_reason", a.Id, a.AssignReason))
                    : null,
            }),
        ];
    }

    /// <param name="effect">Of one effect; null: of each.</param>
    /// <param name="system">Of one system; null: of each.</param>
    /// <param name="unknown">Those alone whose signer is not known.</param>
    public async Task<Page<ObservedActItem>> ListAsync(Caller caller, ObservedEffect? effect, Guid? system, bool unknown, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var visible = (await reaches.OfAsync(db, caller, cancellationToken)).Visible(db.Set<Case>());
        var rows =
            from act in db.Set<ObservedAct>()
            where (effect == null || act.Effect == effect) && (system == null || act.SystemId == system) && (!unknown || (act.Effect == ObservedEffect.Kept && act.Why == WaitingActs.UnknownSignerWhy))
            join subject in visible on act.CaseId equals subject.Id
            select new { act, subject.Number };
        var found = await rows.OrderByDescending(r => r.act.ReceivedAt).ThenByDescending(r => r.act.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        var systems = await db.Set<ExternalSystem>().ToDictionaryAsync(s => s.Id, s => s.Name, cancellationToken);
        var names = await practitioners.NamesAsync(db, [.. found.Select(r => r.act.PractitionerId).OfType<Guid>().Distinct()], cancellationToken);
        return new Page<ObservedActItem>(
            [
                .. found.Select(r => new ObservedActItem(
                    r.act.Id, r.act.CaseId, r.Number, systems[r.act.SystemId], r.act.SystemActId, r.act.Kind, r.act.PerformedAt, r.act.ReceivedAt,
                    r.act.PractitionerId is { } p ? names.GetValueOrDefault(p) : r.act.SignerName ?? r.act.LicenceNumber ?? r.act.StaffNumber, r.act.Effect, r.act.Why)),
            ],
            await rows.CountAsync(cancellationToken));
    }

    private ObservedActView View(ObservedAct a, ExternalSystem system, IReadOnlyDictionary<Guid, string> names, bool hidden)
    {
        var content = JsonSerializer.Deserialize<ObservedActRequest>(database.Fields.Unprotect(a.InstitutionId, "content", a.Id, a.Content)!, JsonColumn.Options)!;
        return new ObservedActView(
            a.Id, a.CaseId, system.Name, system.Kind, a.SystemActId, a.Kind, a.PerformedAt, a.ReceivedAt, a.PractitionerId,
            a.PractitionerId is { } p ? names.GetValueOrDefault(p) : null, a.LicenceNumber, a.StaffNumber, a.SignerName, a.SignatureReference,
            a.Kind == ObservedKind.Opinion ? content.Phase ?? ReadingPhase.AfterAi : null, hidden ? null : content.Label, a.Effect, a.Why, a.PartId,
            [.. a.Decisions.Where(d => d.Outcome == ClauseOutcome.NotSatisfied).Select(d => d.Clause)]);
    }
}
