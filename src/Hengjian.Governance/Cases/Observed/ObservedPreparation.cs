using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Consents;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Observed;

/// <summary>What happens on the ward before the reading, as other systems attest it: the indication, consents, the start of the invasive step.</summary>
internal sealed class ObservedPreparation(
    CaseDecisions rules, IIndicationGrounds grounds, IPractitionerDirectory practitioners, IPractitionerNumbers numbers, IRoleHolders holders, ObservedBreaches breaches)
{
    /// <summary>The signer confirms the indication; where the clauses do not hold the case stays as it is.</summary>
    public async Task<(ObservedEffect, string?)> IndicateAsync(CaseAct act, ObservedAct row, ObservedActRequest content, CaseActor signer, CancellationToken cancellationToken)
    {
        if (CaseMachine.Find(act.Case.State, CaseEvent.ConfirmIndication) is null)
        {
            return (ObservedEffect.Kept, "observed.indicatedBefore");
        }

        var before = act.Case.Indication;
        act.Case.Indication = content.Indication!;
        var physician = signer.Person.Kind == PractitionerKind.Physician ? signer.Person : null;
        var ground = await grounds.OfAsync(act.Scope.Db, act.Deployment.Id, cancellationToken);
        if (await breaches.DecideAsync(act, row, rules.Indication(act.Case, act.Deployment, ground, row.PerformedAt, confirmedBy: physician), cancellationToken))
        {
            act.Case.Indication = before;
            return (ObservedEffect.Kept, ObservedBreaches.Why);
        }

        var known = await act.Scope.Db.Set<CaseIndication>().FirstOrDefaultAsync(i => i.CaseId == act.Case.Id, cancellationToken);
        var indication = CaseIndication.Of(act, known, row.Decisions);
        (indication.PractitionerId, indication.IndicatedAt, row.PartId) = (physician?.Id, row.PerformedAt, indication.Id);
        act.Move(CaseEvent.ConfirmIndication, CaseState.Indicated);
        act.Scope.Record("case.indicated", nameof(Case), act.Case.Id, row.Decisions[0].Pack);
        return (ObservedEffect.Taken, null);
    }

    /// <summary>
    /// A consent stands on the case whatever it lacks, as one does that is recorded here. What was held to breach R17-3.4 before it arrived is decided anew: the message may
    /// have come after acts that it preceded.
    /// </summary>
    public async Task<(ObservedEffect, string?)> ConsentAsync(CaseAct act, ObservedAct row, ObservedActRequest content, string system, CaseActor signer, CancellationToken cancellationToken)
    {
        var form = content.Consent!;
        if (form.Kind == ConsentKind.Invasive && !act.Case.Invasive)
        {
            return (ObservedEffect.Kept, "case.consentNotInvasive");
        }

        var approver = form.EmergencyApprover is { } named
            && await numbers.FindAsync(act.Scope.Db, named.LicenceNumber, named.StaffNumber, cancellationToken) is { } found
                ? await practitioners.FindAsync(act.Scope.Db, found, null, cancellationToken)
                : null;
        var isLead = approver is not null && await RecordConsent.IsLeadAsync(holders, act.Scope.Db, approver, cancellationToken);
        var consent = RecordConsent.Add(act, form.Request(content, signer.Id, approver?.Id), isLead, (row.Id, system, row.PerformedAt));
        row.PartId = consent.Id;
        act.Scope.Record("case.consent.recorded", nameof(Case), act.Case.Id);
        if (form.Kind == ConsentKind.Invasive)
        {
            await breaches.DecideAsync(act, row, [rules.Consent(act.File, act.Deployment, row.PerformedAt)], cancellationToken);
            await AgainAsync(act, row, cancellationToken);
        }

        return (ObservedEffect.Taken, null);
    }

    /// <summary>The invasive step began: a fact, also where no consent precedes it.</summary>
    public async Task<(ObservedEffect, string?)> StartAsync(CaseAct act, ObservedAct row, ObservedActRequest content, CancellationToken cancellationToken)
    {
        if (!act.Case.Invasive)
        {
            return (ObservedEffect.Kept, "case.consentNotInvasive");
        }

        var procedure = act.Case.InvasiveProcedure;
        if (procedure?.StartedAt is not null)
        {
            return (ObservedEffect.Kept, "case.procedureStarted");
        }

        act.Case.InvasiveProcedure = new InvasiveProcedure(procedure?.Name is { Length: > 0 } name ? name : content.Text ?? "", procedure?.PlannedAt, row.PerformedAt);
        await breaches.DecideAsync(act, row, [rules.Consent(act.File, act.Deployment, row.PerformedAt)], cancellationToken);
        act.Scope.Record("case.procedure.started", nameof(Case), act.Case.Id, row.Decisions[0].Pack);
        return (ObservedEffect.Taken, null);
    }

    private async Task AgainAsync(CaseAct act, ObservedAct consent, CancellationToken cancellationToken)
    {
        foreach (var row in await ObservedProgress.RowsAsync(act, cancellationToken))
        {
            if (row == consent || row.Decisions.All(d => d.Clause != ClauseIds.InformedConsent || d.Outcome != ClauseOutcome.NotSatisfied))
            {
                continue;
            }

            var anew = rules.Consent(act.File, act.Deployment, row.PerformedAt);
            if (anew.Outcome == ClauseOutcome.NotSatisfied)
            {
                continue;
            }

            await breaches.DecideAsync(act, row, [.. row.Decisions.Select(d => d.Clause == ClauseIds.InformedConsent ? anew : d)], cancellationToken);
            if (row is { Effect: ObservedEffect.Kept, Why: ObservedBreaches.Why } && !row.Decisions.Any(d => d.Blocks))
            {
                (row.Effect, row.Why) = (ObservedEffect.Waiting, null);
                act.Case.WaitingActs++;
            }
        }
    }
}
