using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Cases.Observed;

/// <summary>Findings about observed acts, one for each act, kind and clause.</summary>
internal sealed class ObservedBreaches(IFindings findings)
{
    public const string Breach = "observedActBreach";
    public const string UnknownSigner = "unknownSigner";
    public const string Waits = "observedActWaits";

    /// <summary>Why of an act that breached a clause and so has no effect.</summary>
    public const string Why = "observed.breach";

    /// <summary>Raises a finding for each clause that the act breached, and ends those of clauses that hold by what is known now; true when one stops the act.</summary>
    /// <param name="act">The act on the case under way.</param>
    /// <param name="row">The observed act.</param>
    /// <param name="decisions">Decided as of its moment.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<bool> DecideAsync(CaseAct act, ObservedAct row, IReadOnlyList<Decision> decisions, CancellationToken cancellationToken)
    {
        var before = row.Decisions;
        row.Decisions = decisions;
        foreach (var decision in decisions)
        {
            if (decision.Outcome == ClauseOutcome.NotSatisfied)
            {
                await RaiseAsync(act, row, Breach, decision.Clause, decision, cancellationToken);
            }
            else if (before.Any(d => d.Clause == decision.Clause && d.Outcome == ClauseOutcome.NotSatisfied))
            {
                await CloseAsync(act, row, Breach, decision.Clause, cancellationToken);
            }
        }

        return decisions.Any(d => d.Blocks);
    }

    public Task RaiseAsync(CaseAct act, ObservedAct row, string kind, string clause, Decision? decision, CancellationToken cancellationToken) => findings.RaiseAsync(
        act.Scope,
        new FindingDraft(Key(row.Id, kind, clause), kind, clause, "case", act.Case.Id, act.Case.Number, $"/cases/{act.Case.Id:D}", OwnerOf(row.Kind))
        {
            CaseId = act.Case.Id,
            DeploymentId = act.Deployment.Id,
            DepartmentId = act.Deployment.DepartmentId,
            SourceId = row.Id,
            Decision = decision,
        },
        cancellationToken);

    public Task CloseAsync(CaseAct act, ObservedAct row, string kind, string clause, CancellationToken cancellationToken) =>
        findings.CloseAsync(act.Scope, Key(row.Id, kind, clause), cancellationToken);

    public static string Key(Guid row, string kind, string clause) => $"{kind}|{row:D}|{clause}";

    /// <summary>The department answers for how its people sign elsewhere, the governance officer for clinicians all over the house.</summary>
    public static Role OwnerOf(ObservedKind act) => act == ObservedKind.FinalDiagnosis ? Role.GovernanceOfficer : Role.DepartmentHead;

    /// <summary>The clause that an act of somebody unknown leaves open.</summary>
    public static string ClauseOf(ObservedKind act) => act switch
    {
        ObservedKind.Operate => ClauseIds.Operator,
        ObservedKind.Opinion => ClauseIds.PracticeLicence,
        ObservedKind.FinalDiagnosis => ClauseIds.FinalDiagnosis,
        ObservedKind.Indication => ClauseIds.Indication,
        _ => ClauseIds.InformedConsent,
    };
}
