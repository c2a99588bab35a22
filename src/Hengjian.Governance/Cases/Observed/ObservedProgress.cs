using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Observed;

/// <summary>
/// Lets an observed act take its place in the case. The state table rules as it does for acts done here: what comes too early waits, what comes too late is kept, and a case moves only by
/// acts whose clauses hold. Everything is decided as of the moment of the act.
/// </summary>
internal sealed class ObservedProgress(CaseDecisions rules, CaseParameters parameters, CaseActors actors, IPractitionerNumbers numbers, IFindings findings)
{
    private const string Breached = "observed.breach";

    /// <summary>Tries the case's waiting acts again, in the order in which they were done, until none of them moves anything.</summary>
    public async Task ApplyWaitingAsync(CaseAct act, CancellationToken cancellationToken)
    {
        var rows = await act.Scope.Db.Set<ObservedAct>().Where(a => a.CaseId == act.Case.Id && a.Effect == ObservedEffect.Waiting).ToListAsync(cancellationToken);
        rows.AddRange(act.Scope.Db.Set<ObservedAct>().Local.Where(a => a.CaseId == act.Case.Id && a.Effect == ObservedEffect.Waiting && !rows.Contains(a)));
        rows.RemoveAll(a => a.Effect != ObservedEffect.Waiting);
        var systems = await act.Scope.Db.Set<ExternalSystem>().ToDictionaryAsync(s => s.Id, s => s.Name, cancellationToken);
        var moved = true;
        while (moved)
        {
            moved = false;
            foreach (var row in rows.Where(r => r.Effect == ObservedEffect.Waiting).OrderBy(r => r.PerformedAt).ThenBy(r => r.Id).ToList())
            {
                var json = act.Scope.Database.Fields.Unprotect(row.InstitutionId, "content", row.Id, row.Content)!;
                await TryAsync(act, row, JsonSerializer.Deserialize<ObservedActRequest>(json, JsonColumn.Options)!, systems[row.SystemId], cancellationToken);
                moved |= row.Effect != ObservedEffect.Waiting;
            }
        }

        act.Case.WaitingActs = rows.Count(r => r.Effect == ObservedEffect.Waiting);
    }

    /// <summary>Gives the row its effect: taken, waiting or kept, with the decisions of its moment and the findings of its breaches.</summary>
    public async Task TryAsync(CaseAct act, ObservedAct row, ObservedActRequest content, string system, CancellationToken cancellationToken)
    {
        (row.Effect, row.Why) = (ObservedEffect.Kept, null);
        if (act.Case.State == CaseState.Cancelled)
        {
            row.Why = "observed.caseCancelled";
            return;
        }

        row.PractitionerId ??= await numbers.FindAsync(act.Scope.Db, row.LicenceNumber, row.StaffNumber, cancellationToken);
        if (await actors.FindAsync(act.Scope.Db, row.PractitionerId, act.Deployment, null, cancellationToken) is not { } signer)
        {
            row.Why = "observed.unknownSigner";
            await findings.RaiseAsync(act.Scope, Draft(act, row, "unknownSigner", ClauseOf(row.Kind), null, row.Id), cancellationToken);
            return;
        }

        await findings.CloseAsync(act.Scope, Key(row.Id, "unknownSigner", ClauseOf(row.Kind)), cancellationToken);
        var why = row.Kind switch
        {
            PractitionerAct.Operate => await OperateAsync(act, row, signer, cancellationToken),
            PractitionerAct.Opinion => await OpineAsync(act, row, content, system, signer, cancellationToken),
            _ => await ConcludeAsync(act, row, content, system, signer, cancellationToken),
        };
        (row.Effect, row.Why) = why;
    }

    private async Task<(ObservedEffect, string?)> OperateAsync(CaseAct act, ObservedAct row, CaseActor signer, CancellationToken cancellationToken)
    {
        if (act.File.CurrentAiResult is not { } result)
        {
            return act.Case.State is CaseState.Registered or CaseState.Indicated ? (ObservedEffect.Waiting, "observed.noAiResult") : (ObservedEffect.Kept, "case.nothingToConfirm");
        }

        if (result.Status != AiResultStatus.AwaitingOperator)
        {
            return (ObservedEffect.Kept, "case.nothingToConfirm");
        }

        var written = await actors.RulesAsync(act.Scope.Db, signer.Id, PolicyAct.Operate, act.Deployment, row.PerformedAt, cancellationToken);
        row.Decisions = [.. rules.Operator(signer, byDevice: false, act.Deployment, row.PerformedAt), rules.OperatingRules(written, act.Deployment, row.PerformedAt)];
        if (await BreachesAsync(act, row, cancellationToken))
        {
            return (ObservedEffect.Kept, Breached);
        }

        (result.Status, result.OperatorId, result.OperatorConfirmedAt) = (AiResultStatus.Accepted, signer.Id, row.PerformedAt);
        result.Decisions = [.. result.Decisions.Where(d => row.Decisions.All(n => n.Clause != d.Clause)), .. row.Decisions];
        row.PartId = result.Id;
        return (ObservedEffect.Taken, null);
    }

