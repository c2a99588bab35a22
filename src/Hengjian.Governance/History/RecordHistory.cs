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
    private readonly Lazy<Dictionary<string, Dictionary<string, IReadOnlyProperty>>> _fields = new(() => Fields(database));

    public IReadOnlyCollection<string> Kinds => _fields.Value.Keys;

    public async Task<Page<HistoryEntry>> OfAsync(Caller caller, string kind, IReadOnlyCollection<Guid> ids, PageRequest page, CancellationToken cancellationToken)
    {
        if (!_fields.Value.TryGetValue(kind, out var fields))
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
                [.. c.Changes.SelectMany(change => Shown(change, fields.GetValueOrDefault(change.Field)))]))],
            await rows.CountAsync(cancellationToken));
    }

    private static IEnumerable<FieldChange> Shown(StoredFieldChange change, IReadOnlyProperty? property)
    {
        if (change.Concealed)
        {
            return [new FieldChange(change.Field, "", HistoryValueKind.Concealed, null, null, null)];
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

    private static Dictionary<string, Dictionary<string, IReadOnlyProperty>> Fields(Database database)
    {
        using var db = database.Read(Guid.Empty);
        return db.Model.GetEntityTypes().Where(e => e.ClrType.GetCustomAttribute<KeepsHistoryAttribute>() is not null).ToDictionary(
            e => e.ClrType.Name, e => e.GetProperties().ToDictionary(RowHistory.FieldName, p => (IReadOnlyProperty)p));
    }
}

internal static class HistoryModule
{
    public static IServiceCollection AddHistory(this IServiceCollection services) => services.AddSingleton<IRecordHistory, RecordHistory>();
}
