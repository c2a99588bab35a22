using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hengjian.Governance.Kernel;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Hengjian.Governance.Persistence;

internal sealed class InstantConverter() : ValueConverter<DateTimeOffset, long>(
    v => StoredInstant.ToMicroseconds(v),
    v => StoredInstant.FromMicroseconds(v));

internal sealed class DateConverter() : ValueConverter<DateOnly, string>(
    v => v.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    v => DateOnly.ParseExact(v, "yyyy-MM-dd", CultureInfo.InvariantCulture));

/// <summary>Lower-case text on SQLite, so that keys read and sort the same as PostgreSQL's uuid.</summary>
internal sealed class GuidTextConverter() : ValueConverter<Guid, string>(v => v.ToString("D"), v => Guid.ParseExact(v, "D"));

/// <summary>JSON text columns: small documents that are read and written whole with their row, and replaced, never edited in place: the row keeps no copy to compare with.</summary>
internal static class JsonColumn
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static PropertyBuilder<T> HasJson<T>(this PropertyBuilder<T> property)
    {
        property.HasConversion(
            new ValueConverter<T, string>(v => JsonSerializer.Serialize(v, Options), v => JsonSerializer.Deserialize<T>(v, Options)!),
            new ValueComparer<T>(
                (a, b) => ReferenceEquals(a, b) || JsonSerializer.Serialize(a, Options) == JsonSerializer.Serialize(b, Options),
                v => JsonSerializer.Serialize(v, Options).GetHashCode(StringComparison.Ordinal),
                v => v));
        return property;
    }
}