    private async Task<(ObservedEffect, string?)> OpineAsync(CaseAct act, ObservedAct row, ObservedActRequest content, string system, CaseActor signer, CancellationToken cancellationToken)
    {
        var phase = content.Phase ?? ReadingPhase.AfterAi;
        var what = phase == ReadingPhase.BeforeAi ? CaseEvent.GiveOpinionBeforeAi : CaseEvent.GiveOpinion;
        if (CaseMachine.Find(act.Case.State, what) is null)
        {
            return act.Case.State is CaseState.Registered or CaseState.Indicated ? (ObservedEffect.Waiting, "observed.noAiResult") : (ObservedEffect.Kept, "observed.late");
        }

        if (phase == ReadingPhase.AfterAi && !act.Case.WithoutAi && act.File.CurrentAiResult is { Status: AiResultStatus.AwaitingOperator })
        {
            return (ObservedEffect.Waiting, "observed.awaitsOperator");
        }

        var eligibility = rules.Opinion(signer, act.Deployment, row.PerformedAt);
        var written = await actors.RulesAsync(act.Scope.Db, signer.Id, PolicyAct.Opinion, act.Deployment, row.PerformedAt, cancellationToken);
        row.Decisions = [.. eligibility, rules.OperatingRules(written, act.Deployment, row.PerformedAt), rules.Consent(act.File, act.Deployment, row.PerformedAt)];
        await BreachesAsync(act, row, cancellationToken);
        if (act.Case.State == CaseState.OpinionIssued && eligibility.Any(d => d.Blocks))
        {
            // The issued opinion stands on others; what does not count cannot take its ground away.
            return (ObservedEffect.Kept, Breached);
        }

        var own = act.File.CurrentOpinions.FirstOrDefault(o => o.PractitionerId == signer.Id && o.Phase == phase);
        if (own is not null && own.SignedAt >= row.PerformedAt)
        {
            return (ObservedEffect.Kept, "observed.olderThanStored");
        }

        var opinion = Opinion(act, row, content, system, signer.Id, phase, own);
        act.Add(opinion);
        act.File.Opinions.Add(opinion);
        act.File.Opinions.Sort((a, b) => a.SignedAt.CompareTo(b.SignedAt));
        var before = act.Case.State;
        CaseProgress.AfterOpinion(act, rules, parameters, opinion);
        if (before != act.Case.State && act.Case.State is CaseState.OpinionIssued or CaseState.Disagreed)
        {
            act.Scope.Record(act.Case.State == CaseState.OpinionIssued ? "case.opinion.issued" : "case.disagreed", nameof(Case), act.Case.Id, eligibility[0].Pack);
        }

        row.PartId = opinion.Id;
        return (ObservedEffect.Taken, null);
    }

    private async Task<(ObservedEffect, string?)> ConcludeAsync(CaseAct act, ObservedAct row, ObservedActRequest content, string system, CaseActor signer, CancellationToken cancellationToken)
    {
        if (CaseMachine.Find(act.Case.State, CaseEvent.SignFinalDiagnosis) is null)
        {
            if (CaseMachine.IsComplete(act.Case.State))
            {
                return (ObservedEffect.Kept, "observed.late");
            }

            // In care the diagnosis was made; here it counts once two physicians stand behind the opinion.
            await findings.RaiseAsync(act.Scope, Draft(act, row, "observedActBreach", ClauseIds.TwoPhysicians, rules.TwoPhysicians(act.File, act.Deployment, NoTitles, row.PerformedAt), row.Id), cancellationToken);
            return (ObservedEffect.Waiting, "observed.beforeOpinion");
        }

        var gaveOpinion = act.File.Opinions.Any(o => o.PractitionerId == signer.Id);
        row.Decisions = [.. rules.FinalDiagnosis(signer, act.Deployment, gaveOpinion, row.PerformedAt), rules.Consent(act.File, act.Deployment, row.PerformedAt)];
        if (await BreachesAsync(act, row, cancellationToken))
        {
            return (ObservedEffect.Kept, Breached);
        }

        var correction = act.File.CurrentFinalDiagnosis;
        if (correction is not null && correction.SignedAt >= row.PerformedAt)
        {
            return (ObservedEffect.Kept, "observed.olderThanStored");
        }

        // It was only the message that came early when both physicians had decided before it: then nothing was breached.
        if (act.File.CurrentOpinions.Count(o => o.SignedAt <= row.PerformedAt) >= parameters.MinimumPhysicians(act.Deployment.Institution, row.PerformedAt))
        {
            await findings.CloseAsync(act.Scope, Key(row.Id, "observedActBreach", ClauseIds.TwoPhysicians), cancellationToken);
        }
        else
        {
            await findings.RaiseAsync(act.Scope, Draft(act, row, "observedActBreach", ClauseIds.TwoPhysicians, null, row.Id), cancellationToken);
        }

        var diagnosis = new FinalDiagnosis
        {
            Id = act.Scope.NewId(),
            PractitionerId = signer.Id,
            CaseId = act.Case.Id,
            Label = content.Label!,
            Icd10 = content.Icd10,
            AiContribution = content.AiContribution,
            SignedAt = row.PerformedAt,
            SupersedesId = correction?.Id,
            Reason = correction is null ? null : content.Reason ?? $"{system} {row.SystemActId}",
            Decisions = row.Decisions,
            ObservedActId = row.Id,
            ObservedSystem = system,
        };
        diagnosis.Text = act.Protect("text", diagnosis.Id, content.Text)!;
        act.Add(diagnosis);
        act.File.FinalDiagnoses.Add(diagnosis);
        act.Move(CaseEvent.SignFinalDiagnosis, CaseState.Concluded);
        (act.Case.ConcludedAt, act.Case.DueAt, row.PartId) = (act.Now, null, diagnosis.Id);
        act.Scope.Record(correction is null ? "case.finalDiagnosis.observed" : "case.finalDiagnosis.corrected", nameof(Case), act.Case.Id, row.Decisions[0].Pack);
        return (ObservedEffect.Taken, null);
    }

