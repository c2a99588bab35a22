using System.Globalization;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Training.Domain.Rules;

/// <summary>
/// R17-4.2.1b: seats, workstations, teaching images, a de-identified case library and an examination room to train at scale. The capacity follows: the seats, and at most the
/// pack's number of trainees at a workstation.
/// </summary>
internal sealed class BaseFacilitiesRule() : Rule<BaseFacilities>(ClauseIds.BaseFacilities)
{
    private static readonly RuleMessage Short = new("base.facilityShort", "facility", "has", "asked");
    private static readonly RuleMessage NoRoom = new("base.noExaminationRoom");

    private static readonly string[] Counts = ["seats", "workstations", "teachingImages", "libraryCases"];

    public override IReadOnlyList<ParameterNeed> Needs =>
    [
        .. Counts.Select(c => new ParameterNeed(c, ParameterType.Integer)), new("examinationRoomNeeded", ParameterType.Boolean), new("traineesPerWorkstation", ParameterType.Integer),
    ];

    public override IReadOnlyList<RuleMessage> Messages => [Short, NoRoom];

    public override RuleAnswer Decide(BaseFacilities facts, DateTimeOffset at, ClauseParameters parameters)
    {
        int[] has = [facts.Seats, facts.Workstations, facts.TeachingImages, facts.LibraryCases];
        var sheet = new FactSheet();
        var missing = new List<MissingItem>();
        foreach (var (name, count) in Counts.Zip(has))
        {
            sheet.Add(name, count);
            if (count < parameters.Int(name))
                missing.Add(Short.With(name, Number(count), Number(parameters.Int(name))));
        }

        if (parameters.Bool("examinationRoomNeeded") && !facts.ExaminationRoom)
            missing.Add(NoRoom.With());
        sheet.Add("examinationRoom", facts.ExaminationRoom).Add("traineesPerWorkstation", parameters.Int("traineesPerWorkstation"))
            .Add("capacity", facts.Capacity(parameters.Int("traineesPerWorkstation"))).Add("onDay", ShanghaiDay.Of(at));
        return RuleAnswer.From(sheet, missing);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
