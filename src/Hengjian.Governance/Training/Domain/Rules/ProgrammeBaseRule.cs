using System.Globalization;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Training.Domain.Rules;

/// <summary>
/// HP-6.1: a programme fits its base. One for physicians needs a designated base; its trainees at a time are no more than the facilities allow and than its supervisors can look
/// after. Programmes for other staff and on literacy ask no designation, and one on literacy no supervisor.
/// </summary>
internal sealed class ProgrammeBaseRule() : Rule<ProgrammeBaseFacts>(ClauseIds.ProgrammeBase)
{
    private static readonly RuleMessage NotDesignated = new("programme.baseNotDesignated");
    private static readonly RuleMessage NoCourse = new("programme.noCourse");
    private static readonly RuleMessage OverFacilities = new("programme.overFacilities", "capacity", "most");
    private static readonly RuleMessage OverSupervisors = new("programme.overSupervisors", "capacity", "most", "supervisors");

    public override IReadOnlyList<ParameterNeed> Needs => [new("traineesPerSupervisor", ParameterType.Integer)];

    public override IReadOnlyList<RuleMessage> Messages => [NotDesignated, NoCourse, OverFacilities, OverSupervisors];

    public override RuleAnswer Decide(ProgrammeBaseFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var supervised = facts.Supervisors * parameters.Int("traineesPerSupervisor");
        var sheet = new FactSheet()
            .Add("programmeKind", CodeName.Of(facts.Kind)).Add("baseDesignated", facts.Designated).Add("capacity", facts.Capacity).Add("facilityCapacity", facts.BaseCapacity)
            .Add("supervisorCount", facts.Supervisors).Add("traineesPerSupervisor", parameters.Int("traineesPerSupervisor")).Add("onDay", ShanghaiDay.Of(at));
        var missing = new List<MissingItem>();
        if (facts is { Kind: ProgrammeKind.Physician, Designated: false })
            missing.Add(NotDesignated.With());
        if (facts.Courses == 0)
            missing.Add(NoCourse.With());
        if (facts.Kind == ProgrammeKind.Physician && facts.Capacity > facts.BaseCapacity)
            missing.Add(OverFacilities.With(Number(facts.Capacity), Number(facts.BaseCapacity)));
        if (facts.Kind != ProgrammeKind.Literacy && facts.Capacity > supervised)
            missing.Add(OverSupervisors.With(Number(facts.Capacity), Number(supervised), Number(facts.Supervisors)));
        return RuleAnswer.From(sheet, missing);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
