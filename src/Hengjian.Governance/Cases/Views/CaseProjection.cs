using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Protection;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Cases.Views;

/// <summary>Builds every view of a case. It alone decides what a reader is shown.</summary>
public sealed class CaseProjection(CaseDecisions rules)
{
    internal CaseView For(
        Caller caller,
        CaseFile file,
        DeploymentFile deployment,
        IReadOnlyDictionary<Guid, string> names,
        OperatingRuleFacts written,
        IndicationGround ground,
        CaseIndication? indicated,
        IReadOnlySet<Guid> scanned,
        FieldProtector fields,
        DateTimeOffset now)
    {
        var subject = file.Case;
        var blind = Blindness.Of(caller, file);
        string? Open(string column, Guid row, byte[]? stored) => fields.Unprotect(subject.InstitutionId, column, row, stored);
        PersonView Person(Guid id) => new(id, names.GetValueOrDefault(id, ""));

        var birth = Open("birth_date", subject.Id, subject.BirthDate);
        var finals = file.FinalDiagnoses.Select(d => new FinalDiagnosisView(
            d.Id, d.PractitionerId, names.GetValueOrDefault(d.PractitionerId, ""), d.Label, Open("text", d.Id, d.Text)!, d.Icd10, d.SignedAt, d.SupersedesId, d.Reason,
            d.SignatureId == Guid.Empty ? null : d.SignatureId, d.Decisions)
        {
            ObservedFrom = d.ObservedSystem,
            Fingerprint = FinalDiagnoses.ReportVerification.Fingerprint(subject.Number, d, fields),
            AiContribution = d.AiContribution,
            AiContributionText = Open("ai_contribution_text", d.Id, d.AiContributionText),
        }).ToList();
        return new CaseView
        {
            Id = subject.Id,
            Version = subject.Version,
            Number = subject.Number,
            State = subject.State,
            Protocol = subject.Protocol,
            Deployment = new DeploymentSummary(deployment.Id, deployment.Name, deployment.AlgorithmName, deployment.AlgorithmVersion, deployment.Labels, deployment.IndicationChecklist) { Reading = deployment.Reading },
            Patient = new PatientView(
                Masking.Identifier(Open("patient_identifier", subject.Id, subject.PatientIdentifier)!),
                Masking.Name(Open("patient_name", subject.Id, subject.PatientName)),
                subject.Sex,
                subject.AgeAtExamination,
                birth?[..4]),
            AccessionNumber = Open("accession_number", subject.Id, subject.AccessionNumber),
            StudyInstanceUid = subject.StudyInstanceUid,
            ExaminationKind = subject.ExaminationKind,
            ExaminedAt = subject.ExaminedAt,
            Invasive = subject.Invasive,
            AiConsent = subject.AiConsent,
            InvasiveProcedure = subject.InvasiveProcedure,
            VisitKind = subject.VisitKind,
            Purpose = subject.Purpose,
            Indication = subject.Indication,
            Weighing = subject.Indication.Weighing().Or(ground.Settings?.Weighing),
            IndicatedBy = indicated is null ? null : Ground(indicated, Person, Open),
            Readers = [.. subject.Readers.Select(Person)],
            Clinician = subject.ClinicianId is { } clinician ? Person(clinician) : null,
            AiFailureCode = subject.AiFailureCode,
            RegisteredAt = subject.RegisteredAt,
            DueAt = subject.DueAt,
            Overdue = subject.DueAt < now,
            WithoutAi = subject.WithoutAi,
            DeploymentSuspended = deployment.SuspendedAt is not null,
            AiHidden = blind.AiHidden,
            AiResults = [.. file.AiResults.Where(r => !blind.IsReader || r.Status is not (AiResultStatus.Shadow or AiResultStatus.KeptApart or AiResultStatus.Unlinked or AiResultStatus.AwaitingConsent)).Select(r => AiResult(r, blind, names, Open))],
            Opinions = [.. file.Opinions.Select(o => Opinion(o, file, blind, names, caller, Open))],
            Resolutions = blind.OpinionsHidden ? [] : [.. file.Resolutions.Select(r => new ResolutionView(
                r.Id, r.PractitionerId, names.GetValueOrDefault(r.PractitionerId, ""), r.Method, r.Label, Open("minutes", r.Id, r.Minutes), r.SignedAt, r.SignatureId)
            {
                Settled = !r.LeftOpen,
                SkipReason = r.SkipReason,
                ChangesTreatment = r.ChangesTreatment,
                Attendees = [.. r.Attendees.Select(Person)],
            })],
            IssuedLabel = blind.OpinionsHidden ? null : subject.IssuedLabel,
            IssuedAt = subject.IssuedAt,
            IssuedBy = [.. subject.IssuedBy.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => Person(Guid.Parse(p)))],
            FinalDiagnosis = blind.OpinionsHidden ? null : finals.LastOrDefault(),
            FinalDiagnoses = blind.OpinionsHidden ? [] : finals,
            References = blind.OpinionsHidden ? [] : [.. file.References.Select(r => new ReferenceView(
                r.Id, r.Kind, r.Label, r.EstablishedOn, r.RecordedAt, r.RecordedBy is { } by ? names.GetValueOrDefault(by) : null, file.JudgingReference == r,
                r.EndedAt is null && file.StandingReferences.Any(o => o.Kind == r.Kind && o.Label != r.Label), Open("reason", r.Id, r.Reason),
                file.References.Find(o => o.SupersedesId == r.Id)?.Id, r.EndedAt, Open("end_reason", r.Id, r.EndReason)))],
            Consents = [.. file.Consents.Select(c => new ConsentView(c.Id, c.Content.Kind, c.Content.InformedAt, c.Content.Parties, c.Content.Emergency is not null, c.RecordedAt, c.WithdrawnAt)
            {
                SignedOnPaper = c.Content.SignedOnPaper,
                ScanMissing = c.Content.SignedOnPaper && !scanned.Contains(c.Id),
            })],
            Remark = subject.Remark,
            Next = Next(caller, file, indicated?.OverrideRequestedAt is not null),
            BlockedBy = BlockedBy(file, deployment, written, ground, scanned, blind, now),
        };
    }

    private static IndicationGroundView Ground(CaseIndication row, Func<Guid, PersonView> person, Func<string, Guid, byte[]?, string?> open) => new(
        row.Basis,
        row.StandingRuleId,
        row.PractitionerId is { } by ? person(by) : null,
        row.IndicatedAt,
        row.OverrideRequestedAt,
        open("override_reason", row.Id, row.OverrideReason),
        row.SecondId is { } second ? person(second) : null,
        row.ReviewDueAt,
        row.ReviewedAt,
        row.Justified,
        open("review_text", row.Id, row.ReviewText),
        row.Decisions);

    private static AiResultView AiResult(
        AiResult r, Blindness blind, IReadOnlyDictionary<Guid, string> names, Func<string, Guid, byte[]?, string?> open)
    {
        // What waits for the consent nobody may know.
        var hidden = blind.AiHidden || r.Status == AiResultStatus.AwaitingConsent;
        return new AiResultView(
            r.Id,
            r.Status,
            hidden ? null : r.Label,
            hidden ? null : r.Score,
            hidden || open("findings", r.Id, r.Findings) is not { } findings ? null : JsonSerializer.Deserialize<JsonElement>(findings),
            r.AlgorithmName is null ? null : new AlgorithmView(r.AlgorithmName, r.AlgorithmVersion, r.Manufacturer, r.Udi),
            r.AlgorithmName is null,
            r.ProducedAt,
            r.ReceivedAt,
            r.OperatorId is { } id ? new PersonView(id, names.GetValueOrDefault(id, "")) : null,
            r.Source,
            hidden ? null : r.ContentHash,
            r.Decisions)
        {
            UnlinkProposedAt = r.UnlinkProposedAt,
            UnlinkProposedBy = r.UnlinkProposedBy,
            UnlinkReason = hidden ? null : open("unlink_reason", r.Id, r.UnlinkReason),
        };
    }

    private static OpinionView Opinion(Opinion o, CaseFile file, Blindness blind, IReadOnlyDictionary<Guid, string> names, Caller caller, Func<string, Guid, byte[]?, string?> open)
    {
        // One's own opinion is always whole; it was given on what one was shown.
        var hidden = blind.OpinionsHidden && o.PractitionerId != caller.PractitionerId;
        return new OpinionView(
            o.Id,
            o.PractitionerId,
            names.GetValueOrDefault(o.PractitionerId, ""),
            o.Phase,
            o.Role,
            hidden ? null : o.Label,
            hidden ? null : o.Confidence,
            hidden ? null : o.AgreesWithAi,
            hidden ? null : o.OverrideReason,
            hidden ? null : o.SecondsSpent,
            o.UseConfirmed,
            o.Provisional,
            o.SignedAt,
            o.SupersedesId,
            file.SupersededBy(o.Id),
            hidden ? null : o.Reason,
            o.SignatureId,
            o.Decisions)
        {
            Draft = o.Draft,
            CriticalValue = !hidden && o.CriticalValue,
            OverrideCode = hidden ? null : o.OverrideCode,
            Fields = hidden || open("fields", o.Id, o.Fields) is not { } fields ? null : JsonSerializer.Deserialize<JsonElement>(fields),
            SecondsSource = hidden ? null : o.SecondsSource,
            SessionId = o.SessionId,
            ObservedFrom = o.ObservedSystem,
            ShownWrongPatient = file.AiResults.Exists(r => r.Id == o.ShownAiResultId && r.Status == AiResultStatus.Unlinked),
        };
    }

    /// <summary>What the state table offers now; whether the caller may try is the permission and being named or in the pool.</summary>
    private static List<NextAct> Next(Caller caller, CaseFile file, bool overridden)
    {
        var subject = file.Case;
        return [.. CaseMachine.Table
            .Where(t => t.From == subject.State)
            .Where(t => t.Event != CaseEvent.GiveOpinionBeforeAi || (subject.Protocol == ReadingProtocol.BlindFirst && !subject.WithoutAi))
            .Where(t => t.Event != CaseEvent.RecordConsent || subject.Invasive || subject.AiConsent != AiConsent.NotAsked)
            .Where(t => t.Event != CaseEvent.StartProcedure || subject is { Invasive: true, InvasiveProcedure.StartedAt: null })
            .Where(t => t.Event != CaseEvent.WithdrawConsent || file.Consents.Exists(c => c.WithdrawnAt is null))
            .Where(t => t.Event != CaseEvent.SignIndicationOverride || overridden)
            .Where(t => t.Event != CaseEvent.UnlinkAiResult)
            .Where(t => t.Event != CaseEvent.ConfirmAcquisition || file.CurrentAiResult?.Status == AiResultStatus.AwaitingOperator)
            .Select(t => new NextAct(t.Event, t.By, [.. Enum.GetValues<Role>().Where(r => PermissionMatrix.Allows(r, t.By))], IsMine(caller, file, t), t.Clauses))];
    }

    private static bool IsMine(Caller caller, CaseFile file, CaseTransition line) => caller.Can(line.By) && line.Event switch
    {
        CaseEvent.GiveOpinionBeforeAi => caller.PractitionerId is { } self && CaseReach.IsReader(file.Case, self) && !file.HasReadBlind(self),
        CaseEvent.GiveOpinion => caller.PractitionerId is { } self && CaseReach.IsReader(file.Case, self)
            && (file.Case.Protocol != ReadingProtocol.BlindFirst || file.Case.WithoutAi || file.HasReadBlind(self)),
        CaseEvent.SaveDraft or CaseEvent.ReportCriticalValue => caller.PractitionerId is { } self && CaseReach.IsReader(file.Case, self)
            && (file.Case.Protocol != ReadingProtocol.BlindFirst || file.Case.WithoutAi || file.HasReadBlind(self)),
        CaseEvent.SignFinalDiagnosis => caller.PractitionerId is { } self && CaseReach.IsClinician(file.Case, self),
        _ => true,
    };

    private List<Decision> BlockedBy(CaseFile file, DeploymentFile deployment, OperatingRuleFacts written, IndicationGround ground, IReadOnlySet<Guid> scanned, Blindness blind, DateTimeOffset now)
    {
        var subject = file.Case;
        if (subject.State == CaseState.Cancelled || CaseMachine.IsComplete(subject.State))
        {
            return [];
        }

        var decisions = new List<Decision> { rules.Consent(file, deployment, now), rules.AiUseConsent(file, deployment, now) };
        if (subject.InvasiveProcedure?.StartedAt is null && CaseMachine.Find(subject.State, CaseEvent.StartProcedure) is not null)
        {
            decisions.Add(rules.ConsentScan(file, scanned, deployment, now));
        }

        if (subject.State is CaseState.Registered or CaseState.Indicated)
        {
            decisions.AddRange(rules.Admission(deployment, now));
            decisions.Add(rules.OperatingRules(written, deployment, now));
        }

        if (subject.State == CaseState.Registered)
        {
            decisions.AddRange(rules.Indication(subject, deployment, ground, now));
        }

        if (file.CurrentAiResult is { Status: AiResultStatus.AwaitingOperator } && !subject.WithoutAi)
        {
            decisions.AddRange(rules.Operator(null, byDevice: true, deployment, now));
        }

        if (subject.State != CaseState.OpinionIssued)
        {
            var opinions = rules.TwoPhysicians(file, deployment, new Dictionary<Guid, ProfessionalTitle?>(), now);
            decisions.Add(blind.OpinionsHidden ? WithoutLabels(opinions) : opinions);
        }

        return [.. decisions.Where(d => d.Outcome == ClauseOutcome.NotSatisfied)];
    }

    /// <summary>The decision on R17-3.2a without what the readers said: who is blinded may know that opinions are lacking, not which.</summary>
    internal static Decision WithoutLabels(Decision decision) => decision with
    {
        Facts = decision.Facts.Where(f => f.Key is not ("label" or "countedLabels" or "countedPositions" or "behindLabel")).ToDictionary(f => f.Key, f => f.Value),
        Missing = [.. decision.Missing.Select(m => m with { Arguments = m.Arguments.ToDictionary(a => a.Key, a => a.Key is "labels" or "label" ? "–" : a.Value) })],
    };
}
