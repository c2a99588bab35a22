using Hengjian.Governance.Agreements.Contracts;
using Hengjian.Governance.Authorisations.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.FollowUps.Contracts;
using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Readiness.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Cases.Domain;

/// <summary>The clauses that cases ask about, each decided by the rule engine from facts as of a moment.</summary>
public sealed class CaseDecisions(RuleEngine engine)
{
    private static readonly PractitionerFacts Nobody = new(
        Guid.Empty, PractitionerKind.Other, null, null, null, null, null, LicensedHere: false, [], [], [], StudyReader: false);

    /// <summary>May the admitted version be used: scope and approval (R17-0.1, R17-0.2, R17-3.8.1a).</summary>
    public IReadOnlyList<Decision> Admission(DeploymentFile deployment, DateTimeOffset at) =>
    [
        engine.Decide(ClauseIds.Scope, deployment.Scope, at, deployment.Institution),
        engine.Decide(ClauseIds.Embedded, deployment.Scope, at, deployment.Institution),
        engine.Decide(ClauseIds.ApprovedDevice, deployment.Approval, at, deployment.Institution),
    ];

    /// <summary>HP-5.6: are new cases taken, where the department's conditions lapsed.</summary>
    internal Decision UnreadyUse(ReadinessLapse? lapse, DeploymentFile deployment, DateTimeOffset at) => engine.Decide(
        ClauseIds.UnreadyUse, new UnreadyUseFacts(deployment.Stage != DeploymentStage.Shadow, lapse), at, deployment.Institution);

    /// <summary><see cref="Admission"/> for a version that is not the admitted one: nobody answered its scope questions, and no document shows its delivery here.</summary>
    public IReadOnlyList<Decision> UnadmittedVersion(DeploymentFile deployment, string algorithmName, string algorithmVersion, DateTimeOffset at)
    {
        var sameProduct = algorithmName == deployment.AlgorithmName;
        var scope = deployment.Scope with { Version = algorithmVersion, AnsweredForVersion = deployment.Scope.AnsweredForVersion is null ? null : deployment.AlgorithmVersion, Embedded = false };
        var approval = new DeviceApprovalFacts(algorithmVersion, sameProduct ? deployment.Approval.Certificates : [], null, null, []);
        return
        [
            engine.Decide(ClauseIds.Scope, sameProduct ? scope : scope with { AnsweredForVersion = null }, at, deployment.Institution),
            engine.Decide(ClauseIds.ApprovedDevice, approval, at, deployment.Institution),
        ];
    }

    /// <summary>May this physician give opinions: R17-2.1.1 to 2.1.3, and the authorisation (HP-7.1). No record at all fails each.</summary>
    internal IReadOnlyList<Decision> Opinion(CaseActor? actor, DeploymentFile deployment, DateTimeOffset at, DateTimeOffset? knownAt = null)
    {
        var needs = Needs(deployment, at);
        var facts = new EligibilityFacts(actor?.Person ?? Nobody, needs);
        return
        [
            engine.Decide(ClauseIds.PracticeLicence, facts, at, needs.Institution),
            engine.Decide(ClauseIds.SpecialtyYears, facts, at, needs.Institution),
            engine.Decide(ClauseIds.PhysicianTraining, facts, at, needs.Institution),
            Authorisation(actor, PractitionerAct.Opinion, deployment, at, knownAt),
            .. RemoteAgreement(actor, PractitionerAct.Opinion, deployment, at, knownAt),
        ];
    }

    /// <summary>May this person confirm the acquisition: R17-2.2, R17-3.2b and HP-7.1; null when nobody has.</summary>
    internal IReadOnlyList<Decision> Operator(CaseActor? actor, bool byDevice, DeploymentFile deployment, DateTimeOffset at, DateTimeOffset? knownAt = null)
    {
        var needs = Needs(deployment, at);
        var years = engine.Decide(ClauseIds.Operator, new OperatorFacts(actor?.Person, byDevice, needs), at, needs.Institution);
        return actor is null
            ? [years]
            :
            [
                engine.Decide(ClauseIds.OtherStaffTraining, new EligibilityFacts(actor.Person, needs), at, needs.Institution),
                years,
                Authorisation(actor, PractitionerAct.Operate, deployment, at, knownAt),
            ];
    }

