using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Cases.Domain;

/// <summary>Where a case goes after an opinion: reading, provisional, disagreed or issued. R17-3.2a's own decision says when it is issued.</summary>
internal static class CaseProgress
{
    private static readonly Dictionary<Guid, ProfessionalTitle?> NoTitles = [];

    public static void AfterOpinion(CaseAct act, CaseDecisions rules, CaseParameters parameters, Opinion opinion)
    {
        if (opinion.Phase == ReadingPhase.BeforeAi && !act.Case.WithoutAi)
        {
            act.Move(CaseEvent.GiveOpinionBeforeAi, act.Case.State);
            return;
        }

        var decision = rules.TwoPhysicians(act.File, act.Deployment, NoTitles, act.Now);
        if (decision.Outcome == ClauseOutcome.Satisfied)
        {
            Issue(act, CaseEvent.GiveOpinion, (string)decision.Facts["label"]!);
        }
        else if (CountedLabels(decision).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            act.Move(CaseEvent.GiveOpinion, CaseState.Disagreed);
            act.Case.IssuedLabel = null;
            act.Case.IssuedAt = null;
        }
        else if (opinion.Provisional || act.Case.State == CaseState.Provisional)
        {
            act.Move(CaseEvent.GiveOpinion, CaseState.Provisional);
            act.Case.DueAt = opinion.Provisional ? act.Now.AddHours(parameters.ProvisionalHours(act.Deployment.Institution, act.Now)) : act.Case.DueAt;
        }
        else
        {
            act.Move(CaseEvent.GiveOpinion, CaseState.Reading);
        }
    }

    /// <summary>The opinion is issued: enough eligible physicians decided it.</summary>
    public static void Issue(CaseAct act, CaseEvent what, string label)
    {
        act.Move(what, CaseState.OpinionIssued);
        act.Case.IssuedLabel = label;
        act.Case.IssuedAt = act.Now;
        act.Case.DueAt = null;
    }

    private static IEnumerable<string> CountedLabels(Decision decision) =>
        decision.Facts["countedLabels"] is System.Collections.IEnumerable labels ? labels.Cast<string>() : [];
}
