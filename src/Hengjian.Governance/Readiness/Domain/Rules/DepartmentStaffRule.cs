using System.Globalization;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Readiness.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Readiness.Domain.Rules;

/// <summary>
/// R17-1.5 with 3.2: the department has people trained in the technology, and enough who may give opinions, operate and conclude on the day. Where that ends within the
/// days of warning, the facts say when, which act falls short and who falls away; the clause stays satisfied until then.
/// </summary>
internal sealed class DepartmentStaffRule() : Rule<DepartmentStaffFacts>(ClauseIds.DepartmentStaff)
{
    /// <summary>Names of a role are listed up to so many: a hospital has thousands of clinicians.</summary>
    private const int MostNames = 20;

    private static readonly RuleMessage NoneTrained = new("staff.noneTrained", "category");
    private static readonly RuleMessage Few = new("staff.few", "act", "has", "needs");

    public override IReadOnlyList<ParameterNeed> Needs =>
    [
        new("minimumPhysicians", ParameterType.Integer), new("minimumOperators", ParameterType.Integer), new("minimumClinicians", ParameterType.Integer),
        new("warnAheadDays", ParameterType.Integer), new("authorisationNeeded", ParameterType.Boolean),
    ];

    public override IReadOnlyList<RuleMessage> Messages => [TechnologyScopeJudgement.NotBound, NoneTrained, Few];

    public override RuleAnswer Decide(DepartmentStaffFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var day = ShanghaiDay.Of(at);
        var minimum = new Dictionary<PractitionerAct, int>
        {
            [PractitionerAct.Opinion] = parameters.Int("minimumPhysicians"),
            [PractitionerAct.Operate] = parameters.Int("minimumOperators"),
            [PractitionerAct.FinalDiagnosis] = parameters.Int("minimumClinicians"),
        };
        if (facts.Outside)
            return RuleAnswer.NotApplicable(new FactSheet().Add("technologyCategory", facts.Category), TechnologyScopeJudgement.NotBound.With());
        var missing = new List<MissingItem>();
        var sheet = new FactSheet().Add("technologyCategory", facts.Category).Add("trainedCount", facts.Trained.Count);
        if (facts.Trained.Count == 0)
            missing.Add(NoneTrained.With(facts.Category));
        foreach (var (act, key) in new[] { (PractitionerAct.Opinion, "eligiblePhysicians"), (PractitionerAct.Operate, "eligibleOperators"), (PractitionerAct.FinalDiagnosis, "eligibleClinicians") })
        {
            var able = Able(facts, act, day);
            sheet.Add(key, able.Take(MostNames).Select(id => id.ToString("D"))).Add(key + "Count", able.Count).Add(key + "Minimum", minimum[act]);
            if (act == PractitionerAct.Opinion && able.Count(facts.Remote.Contains) is > 0 and var remote)
                sheet.Add("remotePhysicians", remote);
            if (able.Count < minimum[act])
                missing.Add(Few.With(CodeName.Of(act), Number(able.Count), Number(minimum[act])));
        }

        if (missing.Count == 0)
            AddGap(facts, day, day.AddDays(parameters.Int("warnAheadDays")), minimum, sheet);
        return RuleAnswer.From(sheet.Add("onDay", day), missing);
    }

    /// <summary>The first day ahead on which an act falls short. Numbers fall only on the day after somebody's days end.</summary>
    private static void AddGap(DepartmentStaffFacts facts, DateOnly day, DateOnly last, Dictionary<PractitionerAct, int> minimum, FactSheet sheet)
    {
        var ends = facts.Staff.SelectMany(s => s.May).Where(r => r.To >= day && r.To < last).Select(r => r.To.AddDays(1)).Distinct().Order();
        foreach (var ahead in ends)
        {
            foreach (var act in minimum.Keys.Where(a => Able(facts, a, ahead).Count < minimum[a]))
            {
                var able = Able(facts, act, ahead);
                sheet.Add("gapOn", ahead).Add("gapAct", CodeName.Of(act)).Add("gapCount", able.Count)
                    .Add("gapBy", Able(facts, act, day).Except(able).Select(id => id.ToString("D")));
                return;
            }
        }
    }

    private static List<Guid> Able(DepartmentStaffFacts facts, PractitionerAct act, DateOnly day) =>
        [.. facts.Staff.Where(s => s.Act == act && s.On(day)).Select(s => s.PractitionerId).Distinct()];

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
