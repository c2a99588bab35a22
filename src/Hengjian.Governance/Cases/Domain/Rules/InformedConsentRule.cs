using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Cases.Domain.Rules;

/// <summary>
/// R17-3.4: before an invasive examination starts, patient and family are told the five topics and sign, or a lawful reason stands in. A consent
/// withdrawn before the start does not count; one withdrawn after it has served.
/// </summary>
internal sealed class InformedConsentRule() : Rule<InvasiveConsentFacts>(ClauseIds.InformedConsent)
{
    private static readonly RuleMessage NotInvasive = new("consent.notInvasive");
    private static readonly RuleMessage None = new("consent.none");
    private static readonly RuleMessage Withdrawn = new("consent.withdrawn", "at");
    private static readonly RuleMessage Late = new("consent.late", "at", "hours");

    public override IReadOnlyList<ParameterNeed> Needs =>
    [
        new("topics", ParameterType.Set),
        new("patientRefusalOfFamilyAccepted", ParameterType.Boolean),
        new("emergencyApprovalAccepted", ParameterType.Boolean),
        new("lateRecordingHours", ParameterType.Integer),
    ];

    public override IReadOnlyList<RuleMessage> Messages => [NotInvasive, None, Withdrawn, Late, .. ConsentJudgement.Messages];

    public override RuleAnswer Decide(InvasiveConsentFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var started = facts.StartedAt <= at ? facts.StartedAt : null;
        var sheet = new FactSheet().Add("invasive", facts.Invasive).Add("procedure", facts.Procedure).Add("startedAt", facts.StartedAt);
        if (!facts.Invasive)
            return RuleAnswer.NotApplicable(sheet, NotInvasive.With());

        var terms = new ConsentJudgement.Terms(
            parameters.Set("topics"),
            parameters.Bool("patientRefusalOfFamilyAccepted"),
            parameters.Bool("emergencyApprovalAccepted"),
            started,
            at);
        var withdrawn = facts.Consents.Where(c => c.WithdrawnAt <= at && !(started <= c.WithdrawnAt)).ToArray();

        // What is entered long after the step began proves little of what was said before it: it stays as evidence, and does not satisfy.
        var hours = parameters.Int("lateRecordingHours");
        var late = facts.Consents.Except(withdrawn).Where(c => started is { } start && c.RecordedAt > start.AddHours(hours)).ToArray();
        var best = facts.Consents
            .Except(withdrawn)
            .Except(late)
            .Select(c => ConsentJudgement.Of(c, terms))
            .MinBy(j => j.Missing.Count);
        if (best is null && late.Length > 0)
            return RuleAnswer.From(sheet, [Late.With(FactSheet.Text(late[^1].RecordedAt!.Value), hours.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
        if (best is null)
        {
            var last = withdrawn.MaxBy(c => c.WithdrawnAt);
            sheet.Add("withdrawnAt", last?.WithdrawnAt);
            return RuleAnswer.From(sheet, [last is null ? None.With() : Withdrawn.With(FactSheet.Text(last.WithdrawnAt!.Value))]);
        }

        sheet
            .Add("consentId", best.ConsentId)
            .Add("signedForPatient", best.ForPatient is { } patient ? CodeName.Of(patient.Kind) : null)
            .Add("patientSignedAt", best.ForPatient?.SignedAt)
            .Add("signedForFamily", best.ForFamily is { } family ? CodeName.Of(family.Kind) : null)
            .Add("familyRelation", best.ForFamily?.Relation)
            .Add("familySignedAt", best.ForFamily?.SignedAt)
            .Add("lawfulReason", best.LawfulReason)
            .Add("topicsTold", best.TopicsTold);
        return RuleAnswer.From(sheet, best.Missing);
    }
}