    private static TechnologyNeeds Needs(DeploymentFile deployment, DateTimeOffset at) =>
        deployment.Needs with { Outside = !TechnologyScopeJudgement.IsGated(TechnologyScopeJudgement.Of(deployment.Scope, at)) };

    /// <summary>HP-7.1: is the act authorised.</summary>
    internal Decision Authorisation(CaseActor? actor, PractitionerAct act, DeploymentFile deployment, DateTimeOffset at, DateTimeOffset? knownAt = null) => engine.Decide(
        ClauseIds.Authorisation,
        new AuthorisationFacts(
            actor?.Id ?? Guid.Empty,
            act,
            TechnologyScopeJudgement.IsGated(TechnologyScopeJudgement.Of(deployment.Scope, at)),
            actor?.Authorisations ?? PersonAuthorisations.None,
            actor?.Person.SpecialtyPeriods ?? [],
            knownAt),
        at,
        deployment.Institution);

    /// <summary>HP-9.1, for a reader of another institution alone.</summary>
    internal IReadOnlyList<Decision> RemoteAgreement(CaseActor? actor, PractitionerAct act, DeploymentFile deployment, DateTimeOffset at, DateTimeOffset? knownAt = null) =>
        actor?.Person.Home is not { } home
            ? []
            :
            [
                engine.Decide(
                    ClauseIds.RemoteAgreement,
                    new RemoteReaderFacts(actor.Id, home, act, actor.Agreements, actor.Authorisations.Terms.Any(t => t.Acts.Contains(act) && t.InForce(at, knownAt)), knownAt),
                    at,
                    deployment.Institution),
            ];

    /// <summary>R17-3.1a: operating rules in force, and acknowledged by who acts. The decision's facts name their versions, which the act so keeps.</summary>
    internal Decision OperatingRules(OperatingRuleFacts facts, DeploymentFile deployment, DateTimeOffset at) =>
        engine.Decide(ClauseIds.OperatingRules, facts, at, deployment.Institution);

    /// <summary>R17-3.1b and R17-3.1c for the case as it stands: by the physician who confirms, by the two of an override, else by a standing rule.</summary>
    internal IReadOnlyList<Decision> Indication(
        Case subject, DeploymentFile deployment, IndicationGround ground, DateTimeOffset at, PractitionerFacts? confirmedBy = null, OverrideFact? over = null)
    {
        var answers = subject.Indication;
        var use = new ClinicalUse(deployment.Stage != DeploymentStage.Shadow, TechnologyScopeJudgement.IsGated(TechnologyScopeJudgement.Of(deployment.Scope, at)));
        var weighing = answers.Weighing().Or(ground.Settings?.Weighing);
        var indication = new IndicationFacts(
            use,
            deployment.VersionId,
            new OrderFacts(subject.ExaminationKind, subject.AgeAtExamination, subject.Sex, subject.VisitKind, subject.Purpose),
            [.. deployment.IndicationChecklist.Select(i => new ChecklistAnswer(i, answers.Answers.TryGetValue(i.Code, out var answer) ? answer : null))],
            ground.Rules,
            confirmedBy,
            over);
        return
        [
            engine.Decide(ClauseIds.Weighing, new WeighingFacts(use, weighing, answers.AlternativesConsidered, answers.CostExplained), at, deployment.Institution),
            engine.Decide(ClauseIds.Indication, indication, at, deployment.Institution),
        ];
    }

    /// <summary>HP-2.3 for an override that was signed.</summary>
    internal Decision OverrideReview(DateTimeOffset signedAt, DateTimeOffset? reviewedAt, DeploymentFile deployment, DateTimeOffset at) =>
        engine.Decide(ClauseIds.OverrideReview, new OverrideReviewFacts(signedAt, reviewedAt), at, deployment.Institution);

