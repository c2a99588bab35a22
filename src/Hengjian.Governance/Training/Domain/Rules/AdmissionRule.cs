using System.Globalization;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Training.Domain.Rules;

/// <summary>HP-6.3: a trainee is taken where the base is designated for the category on the first day, a place is free, and somebody supervises who has not too many already.</summary>
internal sealed class AdmissionRule() : Rule<AdmissionFacts>(ClauseIds.Admission)
{
    private static readonly RuleMessage NotDesignated = new("admission.notDesignated", "on");
    private static readonly RuleMessage OtherCategory = new("admission.otherCategory", "category");
    private static readonly RuleMessage Full = new("admission.full", "capacity");
    private static readonly RuleMessage NoSupervisor = new("admission.noSupervisor");
    private static readonly RuleMessage TooMany = new("admission.tooMany", "name", "most");

    public override IReadOnlyList<ParameterNeed> Needs { get; } = [new("traineesPerSupervisor", ParameterType.Integer)];

    public override IReadOnlyList<RuleMessage> Messages => [NotDesignated, OtherCategory, Full, NoSupervisor, TooMany];

    public override RuleAnswer Decide(AdmissionFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var most = parameters.Int("traineesPerSupervisor");
        var missing = new List<MissingItem>();
        var sheet = new FactSheet().Add("trainedFrom", facts.From).Add("technologyCategory", facts.Category).Add("baseNumber", facts.Base?.Number).Add("programmeKind", CodeName.Of(facts.Kind));
        if (facts.Kind == ProgrammeKind.Physician)
        {
            if (facts.Base?.CoversOn(facts.From) != true)
            {
                missing.Add(NotDesignated.With(ClauseParameter.TextOf(facts.From)!));
            }
            else if (!facts.Base.TechnologyCategories.Any(c => NameMatch.Same(c, facts.Category)))
            {
                missing.Add(OtherCategory.With(facts.Category));
            }
        }

        if (facts.Route == TrainingRoute.Exemption)
        {
            return RuleAnswer.From(sheet, missing);
        }

        sheet.Add("placesTaken", facts.Taken).Add("capacity", facts.Capacity).Add("supervisors", facts.Supervisors.Select(s => s.Name)).Add("traineesPerSupervisor", most);
        if (facts.Taken >= facts.Capacity)
        {
            missing.Add(Full.With(Text(facts.Capacity)));
        }

        if (facts.Supervisors.Count == 0)
        {
            missing.Add(NoSupervisor.With());
        }

        missing.AddRange(facts.Supervisors.Where(s => s.Others >= most).Select(s => TooMany.With(s.Name, Text(most))));
        return RuleAnswer.From(sheet, missing);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
