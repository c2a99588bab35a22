using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Cases.Domain;

/// <summary>Where a case goes after an opinion: reading, provisional, disagreed or issued, and the record of the last two. R17-3.2a's own decision says when it is issued.</summary>
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

        var before = act.Case.State;
        var decision = rules.TwoPhysicians(act.File, act.Deployment, NoTitles, act.Now);
        if (decision.Outcome == ClauseOutcome.Satisfied)
        {
            Issue(act, CaseEvent.GiveOpinion, decision);
        }
        else if (Positions(decision).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            act.Move(CaseEvent.GiveOpinion, CaseState.Disagreed);
            act.Case.IssuedLabel = null;
            act.Case.IssuedAt = null;
            act.Case.IssuedBy = "";
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

        if (before != act.Case.State && act.Case.State is CaseState.OpinionIssued or CaseState.Disagreed)
        {
            act.Scope.Record(act.Case.State == CaseState.OpinionIssued ? "case.opinion.issued" : "case.disagreed", nameof(Case), act.Case.Id, decision.Pack);
        }
    }

    /// <summary>The opinion is issued: enough eligible physicians decided it, by a satisfied decision on R17-3.2a, and it names them.</summary>
    public static void Issue(CaseAct act, CaseEvent what, Decision decision)
    {
        act.Move(what, CaseState.OpinionIssued);
        act.Case.IssuedLabel = (string)decision.Facts["label"]!;
        act.Case.IssuedAt = act.Now;
        act.Case.IssuedBy = string.Join(' ', Texts(decision, "named"));
        act.Case.DueAt = null;
    }

    private static IEnumerable<string> Positions(Decision decision) => Texts(decision, decision.Facts.ContainsKey("countedPositions") ? "countedPositions" : "countedLabels");

    private static IEnumerable<string> Texts(Decision decision, string fact) => decision.Facts[fact] is System.Collections.IEnumerable texts ? texts.Cast<string>() : [];
}
