using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Cases.Domain.Rules;

/// <summary>Judges one consent document against R17-3.4: who signed in time, what was told, and a lawful reason where someone did not sign.</summary>
internal sealed class ConsentJudgement
{
    private static readonly RuleMessage NoInformer = new("consent.noInformer");
    private static readonly RuleMessage Topics = new("consent.topics", "topics");
    private static readonly RuleMessage Absent = new("consent.absent", "party");
    private static readonly RuleMessage Refused = new("consent.refused", "party", "reason");
    private static readonly RuleMessage NotInformed = new("consent.notInformed", "party");
    private static readonly RuleMessage NotSigned = new("consent.notSigned", "party");
    private static readonly RuleMessage SignedFirst = new("consent.signedFirst", "party");
    private static readonly RuleMessage EmergencyNotApproved = new("consent.emergencyNotApproved");

    private readonly ConsentFact consent;
    private readonly Terms terms;
    private readonly List<MissingItem> missing = [];

    private ConsentJudgement(ConsentFact consent, Terms terms)
    {
        this.consent = consent;
        this.terms = terms;
    }

    public static IReadOnlyList<RuleMessage> Messages { get; } =
        [NoInformer, Topics, Absent, Refused, NotInformed, NotSigned, SignedFirst, EmergencyNotApproved];

    public Guid ConsentId => consent.Id;

    public IReadOnlyList<MissingItem> Missing => missing;

    /// <summary>Who signed for the patient; <c>null</c>: nobody.</summary>
    public ConsentPartyFact? ForPatient { get; private set; }

    /// <summary>Who signed for the family; <c>null</c>: nobody.</summary>
    public ConsentPartyFact? ForFamily { get; private set; }

    /// <summary>The lawful reason in place of a signature, a term of the pack; <c>null</c>: none was needed or there is none.</summary>
    public string? LawfulReason { get; private set; }

    public IReadOnlyList<string> TopicsTold => [.. TopicsOf(consent).Where(t => t.Told).Select(t => t.Topic)];

    /// <param name="consent">The document, not withdrawn.</param>
    /// <param name="terms">What the pack asks, and until when it must be there.</param>
    public static ConsentJudgement Of(ConsentFact consent, Terms terms)
    {
        var judgement = new ConsentJudgement(consent, terms);
        judgement.Judge();
        return judgement;
    }

    private void Judge()
    {
        ForPatient = Signer(ConsentPartyKind.Patient) ?? Signer(ConsentPartyKind.Representative);
        ForFamily = Signer(ConsentPartyKind.Family)
            ?? consent.Parties.FirstOrDefault(
                p => p.Kind == ConsentPartyKind.Representative && !string.IsNullOrWhiteSpace(p.Relation) && HasSigned(p));

        // A patient who refuses cannot be overruled by a representative or an emergency.
        if (consent.Parties.FirstOrDefault(p => p.Kind == ConsentPartyKind.Patient && Refuses(p)) is { } refusal)
        {
            missing.Add(Refused.With("patient", refusal.RefusedReason!));
            return;
        }

        if (ForPatient is null || ForFamily is null)
            JudgeAbsence();
        if (ForPatient is null && ForFamily is null && LawfulReason is not null)
            return;
        if (consent.InformedBy is null)
            missing.Add(NoInformer.With());
        if (terms.Topics.Except(TopicsTold).ToArray() is { Length: > 0 } untold)
            missing.Add(Topics.With(string.Join(',', untold)));
    }

    private void JudgeAbsence()
    {
        if (ForPatient is not null && terms.PatientRefusalAccepted && PatientKeepsFamilyOut())
        {
            LawfulReason = "patientRefusal";
            return;
        }

        if (consent.Emergency is { } emergency)
        {
            if (terms.EmergencyAccepted
                && emergency is { ApprovedBy: not null, ApproverIsLead: true }
                && !string.IsNullOrWhiteSpace(emergency.Reason)
                && terms.InTime(consent.InformedAt))
            {
                LawfulReason = "noneReachable";
                return;
            }

            missing.Add(EmergencyNotApproved.With());
        }

        if (ForPatient is null)
            missing.Add(WhyUnsigned(ConsentPartyKind.Patient, ConsentPartyKind.Representative));
        if (ForFamily is null)
            missing.Add(WhyUnsigned(ConsentPartyKind.Family));
    }

    private bool PatientKeepsFamilyOut() => consent.Parties.Any(p =>
        !string.IsNullOrWhiteSpace(p.RefusedReason)
        && p.Kind is ConsentPartyKind.Patient or ConsentPartyKind.Family
        && p.SignedAt is { } signed && terms.InTime(signed));

    private MissingItem WhyUnsigned(params ReadOnlySpan<ConsentPartyKind> kinds)
    {
        var party = CodeName.Of(kinds[0]);
        foreach (var kind in kinds)
        {
            if (consent.Parties.FirstOrDefault(p => p.Kind == kind) is not { } found)
                continue;
            if (Refuses(found))
                return Refused.With(CodeName.Of(kind), found.RefusedReason!);
            if (!terms.InTime(found.InformedAt))
                return NotInformed.With(CodeName.Of(kind));
            return found.SignedAt < found.InformedAt ? SignedFirst.With(CodeName.Of(kind)) : NotSigned.With(CodeName.Of(kind));
        }

        return Absent.With(party);
    }

    private ConsentPartyFact? Signer(ConsentPartyKind kind) => consent.Parties.FirstOrDefault(p => p.Kind == kind && HasSigned(p));

    private bool HasSigned(ConsentPartyFact party) =>
        terms.InTime(party.InformedAt)
        && terms.InTime(party.SignedAt)
        && party.SignedAt >= party.InformedAt

        // On a family entry the signature under a refusal is the patient's (see the facts).
        && (party.Kind == ConsentPartyKind.Patient || string.IsNullOrWhiteSpace(party.RefusedReason));

    private static bool Refuses(ConsentPartyFact party) => !string.IsNullOrWhiteSpace(party.RefusedReason) && party.SignedAt is null;

    private static (string Topic, bool Told)[] TopicsOf(ConsentFact consent) =>
    [
        ("purpose", consent.Purpose), ("risks", consent.Risks), ("precautions", consent.Precautions),
        ("complications", consent.Complications), ("prevention", consent.Prevention),
    ];

    /// <summary>What the pack asks, and until when.</summary>
    /// <param name="Topics">Topics that must have been told.</param>
    /// <param name="PatientRefusalAccepted">The patient's signed refusal stands in for the family's signature.</param>
    /// <param name="EmergencyAccepted">A lead's approval stands in where nobody can be reached.</param>
    /// <param name="StartedAt">Start of the invasive step; then everything lies before it.</param>
    /// <param name="At">The moment asked about, where the step has not started.</param>
    internal sealed record Terms(
        IReadOnlyList<string> Topics, bool PatientRefusalAccepted, bool EmergencyAccepted, DateTimeOffset? StartedAt, DateTimeOffset At)
    {
        public bool InTime(DateTimeOffset? instant) => instant is { } i && (StartedAt is { } start ? i < start : i <= At);
    }
}
