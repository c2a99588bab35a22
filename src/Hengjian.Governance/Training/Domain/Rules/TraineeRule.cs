using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Training.Domain.Rules;

/// <summary>R17-4.1.1: a trainee is a physician with a licence in force and at least the set title, as of the day.</summary>
internal sealed class TraineeRule() : Rule<TraineeFacts>(ClauseIds.Trainee)
{
    private static readonly RuleMessage OtherStaff = new("trainee.otherStaff");
    private static readonly RuleMessage NoTitle = new("trainee.noTitle", "needs");
    private static readonly RuleMessage LowTitle = new("trainee.lowTitle", "has", "needs");

    public override IReadOnlyList<ParameterNeed> Needs { get; } = [new("minimumTitle", ParameterType.Choice)];

    public override IReadOnlyList<RuleMessage> Messages => [.. StandingCheck.Messages, .. LicenceCheck.Messages, OtherStaff, NoTitle, LowTitle];

    public override RuleAnswer Decide(TraineeFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var sheet = new FactSheet();
        if (facts.Kind != ProgrammeKind.Physician)
        {
            return RuleAnswer.NotApplicable(sheet.Add("programmeKind", CodeName.Of(facts.Kind)), OtherStaff.With());
        }

        var day = ShanghaiDay.Of(at);
        var missing = new List<MissingItem>();
        var least = CodeName.Parse<ProfessionalTitle>(parameters.Choice("minimumTitle"));
        StandingCheck.Check(facts.Practitioner, day, sheet, missing);
        LicenceCheck.Check(facts.Practitioner, null, day, sheet, missing);
        var held = facts.Practitioner.Titles.Where(t => t.Contains(day)).Select(t => StaffTitles.OfPhysician(t.Title)).OfType<ProfessionalTitle>().ToList();
        ProfessionalTitle? title = held.Count == 0 ? null : held.Max();
        sheet.Add("title", title is { } known ? CodeName.Of(known) : null).Add("titleAsked", CodeName.Of(least));
        if (title is null)
        {
            missing.Add(NoTitle.With(CodeName.Of(least)));
        }
        else if (title < least)
        {
            missing.Add(LowTitle.With(CodeName.Of(title.Value), CodeName.Of(least)));
        }

        return RuleAnswer.From(sheet, missing);
    }
}
