using System.Collections.Concurrent;
using System.Data.Common;
using System.Reflection;
using System.Security.Cryptography;
using Hengjian.Governance.Persistence.Protection;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Hengjian.Governance.Persistence.Governed;

/// <summary>
/// How the rows of one governed table become the canonical bytes that the ledger commits to: a JSON object of every column but the salt, by column name, holding the
/// stored values (not the program's objects), so that no edit by SQL escapes; encrypted columns are represented by their plaintext.
/// </summary>
internal sealed class GovernedTable
{
    private static readonly ConcurrentDictionary<IModel, IReadOnlyDictionary<Type, GovernedTable>> Cache = new();

    private readonly Column[] _columns;

    private GovernedTable(IEntityType entity)
    {
        Kind = entity.ClrType.Name;
        Table = entity.GetTableName()!;
        EntityType = entity.ClrType;
        KeepsHistory = entity.ClrType.GetCustomAttribute<KeepsHistoryAttribute>() is not null;
        _columns = [.. entity.GetProperties()
            .Where(p => p.Name != nameof(GovernedRow.Salt))
            .Select(p => new Column(p))
            .OrderBy(c => c.Name, StringComparer.Ordinal)];
        ColumnNames = [.. _columns.Select(c => c.Name)];
    }

    /// <summary>Name of the row's class, as ledger parts state it.</summary>
    public string Kind { get; }

    public string Table { get; }

    public Type EntityType { get; }

    /// <summary>True where each change is kept with its old and new values.</summary>
    public bool KeepsHistory { get; }

    /// <summary>Columns in canonical order, without the salt.</summary>
    public IReadOnlyList<string> ColumnNames { get; }

    public static IReadOnlyDictionary<Type, GovernedTable> Of(IModel model) => Cache.GetOrAdd(
        model,
        m => m.GetEntityTypes().Where(e => typeof(GovernedRow).IsAssignableFrom(e.ClrType)).ToDictionary(e => e.ClrType, e => new GovernedTable(e)));

    /// <summary>Canonical bytes of a row about to be written.</summary>
    public byte[] Canonical(EntityEntry entry, FieldProtector fields)
    {
        var row = (GovernedRow)entry.Entity;
        return CanonicalJson.Write(json =>
        {
            json.WriteStartObject();
            foreach (var column in _columns)
            {
                json.WritePropertyName(column.Name);
                var value = entry.Property(column.Property).CurrentValue;
                column.Write(json, column.ToStored(value), row.InstitutionId, row.Id, fields);
            }

            json.WriteEndObject();
        });
    }

    /// <summary>Canonical bytes of a stored row, read from columns in <see cref="ColumnNames"/> order.</summary>
    /// <param name="without">Columns to leave out; null: none.</param>
    /// <exception cref="FormatException">A stored value is not of its column's form; the message names the column.</exception>
    public byte[] Canonical(DbDataReader reader, Guid institution, Guid id, FieldProtector fields, IReadOnlySet<string>? without = null) => CanonicalJson.Write(json =>
    {
        json.WriteStartObject();
        for (var i = 0; i < _columns.Length; i++)
        {
            if (without?.Contains(_columns[i].Name) == true)
            {
                continue;
            }

            json.WritePropertyName(_columns[i].Name);
            try
            {
                _columns[i].Write(json, reader.IsDBNull(i) ? null : reader.GetValue(i), institution, id, fields);
            }
            catch (Exception exception) when (exception is FormatException or CryptographicException or LedgerFormatException)
            {
                throw new FormatException($"column {_columns[i].Name}: {exception.Message}", exception);
            }
        }

        json.WriteEndObject();
    });

    /// <summary>True when a commitment is to the row that the reader is at (columns in <see cref="ColumnNames"/> order), as the table is now or was when the row was last written.</summary>
    public bool Meets(Commitment commitment, DbDataReader reader, Guid institution, Guid id, byte[] salt, FieldProtector fields, GrownColumns grown) =>
        commitment.Matches(Canonical(reader, institution, id, fields), salt)
        || grown.Without(Table, reader, ColumnNames).Any(without => commitment.Matches(Canonical(reader, institution, id, fields, without), salt));

    private sealed class Column
    {
        private readonly Type _stored;
        private readonly Func<object?, object?>? _convert;
        private readonly bool _encrypted;

        public Column(IProperty property)
        {
            Property = property;
            Name = property.GetColumnName();
            var converter = property.GetTypeMapping().Converter;
            _convert = converter?.ConvertToProvider;
            _stored = converter?.ProviderClrType ?? Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
            _encrypted = property.PropertyInfo!.GetCustomAttribute<EncryptedAttribute>() is not null;
        }

        public IProperty Property { get; }

        public string Name { get; }

        public object? ToStored(object? value) => value is null || _convert is null ? value : _convert(value);

        public void Write(CanonicalJsonWriter json, object? value, Guid institution, Guid row, FieldProtector fields)
        {
            if (value is null)
            {
                json.WriteNull();
            }
            else if (_encrypted)
            {
                json.WriteString(fields.Unprotect(institution, Name, row, Expect<byte[]>(value)));
            }
            else if (_stored == typeof(string) || _stored == typeof(Guid))
            {
                json.WriteString(value is Guid id ? id.ToString("D") : Expect<string>(value));
            }
            else if (_stored == typeof(bool))
            {
                json.WriteBoolean(value is bool flag ? flag : Expect<long>(value) switch { 0 => false, 1 => true, _ => throw new FormatException("not 0 or 1") });
            }
            else if (_stored == typeof(long) || _stored == typeof(int))
            {
                json.WriteNumber(value is int small ? small : Expect<long>(value));
            }
            else if (_stored == typeof(double))
            {
                json.WriteNumber(Expect<double>(value));
            }
            else if (_stored == typeof(byte[]))
            {
                json.WriteHex(Expect<byte[]>(value));
            }
            else
            {
                throw new InvalidOperationException($"Column {Name} is stored as {_stored}, which has no canonical form.");
            }
        }

        private static T Expect<T>(object value) => value is T typed ? typed : throw new FormatException($"holds {value.GetType().Name} instead of {typeof(T).Name}");
    }
}
