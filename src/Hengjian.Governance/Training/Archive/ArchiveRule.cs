using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Training.Archive;

/// <summary>R17-4.2.2d: the archive of a trainee holds each part that the trainings in it must have left.</summary>
internal sealed class ArchiveRule() : Rule<ArchiveFacts>(ClauseIds.TrainingArchive)
{
    private static readonly RuleMessage NoTraining = new("archive.none");
    private static readonly RuleMessage Lacks = new("archive.lacks", "number", "part");

    public override IReadOnlyList<RuleMessage> Messages => [NoTraining, Lacks];

    public override RuleAnswer Decide(ArchiveFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var sheet = new FactSheet().Add("trainingsKept", facts.Trainings.Select(t => t.Number)).Add("lastEventOn", facts.LastEventOn).Add("keptUntil", facts.KeptUntil);
        return facts.Trainings.Count == 0
            ? RuleAnswer.NotApplicable(sheet, NoTraining.With())
            : RuleAnswer.From(sheet, [.. facts.Trainings.SelectMany(t => t.Asked.Except(t.Kept).Select(part => Lacks.With(t.Number, CodeName.Of(part))))]);
    }
}
