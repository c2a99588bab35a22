using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Identifiers;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Observed;

/// <summary>
/// Takes an act that was signed in another system (practice.md 5, issue 5): decided as of its own moment with what is known now, kept whatever the outcome, and each breach a compliance
/// finding. Nothing is signed here by it. Where a deployment has that act done here it is refused.
/// </summary>
public sealed class ObserveAct
{
    private readonly IWriter _writer;
    private readonly CaseActs _acts;
    private readonly ObservedProgress _progress;

    internal ObserveAct(IWriter writer, CaseActs acts, ObservedProgress progress)
    {
        _writer = writer;
        _acts = acts;
        _progress = progress;
    }

    public Task<Outcome<ObservedAnswer>> HandleAsync(Guid caseId, ObservedActRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        _writer.WriteAsync<ObservedAnswer>(context, (scope, ct) => TakeAsync(scope, caseId, request, ct), cancellationToken);

    internal async Task<Outcome<ObservedAnswer>> TakeAsync(WriteScope scope, Guid caseId, ObservedActRequest request, CancellationToken cancellationToken)
    {
        if (await _acts.OpenAsync(scope, caseId, cancellationToken) is not { Case.StudyKey: null } act)
        {
            return new NotFound("case");
        }

        var errors = new FieldErrors();
        request = Check(request, act, errors);
        var system = await SystemAsync(scope.Db, request.System, errors, cancellationToken);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        if (!act.Deployment.ObservedActs.Contains(request.Kind!.Value))
        {
            return new Conflict("observed.enforced", new Dictionary<string, string> { ["act"] = CodeName.Of(request.Kind.Value) });
        }

        var hash = HashOf(caseId, request);
        if (await scope.Db.Set<ObservedAct>().FirstOrDefaultAsync(a => a.SystemId == system!.Id && a.SystemActId == request.SystemActId, cancellationToken) is { } known)
        {
            return known.ContentHash == hash ? Answer(known, act.Case.State) : new Conflict("observed.otherContent");
        }

        var before = CaseFactsBuilder.Build(act.File, act.Deployment);
        var row = NewRow(act, request, system!, hash);
        act.Add(row);
        await _progress.TryAsync(act, row, request, system!.Name, cancellationToken);
        act.Case.WaitingActs += row.Effect == ObservedEffect.Waiting ? 1 : 0;
        scope.Record($"case.observed.{CodeName.Of(row.Kind)}.{CodeName.Of(row.Effect)}", nameof(Case), act.Case.Id, row.Decisions.Count > 0 ? row.Decisions[0].Pack : null);
        await _acts.SaveAsync(scope, act, before, cancellationToken);
        return Answer(row, act.Case.State);
    }

    private static ObservedAnswer Answer(ObservedAct row, CaseState state) =>
        new(row.Id, row.Effect, row.Why, state, [.. row.Decisions.Where(d => d.Blocks).Select(d => d.Clause).Distinct()]);

    private static ObservedActRequest Check(ObservedActRequest request, CaseAct act, FieldErrors errors)
    {
        errors.Require(request.Kind is not null, "kind", "field.required");
        errors.Text("system", request.System, 100);
        errors.Text("systemActId", request.SystemActId, 100);
        errors.Require(request.Signer is not null, "signer", "field.required");
        errors.Text("signer.licenceNumber", request.Signer?.LicenceNumber, 40, required: false);
        errors.Text("signer.staffNumber", request.Signer?.StaffNumber, 40, required: false);
        errors.Text("signer.name", request.Signer?.Name, 64, required: false);
        errors.Require(request.Signer is null || request.Signer.LicenceNumber is not null || request.Signer.StaffNumber is not null, "signer", "observed.signerNumber");
        errors.Require(request.PerformedAt is not null, "performedAt", "field.required");
        errors.Past("performedAt", request.PerformedAt, act.Now);
        errors.Text("signatureReference", request.SignatureReference, 400, required: false);
        errors.Text("reason", request.Reason, 500, required: false);
        errors.Text("text", request.Text, 4000, required: request.Kind == PractitionerAct.FinalDiagnosis);
        errors.Text("icd10", request.Icd10, 20, required: false);
        errors.Require(request.Confidence is null or (>= 0 and <= 100), "confidence", "field.outOfRange", ("from", "0"), ("to", "100"));
        errors.Require(
            request.SecondsSpent is null || (double.IsFinite(request.SecondsSpent.Value) && request.SecondsSpent is >= 0 and <= 86_400),
            "secondsSpent", "field.outOfRange", ("from", "0"), ("to", "86400"));
        if (request.Kind is PractitionerAct.Opinion or PractitionerAct.FinalDiagnosis)
        {
            errors.Text("label", request.Label, 64);
            errors.Require(string.IsNullOrWhiteSpace(request.Label) || act.Deployment.Label(request.Label) is not null, "label", "case.unknownLabel");
        }

        return request.Icd10 is null || errors.Any
            ? request
            : request with { Icd10 = errors.Identifier("icd10", Icd10Code.Check(request.Icd10), null, new Dictionary<string, string>()) };
    }

    private static async Task<ExternalSystem?> SystemAsync(HengjianDbContext db, string? name, FieldErrors errors, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        var found = await db.Set<ExternalSystem>().FirstOrDefaultAsync(s => s.Name == name.Trim() && s.RetiredAt == null, cancellationToken);
        errors.Require(found is not null, "system", "observed.unknownSystem");
        return found;
    }

    private static ObservedAct NewRow(CaseAct act, ObservedActRequest request, ExternalSystem system, string hash)
    {
        var id = act.Scope.NewId();
        return new ObservedAct
        {
            Id = id,
            CaseId = act.Case.Id,
            SystemId = system.Id,
            SystemActId = request.SystemActId!,
            Kind = request.Kind!.Value,
            PerformedAt = StoredInstant.Truncate(request.PerformedAt!.Value),
            ReceivedAt = act.Now,
            LicenceNumber = request.Signer!.LicenceNumber?.Trim(),
            StaffNumber = request.Signer.StaffNumber?.Trim(),
            SignerName = request.Signer.Name?.Trim(),
            SignatureReference = request.SignatureReference,
            Content = act.Protect("content", id, JsonSerializer.Serialize(request, JsonColumn.Options))!,
            ContentHash = hash,
        };
    }

    private static string HashOf(Guid caseId, ObservedActRequest request) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(caseId.ToString("D") + JsonSerializer.Serialize(request, JsonColumn.Options))));
}
