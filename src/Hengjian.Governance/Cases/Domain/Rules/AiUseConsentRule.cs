using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Cases.Domain.Rules;

/// <summary>
/// HP-13.2: where the house asks for it, the patient or who lawfully acts for the patient was told and signed before AI is used. What the patient said last counts, also
/// where nobody had to ask: a refusal or a withdrawal stops further use.
/// </summary>
internal sealed class AiUseConsentRule() : Rule<AiUseConsentFacts>(ClauseIds.AiUseConsent)
{
    private static readonly RuleMessage NotRequired = new("aiConsent.notRequired");
    private static readonly RuleMessage None = new("aiConsent.none");
    private static readonly RuleMessage Withdrawn = new("aiConsent.withdrawn", "at");
    private static readonly RuleMessage Refused = new("aiConsent.refused");
    private static readonly RuleMessage NotSigned = new("aiConsent.notSigned");

    public override IReadOnlyList<ParameterNeed> Needs => [new("representativeAccepted", ParameterType.Boolean)];

    public override IReadOnlyList<RuleMessage> Messages => [NotRequired, None, Withdrawn, Refused, NotSigned];

    public override RuleAnswer Decide(AiUseConsentFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var last = facts.Consents.LastOrDefault();
        var sheet = new FactSheet().Add("consentRequired", facts.Required).Add("consentId", last?.Id).Add("withdrawnAt", last?.WithdrawnAt);
        if (last is null)
            return facts.Required ? RuleAnswer.From(sheet, [None.With()]) : RuleAnswer.NotApplicable(sheet, NotRequired.With());
        if (last.WithdrawnAt <= at)
            return RuleAnswer.From(sheet, [Withdrawn.With(FactSheet.Text(last.WithdrawnAt.Value))]);

        var deciding = last.Parties.Where(p => p.Kind == ConsentPartyKind.Patient || (p.Kind == ConsentPartyKind.Representative && parameters.Bool("representativeAccepted"))).ToArray();
        if (deciding.FirstOrDefault(p => p.InformedAt is { } told && p.SignedAt is { } signed && told <= signed && signed <= at) is { } signer)
            return RuleAnswer.From(sheet.Add("signedForPatient", CodeName.Of(signer.Kind)).Add("patientSignedAt", signer.SignedAt), []);
        return RuleAnswer.From(sheet, [deciding.Any(p => !string.IsNullOrWhiteSpace(p.RefusedReason)) ? Refused.With() : NotSigned.With()]);
    }
}
