using System.Text.Json;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
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
internal sealed class ObservedProgress(
    CaseDecisions rules, CaseParameters parameters, CaseActors actors, IPractitionerNumbers numbers, ObservedPreparation preparation, ObservedBreaches breaches)
{
    private const string Breached = ObservedBreaches.Why;

    /// <summary>Tries the case's waiting acts again, in the order in which they were done, until none of them moves anything.</summary>
    public async Task ApplyWaitingAsync(CaseAct act, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(act, cancellationToken);
        var systems = await act.Scope.Db.Set<ExternalSystem>().ToDictionaryAsync(s => s.Id, s => s.Name, cancellationToken);
        var moved = true;
        while (moved)
        {
            moved = false;
            foreach (var row in rows.Where(r => r.Effect == ObservedEffect.Waiting).OrderBy(r => r.PerformedAt).ThenBy(r => r.Id).ToList())
            {
                await TryAsync(act, row, ContentOf(act, row), systems[row.SystemId], cancellationToken);
                if (row.Effect != ObservedEffect.Waiting)
                {
                    moved = true;
                    await breaches.CloseAsync(act, row, ObservedBreaches.Waits, ClauseIds.ObservedActs, cancellationToken);
                }
            }
        }

        act.Case.WaitingActs = rows.Count(r => r.Effect == ObservedEffect.Waiting);
    }

    /// <summary>Every observed act of the case, with those that this act has added and not saved yet.</summary>
    internal static async Task<IReadOnlyList<ObservedAct>> RowsAsync(CaseAct act, CancellationToken cancellationToken)
    {
        await act.Scope.Db.Set<ObservedAct>().Where(a => a.CaseId == act.Case.Id).LoadAsync(cancellationToken);
        return [.. act.Scope.Db.Set<ObservedAct>().Local.Where(a => a.CaseId == act.Case.Id)];
    }

    /// <summary>What the act says, as it was received.</summary>
    internal static ObservedActRequest ContentOf(CaseAct act, ObservedAct row) =>
        JsonSerializer.Deserialize<ObservedActRequest>(act.Scope.Database.Fields.Unprotect(row.InstitutionId, "content", row.Id, row.Content)!, JsonColumn.Options)!;

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
            row.Why = WaitingActs.UnknownSignerWhy;
            await breaches.RaiseAsync(act, row, ObservedBreaches.UnknownSigner, ObservedBreaches.ClauseOf(row.Kind), null, cancellationToken);
            return;
        }

        await breaches.CloseAsync(act, row, ObservedBreaches.UnknownSigner, ObservedBreaches.ClauseOf(row.Kind), cancellationToken);
        var why = row.Kind switch
        {
            ObservedKind.Indication => await preparation.IndicateAsync(act, row, content, signer, cancellationToken),
            ObservedKind.Consent => await preparation.ConsentAsync(act, row, content, system, signer, cancellationToken),
            ObservedKind.ProcedureStart => await preparation.StartAsync(act, row, content, cancellationToken),
            ObservedKind.Operate => await OperateAsync(act, row, signer, cancellationToken),
            ObservedKind.Opinion => await OpineAsync(act, row, content, system, signer, cancellationToken),
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
        if (await breaches.DecideAsync(
            act, row, [.. rules.Operator(signer, byDevice: false, act.Deployment, row.PerformedAt), rules.OperatingRules(written, act.Deployment, row.PerformedAt)], cancellationToken))
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
        await breaches.DecideAsync(
            act, row, [.. eligibility, rules.OperatingRules(written, act.Deployment, row.PerformedAt), rules.Consent(act.File, act.Deployment, row.PerformedAt)], cancellationToken);
        if (act.Case.State == CaseState.OpinionIssued && eligibility.Any(d => d.Blocks))
        {
            // The issued opinion stands on others; what does not count cannot take its ground away.
            return (ObservedEffect.Kept, Breached);
        }

        var own = act.File.CurrentOpinions.FirstOrDefault(o => o.PractitionerId == signer.Id && o.Phase == phase);
        // An opinion that stood under a wrong name gives way to the same one under the right name.
        var misnamed = act.File.CurrentOpinions.FirstOrDefault(o => o.Id == row.PartId && o.PractitionerId != signer.Id);
        if (own is not null && misnamed is not null)
        {
            return (ObservedEffect.Kept, "observed.signerHasOpinion");
        }

        if (own is not null && own.SignedAt >= row.PerformedAt)
        {
            return (ObservedEffect.Kept, "observed.olderThanStored");
        }

        var opinion = Opinion(act, row, content, system, signer.Id, phase, own ?? misnamed);
        act.Add(opinion);
        act.File.Opinions.Add(opinion);
        act.File.Opinions.Sort((a, b) => a.SignedAt.CompareTo(b.SignedAt));
        CaseProgress.AfterOpinion(act, rules, parameters, opinion);
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
            await breaches.RaiseAsync(
                act, row, ObservedBreaches.Breach, ClauseIds.TwoPhysicians, rules.TwoPhysicians(act.File, act.Deployment, NoTitles, row.PerformedAt), cancellationToken);
            return (ObservedEffect.Waiting, "observed.beforeOpinion");
        }

        var gaveOpinion = act.File.Opinions.Any(o => o.PractitionerId == signer.Id);
        if (await breaches.DecideAsync(
            act, row, [.. rules.FinalDiagnosis(signer, act.Deployment, gaveOpinion, row.PerformedAt), rules.Consent(act.File, act.Deployment, row.PerformedAt)], cancellationToken))
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
            await breaches.CloseAsync(act, row, ObservedBreaches.Breach, ClauseIds.TwoPhysicians, cancellationToken);
        }
        else
        {
            await breaches.RaiseAsync(act, row, ObservedBreaches.Breach, ClauseIds.TwoPhysicians, null, cancellationToken);
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
}