    private static readonly Dictionary<Guid, ProfessionalTitle?> NoTitles = [];

    private static Opinion Opinion(CaseAct act, ObservedAct row, ObservedActRequest content, string system, Guid signer, ReadingPhase phase, Opinion? own)
    {
        // What the reader was shown is what had arrived by then.
        var shown = phase == ReadingPhase.AfterAi && !act.Case.WithoutAi
            ? act.File.AiResults.LastOrDefault(r => r.Status is AiResultStatus.Accepted or AiResultStatus.Replaced && r.ReceivedAt <= row.PerformedAt) ?? act.File.CurrentAiResult
            : null;
        return new Opinion
        {
            Id = act.Scope.NewId(),
            CaseId = act.Case.Id,
            PractitionerId = signer,
            Phase = phase,
            Role = content.Role ?? OpinionRole.Report,
            Label = content.Label!,
            Confidence = content.Confidence,
            AgreesWithAi = shown?.Label is null ? null : shown.Label == content.Label,
            SecondsSpent = content.SecondsSpent,
            UseConfirmed = true,
            SignedAt = row.PerformedAt,
            SupersedesId = own?.Id,
            Reason = own is null ? null : content.Reason ?? $"{system} {row.SystemActId}",
            ShownAiResultId = shown?.Id,
            Decisions = row.Decisions,
            ObservedActId = row.Id,
            ObservedSystem = system,
        };
    }

    /// <summary>Raises a finding for each clause that the act breached; true when there was one.</summary>
    private async Task<bool> BreachesAsync(CaseAct act, ObservedAct row, CancellationToken cancellationToken)
    {
        foreach (var decision in row.Decisions.Where(d => d.Outcome == ClauseOutcome.NotSatisfied))
        {
            await findings.RaiseAsync(act.Scope, Draft(act, row, "observedActBreach", decision.Clause, decision, row.Id), cancellationToken);
        }

        return row.Decisions.Any(d => d.Blocks);
    }

    private static FindingDraft Draft(CaseAct act, ObservedAct row, string kind, string clause, Decision? decision, Guid source) =>
        new(Key(source, kind, clause), kind, clause, "case", act.Case.Id, act.Case.Number, $"/cases/{act.Case.Id:D}", OwnerOf(row.Kind))
        {
            CaseId = act.Case.Id,
            DeploymentId = act.Deployment.Id,
            DepartmentId = act.Deployment.DepartmentId,
            SourceId = source,
            Decision = decision,
        };

    private static string Key(Guid source, string kind, string clause) => $"{kind}|{source:D}|{clause}";

    /// <summary>The department answers for how its people sign elsewhere, the governance officer for clinicians all over the house.</summary>
    private static Role OwnerOf(PractitionerAct act) => act == PractitionerAct.FinalDiagnosis ? Role.GovernanceOfficer : Role.DepartmentHead;

    private static string ClauseOf(PractitionerAct act) => act switch
    {
        PractitionerAct.Operate => ClauseIds.Operator,
        PractitionerAct.Opinion => ClauseIds.PracticeLicence,
        _ => ClauseIds.FinalDiagnosis,
    };
}
