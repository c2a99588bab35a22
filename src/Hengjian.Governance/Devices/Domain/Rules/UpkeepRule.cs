using Hengjian.Governance.Devices.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Devices.Domain.Rules;

/// <summary>
/// HP-15.1, 15.2 and 15.3: equipment in service that is under verification, quality testing or maintenance has passed the last one, and its due day is not over (the
/// due day itself is in time). The three clauses ask the same of different records, at different levels.
/// </summary>
internal abstract class UpkeepRule(string clause) : Rule<UpkeepFacts>(clause)
{
    private static readonly RuleMessage Never = new("upkeep.never", "name");
    private static readonly RuleMessage Overdue = new("upkeep.overdue", "name", "due");
    private static readonly RuleMessage Failed = new("upkeep.failed", "name", "on");
    private static readonly RuleMessage None = new("upkeep.none");

    public override IReadOnlyList<RuleMessage> Messages => [Never, Overdue, Failed, None];

    public override RuleAnswer Decide(UpkeepFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var day = ShanghaiDay.Of(at);
        var concerned = facts.Equipment.Where(e => e.InService && e.Of(facts.Kind).Applies).ToArray();
        var sheet = new FactSheet().Add("equipment", concerned.Select(e => Line(e.Name, e.Of(facts.Kind)))).Add("onDay", day);
        return concerned.Length == 0
            ? RuleAnswer.NotApplicable(sheet, None.With())
            : RuleAnswer.From(sheet, [.. concerned.Select(e => Fault(e.Name, e.Of(facts.Kind), day)).OfType<MissingItem>()]);
    }

    private static MissingItem? Fault(string name, UpkeepFact upkeep, DateOnly day) => upkeep.On(day) switch
    {
        UpkeepState.Never => Never.With(name),
        UpkeepState.Failed => Failed.With(name, Text(upkeep.LastDoneOn)),
        UpkeepState.Overdue => Overdue.With(name, Text(upkeep.DueOn)),
        _ => null,
    };

    private static string Line(string name, UpkeepFact upkeep) => $"{name}: {Text(upkeep.LastDoneOn)} → {Text(upkeep.DueOn)} {upkeep.Document}".TrimEnd();

    private static string Text(DateOnly? day) => ClauseParameter.TextOf(day) ?? "–";
}

/// <summary>HP-15.1: mandatory verification; overdue it blocks.</summary>
internal sealed class VerificationRule() : UpkeepRule(ClauseIds.Verification);

/// <summary>HP-15.2: quality testing; overdue it warns.</summary>
internal sealed class QualityTestingRule() : UpkeepRule(ClauseIds.QualityTesting);

/// <summary>HP-15.3: preventive maintenance; overdue it is on record.</summary>
internal sealed class MaintenanceRule() : UpkeepRule(ClauseIds.Maintenance);
