using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Policies.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Policies.Register;

/// <summary>The register of policies: what each is about, what it is for, and whom it binds.</summary>
public sealed class PolicyRegister(IWriter writer, IEnumerable<IDocumentSubject> subjects)
{
    private readonly Dictionary<string, IDocumentSubject> _subjects = subjects.ToDictionary(s => s.Kind, StringComparer.Ordinal);

    public Task<Outcome<Created>> RegisterAsync(PolicyRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.RegisterAsync(
        context,
        "policy.registered",
        scope => new Policy { InstitutionId = scope.InstitutionId, Id = scope.NewId(), CreatedAt = scope.Now },
        (policy, scope, ct) => FillAsync(policy, request, scope, ct),
        cancellationToken);

    public Task<Outcome<Changed>> ChangeAsync(Guid id, long version, PolicyRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.ChangeAsync(
        db => db.Set<Policy>().Where(p => p.Id == id),
        version,
        context,
        "policy",
        "policy.changed",
        (policy, scope, ct) => FillAsync(policy, request, scope, ct),
        cancellationToken,
        partsCount: true);

    /// <summary>What a policy is for, by name and page; null for the whole institution.</summary>
    internal async Task<DocumentSubject?> ScopeAsync(HengjianDbContext db, Caller caller, PolicyScope scope, Guid? id, CancellationToken cancellationToken) =>
        id is { } known && Kind(scope) is { } kind && _subjects.TryGetValue(kind, out var subject) ? await subject.FindAsync(db, caller, known, cancellationToken) : null;

    private static string? Kind(PolicyScope scope) => scope switch
    {
        PolicyScope.Department => "department",
        PolicyScope.Technology => "technology",
        PolicyScope.TechnologyVersion => "technologyVersion",
        _ => null,
    };

    private async Task<Refusal?> FillAsync(Policy policy, PolicyRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Require(request.Kind is not null, "kind", "field.required");
        errors.Require(request.Topic is not null, "topic", "field.required");
        errors.Text("title", request.Title, 200);
        errors.Text("code", request.Code, 60, required: false);
        errors.Require(request.Scope is not null, "scope", "field.required");
        if (request.Scope == PolicyScope.Institution)
        {
            errors.Require(request.ScopeId is null, "scopeId", "policy.scopeIdWithoutNeed");
        }
        else if (request.Scope is { } kind)
        {
            // Asked as the program itself: who keeps policies names any department or technology of the institution.
            var known = request.ScopeId is not null && await ScopeAsync(scope.Db, Caller.System(scope.InstitutionId), kind, request.ScopeId, cancellationToken) is not null;
            errors.Require(known, "scopeId", request.ScopeId is null ? "field.required" : "field.unknownReference");
        }

        var roles = request.BoundRoles ?? [];
        var acts = request.BoundActs ?? [];
        errors.Require(roles.Count + acts.Count > 0, "boundRoles", "policy.bindsNobody");
        errors.Require(roles.Count <= Enum.GetValues<Role>().Length, "boundRoles", "field.malformed");
        errors.Require(acts.Count <= Enum.GetValues<PolicyAct>().Length, "boundActs", "field.malformed");
        if (!errors.Any && await TitleTakenAsync(policy, request.Title!.Trim(), scope, cancellationToken))
        {
            errors.Add("title", "register.nameTaken");
        }

        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        policy.Kind = request.Kind!.Value;
        policy.Topic = request.Topic!.Value;
        policy.Title = request.Title!.Trim();
        policy.Code = string.IsNullOrWhiteSpace(request.Code) ? null : request.Code.Trim();
        policy.Scope = request.Scope!.Value;
        policy.ScopeId = request.ScopeId;
        policy.BoundRoles = [.. roles.Distinct().Order()];
        policy.BoundActs = [.. acts.Distinct().Order()];
        return null;
    }

    private static Task<bool> TitleTakenAsync(Policy policy, string title, WriteScope scope, CancellationToken cancellationToken) =>
        scope.Db.Set<Policy>().AnyAsync(p => p.Title == title && p.Id != policy.Id, cancellationToken);
}
