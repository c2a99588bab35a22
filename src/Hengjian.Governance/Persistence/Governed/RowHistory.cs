using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Hengjian.Governance.Persistence.Governed;

/// <summary>Keeps what an act changes in rows marked <see cref="KeepsHistoryAttribute"/>; acts without such rows cost nothing more.</summary>
internal static class RowHistory
{
    private static readonly string[] NotShown = [nameof(GovernedRow.InstitutionId), nameof(GovernedRow.Id), nameof(GovernedRow.Version), nameof(GovernedRow.Salt)];

    /// <summary>Adds a change row for each row about to be written, before its version rises, and erases the history of rows about to be erased. Answers what it added or erased.</summary>
    public static async Task<IReadOnlyList<EntityEntry<GovernedRow>>> KeepAsync(
        WriteScope scope, IReadOnlyList<EntityEntry<GovernedRow>> changed, IReadOnlyList<ActRecord> acts, IReadOnlyList<Guid> records, CancellationToken cancellationToken)
    {
        List<EntityEntry<GovernedRow>>? kept = null;
        List<Guid>? erased = null;
        var tables = GovernedTable.Of(scope.Db.Model);
        foreach (var entry in changed)
        {
            if (!tables[entry.Metadata.ClrType].KeepsHistory)
            {
                continue;
            }

            if (entry.State == EntityState.Deleted)
            {
                (erased ??= []).Add(entry.Entity.Id);
            }
            else if (entry.Entity is not IForgoesHistory { ForgoesHistory: true } && Changes(entry) is { Count: > 0 } changes)
            {
                var row = Row(scope, entry, changes, acts, records);
                scope.Db.Add(row);
                (kept ??= []).Add(scope.Db.Entry<GovernedRow>(row));
            }
        }

        if (erased is not null)
        {
            foreach (var row in await scope.Db.Set<RecordChange>().Where(c => erased.Contains(c.SubjectId)).ToListAsync(cancellationToken))
            {
                scope.Db.Remove(row);
                (kept ??= []).Add(scope.Db.Entry<GovernedRow>(row));
            }
        }

        return kept ?? [];
    }

    /// <summary>True for properties of which a history tells that they changed.</summary>
    public static bool Tells(IReadOnlyProperty property) => !NotShown.Contains(property.Name) && ShareOf(property) is not HistoryShare.Nothing;

    /// <summary>Name of a field in the history: the property's, as the web API writes names.</summary>
    public static string FieldName(IReadOnlyProperty property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    /// <summary>True where the property is a document stored as JSON text.</summary>
    public static bool IsDocument(IReadOnlyProperty property)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        return !type.IsPrimitive && !type.IsEnum && type != typeof(string) && type != typeof(Guid) && type != typeof(DateOnly) && type != typeof(DateTimeOffset) && type != typeof(byte[]);
    }

    private static HistoryShare? ShareOf(IReadOnlyProperty property) => property.PropertyInfo?.GetCustomAttribute<InHistoryAttribute>()?.Share;

    private static RecordChange Row(
        WriteScope scope, EntityEntry<GovernedRow> entry, IReadOnlyList<StoredFieldChange> changes, IReadOnlyList<ActRecord> acts, IReadOnlyList<Guid> records)
    {
        // The act that names this row says best what happened to it; a row that no act names was changed by the first.
        var act = Math.Max(0, acts.ToList().FindIndex(a => a.SubjectId == entry.Entity.Id));
        return new RecordChange
        {
            InstitutionId = entry.Entity.InstitutionId,
            Id = scope.NewId(),
            SubjectKind = entry.Metadata.ClrType.Name,
            SubjectId = entry.Entity.Id,
            SubjectVersion = entry.Entity.Version + 1,
            Action = acts[act].Action,
            RecordId = records[act],
            ActorKind = JsonNamingPolicy.CamelCase.ConvertName(scope.Caller.Kind.ToString()),
            ActorId = scope.Caller.Kind is Kernel.CallerKind.System ? scope.Caller.Name : scope.Caller.Id.ToString("D"),
            At = scope.Now,
            Changes = changes,
        };
    }

    /// <summary>By value: an act that writes a row whole changes only what differs. A new row's empty fields are left out.</summary>
    private static List<StoredFieldChange> Changes(EntityEntry<GovernedRow> entry)
    {
        var changes = new List<StoredFieldChange>();
        foreach (var property in entry.Properties.Where(p => Tells(p.Metadata)))
        {
            var from = entry.State == EntityState.Added ? null : Stored(property.Metadata, property.OriginalValue);
            var to = Stored(property.Metadata, property.CurrentValue);
            if (from == to)
            {
                continue;
            }

            var name = FieldName(property.Metadata);
            changes.Add(property.Metadata.PropertyInfo?.GetCustomAttribute<EncryptedAttribute>() is not null || ShareOf(property.Metadata) is HistoryShare.Concealed
                ? new StoredFieldChange(name, null, null) { Concealed = true }
                : new StoredFieldChange(name, Element(from), Element(to)));
        }

        return changes;
    }

    /// <summary>JSON of the stored value; null for none.</summary>
    private static string? Stored(IProperty property, object? value) => value switch
    {
        null => null,
        DateTimeOffset instant => JsonSerializer.Serialize(instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)),
        byte[] bytes => JsonSerializer.Serialize(Convert.ToHexStringLower(bytes)),
        Guid id => JsonSerializer.Serialize(id.ToString("D")),
        _ => property.GetTypeMapping().Converter?.ConvertToProvider(value) is { } stored
            ? IsDocument(property) ? (string)stored : JsonSerializer.Serialize(stored, stored.GetType(), JsonColumn.Options)
            : JsonSerializer.Serialize(value, value.GetType(), JsonColumn.Options),
    };

    private static JsonElement? Element(string? json) => json is null ? null : JsonSerializer.Deserialize<JsonElement>(json);
}
