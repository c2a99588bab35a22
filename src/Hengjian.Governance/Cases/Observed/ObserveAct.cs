using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
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
        request = ObservedChecks.Of(request, act.Deployment, act.Now, errors);
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

    internal static ObservedAnswer Answer(ObservedAct row, CaseState state) =>
        new(row.Id, row.Effect, row.Why, state, [.. row.Decisions.Where(d => d.Blocks).Select(d => d.Clause).Distinct()]);

    private static async Task<ExternalSystem?> SystemAsync(HengjianDbContext db, string? name, FieldErrors errors, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        // No name that is kept has a NUL, and PostgreSQL does not take one in a question.
        var found = name.Contains('\0') ? null : await db.Set<ExternalSystem>().FirstOrDefaultAsync(s => s.Name == name.Trim() && s.RetiredAt == null, cancellationToken);
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

    internal static string HashOf(Guid caseId, ObservedActRequest request) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(caseId.ToString("D") + JsonSerializer.Serialize(request, JsonColumn.Options))));
}
