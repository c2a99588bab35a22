using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Cases.AiResults;

/// <summary>
/// AI results that came before the consent (R17-3.4, HP-13.2): kept with the case, shown to nobody, and let in by the very act after which the consent holds, however it came. Where the
/// patient refused or took the consent back nothing is held: such a result is refused and not stored.
/// </summary>
public sealed class HeldResults(CaseDecisions rules, CaseActors actors, INotices notices)
{
    private static readonly HashSet<string> Spoken = ["consent.refused", "consent.withdrawn", "aiConsent.refused", "aiConsent.withdrawn"];

    internal static bool Any(CaseFile file) => file.AiResults.Exists(IsHeld);

    /// <summary>Whether a result that these decisions stop may wait: a consent is still to come, and nobody has said no.</summary>
    internal static bool MayWait(params IReadOnlyList<Decision> consents) => !consents.Any(d => d.Blocks && d.Missing.Any(m => Spoken.Contains(m.Code)));

    /// <summary>Whether these decisions, which refused a result, held it: the consent alone stands in its way.</summary>
    public static bool WasHeld(IReadOnlyList<Decision> refused) =>
        refused.Any(d => d.Blocks) && MayWait(refused) && refused.Where(d => d.Blocks).All(d => d.Clause is ClauseIds.InformedConsent or ClauseIds.AiUseConsent);

    /// <summary>Lets in what the consent holds up no longer, and keeps apart what the case has gone on without. Where nothing changed nothing happens.</summary>
    internal async Task LetInAsync(CaseAct act, CancellationToken cancellationToken)
    {
        var held = act.File.AiResults.FindAll(IsHeld);
        if (IsLate(act.Case) || CaseMachine.Find(act.Case.State, CaseEvent.ReceiveAiResult) is null)
        {
            foreach (var result in held)
            {
                result.Status = AiResultStatus.KeptApart;
                act.Scope.Record("case.aiResult.keptApart", nameof(Case), act.Case.Id);
            }

            return;
        }

        var consent = rules.Consent(act.File, act.Deployment, act.Now);
        var admission = rules.Admission(act.Deployment, act.Now);
        if (consent.Blocks || rules.AiUseConsent(act.File, act.Deployment, act.Now).Blocks || admission.Any(d => d.Blocks))
        {
            return;
        }

        foreach (var result in held)
        {
            await LetInAsync(act, result, [.. admission, consent], cancellationToken);
        }
    }

    private async Task LetInAsync(CaseAct act, AiResult result, IReadOnlyList<Decision> decisions, CancellationToken cancellationToken)
    {
        if (result.AlgorithmName != act.Deployment.AlgorithmName || result.AlgorithmVersion != act.Deployment.AlgorithmVersion || act.Deployment.Stage == DeploymentStage.Shadow)
        {
            // Another version is admitted by now, or none.
            result.Status = AiResultStatus.Shadow;
            act.Scope.Record("case.aiResult.shadow", nameof(Case), act.Case.Id);
            return;
        }

        // Who sent it is gone: an operator who may not confirm leaves it to one who may.
        var person = await actors.FindAsync(act.Scope.Db, result.OperatorId, act.Deployment, null, cancellationToken);
        IReadOnlyList<Decision> operating =
        [
            .. rules.Operator(person, byDevice: person is null, act.Deployment, act.Now),
            rules.OperatingRules(await actors.RulesAsync(act.Scope.Db, person?.Id, PolicyAct.Operate, act.Deployment, act.Now, cancellationToken), act.Deployment, act.Now),
        ];
        var confirmed = person is not null && !operating.Any(d => d.Blocks);
        result.Decisions = [.. decisions, .. operating];
        (result.OperatorId, result.OperatorConfirmedAt) = (confirmed ? result.OperatorId : null, confirmed ? result.ReceivedAt : null);
        await ShowAsync(act, result, confirmed ? AiResultStatus.Accepted : AiResultStatus.AwaitingOperator, notices, cancellationToken);
        act.Scope.Record("case.aiResult.letIn", nameof(Case), act.Case.Id, decisions[^1].Pack);
    }

    /// <summary>Makes the result the case's own: it takes an earlier one's place, moves the case, and readers who are at it are told.</summary>
    internal static async Task ShowAsync(CaseAct act, AiResult result, AiResultStatus status, INotices notices, CancellationToken cancellationToken)
    {
        if (act.File.CurrentAiResult is { } replaced)
        {
            replaced.Status = AiResultStatus.Replaced;
        }

        (result.Status, result.TechnologyVersionId) = (status, act.Deployment.VersionId);
        var read = act.Case.State is CaseState.Reading or CaseState.Provisional or CaseState.Disagreed;
        act.Move(CaseEvent.ReceiveAiResult, read ? act.Case.State : CaseState.Analysed);
        if (read)
        {
            await notices.RaiseAsync(
                act.Scope,
                new NoticeDraft("newerAiResult", act.Case.Id, act.Case.Number, $"/cases/{act.Case.Id:D}", Role.Physician, $"newerAiResult|{result.Id:D}") { DepartmentId = act.Deployment.DepartmentId },
                cancellationToken);
        }

        (act.Case.WithoutAi, act.Case.AiFailureCode) = (false, null);
        act.Case.DueAt = act.Deployment.TurnaroundHours is { } hours ? act.Now.AddHours(hours) : null;
    }

    /// <summary>Read without AI already: what comes now belongs to the case, and nobody has read with it.</summary>
    internal static bool IsLate(Case subject) =>
        subject.WithoutAi && subject.State is (CaseState.Reading or CaseState.Provisional or CaseState.Disagreed);

    private static bool IsHeld(AiResult result) => result.Status == AiResultStatus.AwaitingConsent;
}
