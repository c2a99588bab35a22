using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Observed;

/// <summary>
/// Acts from other systems that nobody takes up: those that wait too long for their AI result, operator or opinion (HP-5.7) stand in the list of what is due and become findings;
/// those of unknown signers wait for an officer who says who it was.
/// </summary>
internal sealed class WaitingActs(
    IWriter writer,
    Database database,
    CaseReaches reaches,
    RuleEngine engine,
    RegulationCatalog catalog,
    IInstitutionRegister institutions,
    IDeploymentDirectory deployments,
    IFindings findings,
    IPractitionerNumbers numbers,
    AssignSigner signers,
    TimeProvider clock) : IRoutine, IDueSource, IWorkSource
{
    public const string UnknownSignerWhy = "observed.unknownSigner";
    private const int ActsOf = 100;

    public TimeSpan Every => TimeSpan.FromMinutes(15);

    public async Task RunAsync(Guid institution, CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        await LookForSignersAsync(db, institution, cancellationToken);
        var now = clock.GetUtcNow();
        var before = now.AddDays(-await DaysAsync(db, now, cancellationToken));
        var late = await db.Set<ObservedAct>().Where(a => a.Effect == ObservedEffect.Waiting && a.ReceivedAt < before).OrderBy(a => a.ReceivedAt).Select(a => a.Id).ToListAsync(cancellationToken);
        var told = await findings.StandingAsync(db, [.. late.Select(Key)], cancellationToken);
        foreach (var part in late.Where(id => !told.Contains(Key(id))).Chunk(ActsOf))
        {
            await writer.WriteAsync<bool>(
                new WriteRequest(Caller.System(institution)),
                async (scope, ct) =>
                {
                    await RaiseAsync(scope, part, ct);
                    return true;
                },
                cancellationToken);
        }
    }

    public async Task<IReadOnlyList<DueItem>> DueBeforeAsync(HengjianDbContext db, Caller caller, DateTimeOffset until, int most, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.CasesRead))
        {
            return [];
        }

        var days = await DaysAsync(db, clock.GetUtcNow(), cancellationToken);
        var before = until.AddDays(-days);
        var visible = (await reaches.OfAsync(db, caller, cancellationToken)).Visible(db.Set<Case>());
        var waiting = await db.Set<ObservedAct>().Where(a => a.Effect == ObservedEffect.Waiting && a.ReceivedAt < before)
            .Join(visible, a => a.CaseId, c => c.Id, (a, c) => new { a.Id, a.CaseId, a.Kind, a.ReceivedAt, c.Number, c.DeploymentId })
            .OrderBy(a => a.ReceivedAt).ThenBy(a => a.Id).Take(most).ToListAsync(cancellationToken);
        var departments = waiting.Count == 0 ? [] : (await deployments.GovernedAsync(db, cancellationToken)).ToDictionary(d => d.Id, d => d.DepartmentId);
        return waiting.ConvertAll(a => new DueItem("observedAct", a.Id, a.Number, $"/cases/{a.CaseId:D}", ObservedBreaches.OwnerOf(a.Kind), a.ReceivedAt.AddDays(days))
        {
            DepartmentId = a.Kind == ObservedKind.FinalDiagnosis ? null : departments.GetValueOrDefault(a.DeploymentId),
            Escalates = false,
        });
    }

    public async Task<IReadOnlyList<WaitingWork>> WaitingForAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.ObservedActsAssign))
        {
            return [];
        }

        var unknown = await db.Set<ObservedAct>().CountAsync(a => a.Effect == ObservedEffect.Kept && a.Why == UnknownSignerWhy, cancellationToken);
        return unknown == 0 ? [] : [new WaitingWork("observedSigners", unknown, "/observed-acts?unknown=true", WorkUrgency.Due)];
    }

    private async Task LookForSignersAsync(HengjianDbContext db, Guid institution, CancellationToken cancellationToken)
    {
        var unknown = await db.Set<ObservedAct>().Where(a => a.Effect == ObservedEffect.Kept && a.Why == UnknownSignerWhy && a.PractitionerId == null)
            .OrderBy(a => a.ReceivedAt).Select(a => new { a.Id, a.LicenceNumber, a.StaffNumber }).ToListAsync(cancellationToken);
        foreach (var person in unknown.GroupBy(a => (a.LicenceNumber, a.StaffNumber)))
        {
            if (await numbers.FindAsync(db, person.Key.LicenceNumber, person.Key.StaffNumber, cancellationToken) is not null)
            {
                await signers.RetryAsync(institution, [.. person.Select(a => a.Id)], cancellationToken);
            }
        }
    }

    private async Task RaiseAsync(WriteScope scope, Guid[] ids, CancellationToken cancellationToken)
    {
        // What was taken up since the list was read is left alone.
        var rows = await scope.Db.Set<ObservedAct>().Where(a => ids.Contains(a.Id) && a.Effect == ObservedEffect.Waiting)
            .Join(scope.Db.Set<Case>(), a => a.CaseId, c => c.Id, (a, c) => new { Act = a, c.Number, c.DeploymentId }).ToListAsync(cancellationToken);
        var institution = await institutions.CreditCodeAsync(scope.Db, cancellationToken);
        var departments = (await deployments.GovernedAsync(scope.Db, cancellationToken)).ToDictionary(d => d.Id, d => d.DepartmentId);
        foreach (var row in rows)
        {
            var decision = engine.Decide(ClauseIds.ObservedActs, new ObservedWaitFacts(row.Act.Kind, row.Act.ReceivedAt, null), scope.Now, institution);
            if (decision.Outcome != ClauseOutcome.NotSatisfied)
            {
                continue;
            }

            await findings.RaiseAsync(
                scope,
                new FindingDraft(
                    Key(row.Act.Id), ObservedBreaches.Waits, ClauseIds.ObservedActs, "case", row.Act.CaseId, row.Number, $"/cases/{row.Act.CaseId:D}", ObservedBreaches.OwnerOf(row.Act.Kind))
                {
                    CaseId = row.Act.CaseId,
                    DeploymentId = row.DeploymentId,
                    DepartmentId = departments.GetValueOrDefault(row.DeploymentId),
                    SourceId = row.Act.Id,
                    Decision = decision,
                },
                cancellationToken);
        }
    }

    private async Task<int> DaysAsync(HengjianDbContext db, DateTimeOffset now, CancellationToken cancellationToken) =>
        catalog.Parameters(ClauseIds.ObservedActs, now, await institutions.CreditCodeAsync(db, cancellationToken)).Int("waitDays");

    private static string Key(Guid act) => ObservedBreaches.Key(act, ObservedBreaches.Waits, ClauseIds.ObservedActs);
}