    /// <summary>R17-3.4 for the case as it stands.</summary>
    internal Decision Consent(CaseFile file, DeploymentFile deployment, DateTimeOffset at) =>
        engine.Decide(ClauseIds.InformedConsent, file.ConsentFacts(), at, deployment.Institution);

    /// <summary>HP-13.2 for the case as it stands.</summary>
    internal Decision AiUseConsent(CaseFile file, DeploymentFile deployment, DateTimeOffset at) =>
        engine.Decide(ClauseIds.AiUseConsent, file.AiUseFacts(), at, deployment.Institution);

    /// <summary>HP-13.4 for the case as it stands.</summary>
    internal Decision ConsentScan(CaseFile file, IReadOnlySet<Guid> scanned, DeploymentFile deployment, DateTimeOffset at) =>
        engine.Decide(ClauseIds.ConsentScan, file.ScanFacts(scanned), at, deployment.Institution);

    /// <summary>R17-3.2a for the case as it stands.</summary>
    internal Decision TwoPhysicians(CaseFile file, DeploymentFile deployment, IReadOnlyDictionary<Guid, ProfessionalTitle?> titles, DateTimeOffset at) =>
        engine.Decide(ClauseIds.TwoPhysicians, file.OpinionFacts(titles), at, deployment.Institution);

    /// <summary>R17-3.2a refused because the physician has an opinion of this phase already, which a second one would have to supersede.</summary>
    internal Decision SamePhysician(CaseFile file, DeploymentFile deployment, DateTimeOffset at) =>
        engine.Decide(ClauseIds.TwoPhysicians, file.OpinionFacts(), at, deployment.Institution) with
    {
        Outcome = ClauseOutcome.NotSatisfied,
        Level = ClauseLevel.Block,
        Missing = [new MissingItem("opinions.sameAuthor", new Dictionary<string, string>())],
    };

    /// <summary>HP-4.1: the second physician after a provisional opinion, and critical values.</summary>
    internal Decision Provisional(ProvisionalFacts facts, DeploymentFile deployment, DateTimeOffset at) =>
        engine.Decide(ClauseIds.Provisional, facts, at, deployment.Institution);

    /// <summary>HP-12.1: the order of steps out of a disagreement.</summary>
    internal Decision Disagreement(DisagreementStepFacts facts, DeploymentFile deployment, DateTimeOffset at) =>
        engine.Decide(ClauseIds.Disagreement, facts, at, deployment.Institution);

    /// <summary>R17-3.3: who signs, and whether that clinician may; and HP-7.1.</summary>
    internal IReadOnlyList<Decision> FinalDiagnosis(CaseActor? clinician, DeploymentFile deployment, bool gaveOpinion, DateTimeOffset at, DateTimeOffset? knownAt = null) =>
    [
        engine.Decide(ClauseIds.FinalDiagnosis, new FinalDiagnosisFacts(ActorKind.Person, clinician?.Person, deployment.Needs, gaveOpinion), at, deployment.Institution),
        Authorisation(clinician, PractitionerAct.FinalDiagnosis, deployment, at, knownAt),
        .. RemoteAgreement(clinician, PractitionerAct.FinalDiagnosis, deployment, at, knownAt),
    ];

    /// <summary>R17-3.6b: the follow-up that the plan asks for, before the case is closed.</summary>
    internal Decision FollowUp(FollowUpFacts facts, DeploymentFile deployment, DateTimeOffset at) => engine.Decide(ClauseIds.FollowUps, facts, at, deployment.Institution);

    /// <summary>What a device or integration token meets wherever a person must sign.</summary>
    public IReadOnlyList<Decision> SignedByDevice(DateTimeOffset at) =>
        [engine.Decide(ClauseIds.FinalDiagnosis, new FinalDiagnosisFacts(ActorKind.Device, null, new TechnologyNeeds("", [], [], ""), GaveCountedOpinion: false), at)];
}
