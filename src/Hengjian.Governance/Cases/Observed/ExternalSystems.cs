using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Observed;

public sealed record ExternalSystemRequest
{
    public string? Name { get; init; }

    public ExternalSystemKind? Kind { get; init; }

    /// <summary>Who attests its signers' identity and how they sign.</summary>
    public string? Attestation { get; init; }

    /// <summary>False: nothing of it is taken any more.</summary>
    public bool InUse { get; init; } = true;
}

public sealed record ExternalSystemView(Guid Id, long Version, string Name, ExternalSystemKind Kind, string Attestation, bool InUse, DateTimeOffset RegisteredAt, DateTimeOffset? RetiredAt, int Acts);

/// <summary>The register of systems in which this institution's people sign.</summary>
public sealed class ExternalSystems(IWriter writer, Database database)
{
    public Task<Outcome<Created>> RegisterAsync(ExternalSystemRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.RegisterAsync(
        context,
        "externalSystem.registered",
        scope => new ExternalSystem { InstitutionId = scope.InstitutionId, Id = scope.NewId(), RegisteredAt = scope.Now },
        (row, scope, ct) => FillAsync(row, request, scope, ct),
        cancellationToken);

    public Task<Outcome<Changed>> ChangeAsync(Guid id, long version, ExternalSystemRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.ChangeAsync(
        db => db.Set<ExternalSystem>().Where(s => s.Id == id), version, context, "externalSystem", "externalSystem.changed", (row, scope, ct) => FillAsync(row, request, scope, ct), cancellationToken);

    public async Task<Page<ExternalSystemView>> ListAsync(Caller caller, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var rows = await db.Set<ExternalSystem>().OrderBy(s => s.Name).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new Page<ExternalSystemView>(await ViewsAsync(db, rows, cancellationToken), await db.Set<ExternalSystem>().CountAsync(cancellationToken));
    }

    public async Task<ExternalSystemView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return (await ViewsAsync(db, await db.Set<ExternalSystem>().Where(s => s.Id == id).ToListAsync(cancellationToken), cancellationToken)).FirstOrDefault();
    }

    private static async Task<List<ExternalSystemView>> ViewsAsync(HengjianDbContext db, List<ExternalSystem> rows, CancellationToken cancellationToken)
    {
        var ids = rows.ConvertAll(s => s.Id);
        var counts = await db.Set<ObservedAct>().Where(a => ids.Contains(a.SystemId)).GroupBy(a => a.SystemId).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return rows.ConvertAll(s => new ExternalSystemView(s.Id, s.Version, s.Name, s.Kind, s.Attestation, s.RetiredAt is null, s.RegisteredAt, s.RetiredAt, counts.GetValueOrDefault(s.Id)));
    }

    private static async Task<Refusal?> FillAsync(ExternalSystem row, ExternalSystemRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Text("name", request.Name, 100);
        errors.Require(request.Kind is not null, "kind", "field.required");
        errors.Text("attestation", request.Attestation, 1000);
        if (!errors.Any && request.Name!.Trim() is var name && await scope.Db.Set<ExternalSystem>().AnyAsync(s => s.Name == name && s.Id != row.Id, cancellationToken))
        {
            errors.Add("name", "register.nameTaken");
        }

        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        (row.Name, row.Kind, row.Attestation) = (request.Name!.Trim(), request.Kind!.Value, request.Attestation!.Trim());
        row.RetiredAt = request.InUse ? null : row.RetiredAt ?? scope.Now;
        return null;
    }
}
