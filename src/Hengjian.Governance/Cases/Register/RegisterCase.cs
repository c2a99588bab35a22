using System.Globalization;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Cases.Readings;
using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Protection;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Readiness.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Cases.Register;

/// <summary>Registers a case on a deployment in use. Where a standing rule decides its order it is indicated at once, else it waits for a physician.</summary>
public sealed class RegisterCase(
    IWriter writer,
    IDeploymentDirectory deployments,
    IPractitionerDirectory practitioners,
    IIndicationGrounds grounds,
    IReadinessLapses lapses,
    CaseDecisions rules,
    CaseActs acts,
    ReaderAssignment assignment)
{
    private const int OldestPatientYears = 130;

    public Task<Outcome<RegisteredCase>> HandleAsync(RegisterCaseRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<RegisteredCase>(context, (scope, ct) => RegisterAsync(request, scope, ct), cancellationToken);

    private async Task<Outcome<RegisteredCase>> RegisterAsync(RegisterCaseRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var deployment = request.DeploymentId is { } id ? await deployments.FindAsync(scope.Db, id, cancellationToken) : null;
        errors.Require(deployment is not null, "deploymentId", request.DeploymentId is null ? "field.required" : "field.unknownReference");
        CheckPatient(request, errors, scope.Now);
        errors.Text("accessionNumber", request.AccessionNumber, 64);
        errors.Text("examination.kind", request.Examination?.Kind, 100);
        errors.Text("examination.site", request.Examination?.Site, 40, required: false);
        errors.Require(request.Examination?.PerformedAt is not null, "examination.performedAt", "field.required");
        errors.Past("examination.performedAt", request.Examination?.PerformedAt, scope.Now);
        errors.Require(request.Invasive is not null, "invasive", "field.required");
        CheckProcedure(request, errors, scope.Now);
        errors.Text("studyInstanceUid", request.StudyInstanceUid, 64, required: false);
        CheckIndication(request.Indication, deployment, errors);
        await CheckPeopleAsync(request, scope, errors, cancellationToken);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        if (!deployment!.InUse)
        {
            return deployment.SuspendedAt is null
                ? new Conflict("case.deploymentNotInUse")
                : new Conflict("case.deploymentSuspended", new Dictionary<string, string> { ["reason"] = deployment.SuspensionReason ?? "" });
        }

        Decision[] admission = [.. rules.Admission(deployment, scope.Now), rules.UnreadyUse(await lapses.FindAsync(scope.Db, deployment.Id, cancellationToken), deployment, scope.Now)];
        var refused = deployment.Stage != DeploymentStage.Shadow && admission.Any(d => d.Blocks);
        return refused ? new RuleRefused(admission) : await StoreAsync(request, deployment, admission[0].Pack, scope, cancellationToken);
    }

    private async Task<Outcome<RegisteredCase>> StoreAsync(
        RegisterCaseRequest request, DeploymentFile deployment, string pack, WriteScope scope, CancellationToken cancellationToken)
    {
        var year = ShanghaiDay.Of(scope.Now).Year;
        var serial = await NumberSequence.NextAsync(scope, "case-" + year.ToString(CultureInfo.InvariantCulture), cancellationToken);
        var subject = NewCase(request, deployment, scope.Database.Fields, scope.InstitutionId, scope.NewId());
        subject.Number = string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{serial:000000}");
        subject.RegisteredAt = scope.Now;
        if (subject.NamedReaders.Length == 0)
        {
            subject.NamedReaders = string.Join(' ', (await assignment.ForAsync(scope, deployment, cancellationToken)).Select(r => r.ToString("D")));
        }

        scope.Db.Add(subject);
        var act = new CaseAct(scope, CaseFile.New(subject), deployment);
        var ground = await grounds.OfAsync(scope.Db, deployment.Id, cancellationToken);
        subject.AiConsent = ground.Settings?.AiConsentRequired == true && deployment.Stage != DeploymentStage.Shadow ? AiConsent.Required : AiConsent.NotAsked;
        var decisions = rules.Indication(subject, deployment, ground, scope.Now);
        if (!decisions.Any(d => d.Blocks))
        {
            subject.State = CaseState.Indicated;
            CaseIndication.Of(act, null, decisions);
        }

        scope.Record("case.registered", nameof(Case), subject.Id, pack);
        await acts.SaveAsync(scope, act, before: null, cancellationToken);
        return new RegisteredCase(subject.Id, subject.Number, subject.State);
    }

    private static Case NewCase(RegisterCaseRequest request, DeploymentFile deployment, FieldProtector fields, Guid institution, Guid id)
    {
        var patient = request.Patient!;
        var examinedAt = StoredInstant.Truncate(request.Examination!.PerformedAt!.Value);
        var draw = BlindFirstDraws.For(request, deployment, fields, institution);
        return new Case
        {
            InstitutionId = institution,
            Id = id,
            DeploymentId = deployment.Id,
            State = CaseState.Registered,
            Protocol = draw is { Drawn: true } ? ReadingProtocol.BlindFirst : request.Protocol ?? deployment.DefaultProtocol,
            Draw = draw,
            PatientIdentifier = fields.Protect(institution, "patient_identifier", id, patient.Identifier!.Trim())!,
            PatientIdentifierIndex = fields.BlindIndex(institution, "patient", patient.Identifier)!,
            PatientName = fields.Protect(institution, "patient_name", id, patient.Name?.Trim()),
            PatientNameIndex = fields.BlindIndex(institution, "name", patient.Name),
            Sex = patient.Sex!.Value,
            BirthDate = fields.Protect(institution, "birth_date", id, patient.BirthDate!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            AgeAtExamination = AgeOn(patient.BirthDate.Value, ShanghaiDay.Of(examinedAt)),
            AccessionNumber = fields.Protect(institution, "accession_number", id, request.AccessionNumber!.Trim()),
            AccessionNumberIndex = fields.BlindIndex(institution, "accession", request.AccessionNumber),
            StudyInstanceUid = request.StudyInstanceUid,
            ExaminationKind = request.Examination.Kind!.Trim(),
            ExaminedAt = examinedAt,
            VisitKind = request.Examination.VisitKind,
            Purpose = request.Examination.Purpose,
            Invasive = request.Invasive!.Value,
            InvasiveProcedure = request.InvasiveProcedure,
            Indication = request.Indication ?? new IndicationAnswers(),
            ClinicianId = request.ClinicianId,
            Subgroups = Subgroups(request.Examination.Site, deployment),
            NamedReaders = string.Join(' ', (request.Readers ?? []).Distinct().Select(r => r.ToString("D"))),
        };
    }

    private static void CheckPatient(RegisterCaseRequest request, FieldErrors errors, DateTimeOffset now)
    {
        errors.Require(request.Patient is not null, "patient", "field.required");
        if (request.Patient is not { } patient)
        {
            return;
        }

        errors.Text("patient.identifier", patient.Identifier, 64);
        errors.Text("patient.name", patient.Name, 64, required: false);
        errors.Require(patient.Sex is not null, "patient.sex", "field.required");
        errors.Require(patient.BirthDate is not null, "patient.birthDate", "field.required");
        if (patient.BirthDate is { } birth)
        {
            var examined = ShanghaiDay.Of(request.Examination?.PerformedAt ?? now);
            errors.Require(birth <= ShanghaiDay.Of(now), "patient.birthDate", "field.future");
            errors.Require(birth <= examined, "patient.birthDate", "case.bornAfterExamination");
            errors.Require(birth.Year >= examined.Year - OldestPatientYears, "patient.birthDate", "field.tooEarly");
        }
    }

    private static void CheckProcedure(RegisterCaseRequest request, FieldErrors errors, DateTimeOffset now)
    {
        if (request.InvasiveProcedure is not { } procedure)
        {
            return;
        }

        // Unmarked, the step would escape R17-3.4.
        errors.Require(request.Invasive is not false, "invasive", "case.procedureIsInvasive");
        errors.Text("invasiveProcedure.name", procedure.Name, 200);
        errors.Require(procedure.PlannedAt is not { Year: < 1980 }, "invasiveProcedure.plannedAt", "field.tooEarly");
        errors.Past("invasiveProcedure.startedAt", procedure.StartedAt, now);
    }

    internal static void CheckIndication(IndicationAnswers? indication, DeploymentFile? deployment, FieldErrors errors)
    {
        foreach (var code in indication?.Answers.Keys ?? [])
        {
            if (deployment is not null && deployment.IndicationChecklist.All(i => i.Code != code))
            {
                errors.Add($"indication.answers.{code}", "case.unknownChecklistItem");
            }
        }

        errors.Text("indication.alternativesConsidered", indication?.AlternativesConsidered, 2000, required: false);
        WeighingChecks.Check(errors, "indication", indication?.Weighing(), ofCase: true);
    }

    private async Task CheckPeopleAsync(RegisterCaseRequest request, WriteScope scope, FieldErrors errors, CancellationToken cancellationToken)
    {
        var readers = request.Readers ?? [];
        errors.Require(readers.Count <= 20, "readers", "field.tooMany");
        for (var i = 0; i < Math.Min(readers.Count, 20); i++)
        {
            var reader = await practitioners.FindAsync(scope.Db, readers[i], null, cancellationToken);
            errors.Require(reader is { Kind: PractitionerKind.Physician, StudyReader: false }, $"readers[{i}]", "case.readerUnknown");
        }

        if (request.ClinicianId is { } clinician)
        {
            var found = await practitioners.FindAsync(scope.Db, clinician, null, cancellationToken);
            errors.Require(found is { Kind: PractitionerKind.Physician, StudyReader: false }, "clinicianId", "case.clinicianUnknown");
        }
    }

    /// <summary>Completed years; who was born on 29 February has the birthday on 1 March in common years.</summary>
    private static int AgeOn(DateOnly birth, DateOnly day) =>
        day.Year - birth.Year - ((day.Month, day.Day).CompareTo((birth.Month, birth.Day)) < 0 ? 1 : 0);

    /// <summary>What the case is told apart by in statistics, as of its registration: a deployment that changes its mode later does not move the cases that it had.</summary>
    private static Dictionary<string, string> Subgroups(string? site, DeploymentFile deployment)
    {
        var groups = new Dictionary<string, string>();
        if (!string.IsNullOrWhiteSpace(site))
        {
            groups["site"] = site.Trim();
        }

        // Where everything is read here the division would say nothing.
        if (deployment.ObservedActs.Contains(ObservedKind.Opinion))
        {
            groups["attestation"] = "enforced";
        }

        return groups;
    }
}
