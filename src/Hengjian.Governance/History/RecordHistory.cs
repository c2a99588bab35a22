using System.Reflection;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.History.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Governed;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.History;

internal sealed class RecordHistory(Database database, IActorNames actors) : IRecordHistory
{
    private readonly Lazy<Dictionary<string, Kept>> _kinds = new(() => KindsOf(database));

    public IReadOnlyCollection<string> Kinds => _kinds.Value.Keys;

    public async Task<Page<HistoryEntry>> OfAsync(Caller caller, string kind, IReadOnlyCollection<Guid> ids, PageRequest page, CancellationToken cancellationToken)
    {
        if (!_kinds.Value.TryGetValue(kind, out var kept) || (kept.Needs is { } needed && !caller.Can(needed)))
        {
            return new Page<HistoryEntry>([], 0);
        }

        await using var db = database.Read(caller.InstitutionId);
        var rows = db.Set<RecordChange>().Where(c => c.SubjectKind == kind && ids.Contains(c.SubjectId));
        var found = await rows.OrderByDescending(c => c.At).ThenByDescending(c => c.SubjectVersion).ThenBy(c => c.Id)
            .Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        var names = await actors.FindAsync(caller.InstitutionId, [.. found.Select(c => c.ActorId).Distinct()], cancellationToken);
        return new Page<HistoryEntry>(
            [.. found.Select(c => new HistoryEntry(
                c.SubjectKind,
                c.SubjectId,
                c.SubjectVersion,
                c.Action,
                new HistoryActor(c.ActorKind, c.ActorId, names.GetValueOrDefault(c.ActorId)),
                c.At,
                c.RecordId,
                [.. c.Changes.SelectMany(change => Shown(change, kept.Fields.GetValueOrDefault(change.Field)))]))],
            await rows.CountAsync(cancellationToken));
    }

    private static IEnumerable<FieldChange> Shown(StoredFieldChange change, IReadOnlyProperty? property)
    {
        if (change.Concealed)
        {
            return [new FieldChange(change.Field, "", HistoryValueKind.Concealed, null, null, null)];
        }

        if (property?.ClrType is { IsGenericType: true } list && list.GetGenericArguments() is [{ IsEnum: true } element])
        {
            return [new FieldChange(change.Field, "", HistoryValueKind.Code, element.Name, DocumentDifference.Text(change.From), DocumentDifference.Text(change.To))];
        }

        // A field that the model no longer has is shown as it was stored.
        if (property is null || RowHistory.IsDocument(property))
        {
            return DocumentDifference.Between(change.From, change.To)
                .Select(d => new FieldChange(change.Field, d.Path, HistoryValueKind.Part, null, d.From, d.To));
        }

        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        return [new FieldChange(change.Field, "", KindOf(type), type.IsEnum ? type.Name : null, DocumentDifference.Text(change.From), DocumentDifference.Text(change.To))];
    }

    private static HistoryValueKind KindOf(Type type) =>
        type.IsEnum ? HistoryValueKind.Code
        : type == typeof(bool) ? HistoryValueKind.Flag
        : type == typeof(DateOnly) ? HistoryValueKind.Day
        : type == typeof(DateTimeOffset) ? HistoryValueKind.Instant
        : type == typeof(Guid) ? HistoryValueKind.Reference
        : type.IsPrimitive ? HistoryValueKind.Number
        : HistoryValueKind.Text;

    private static Dictionary<string, Kept> KindsOf(Database database)
    {
        using var db = database.Read(Guid.Empty);
        var kinds = from entity in db.Model.GetEntityTypes()
                    let keeps = entity.ClrType.GetCustomAttribute<KeepsHistoryAttribute>()
                    where keeps is not null
                    select (entity.ClrType.Name, Kept: new Kept(keeps.Needs, entity.GetProperties().ToDictionary(RowHistory.FieldName, p => (IReadOnlyProperty)p)));
        return kinds.ToDictionary(k => k.Name, k => k.Kept);
    }

    /// <summary>A kind of row with history: who may read it, and its fields by name.</summary>
    private sealed record Kept(Permission? Needs, Dictionary<string, IReadOnlyProperty> Fields);
}

internal static class HistoryModule
{
    public static IServiceCollection AddHistory(this IServiceCollection services) => services.AddSingleton<IRecordHistory, RecordHistory>();
}
