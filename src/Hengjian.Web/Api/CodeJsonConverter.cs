using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Web.Api;

/// <summary>
/// Enumerations as their codes, exactly: camelCase, and roles by the names of permissions.md. Other spellings, numbers and lists of codes, which the framework's
/// converter takes too, are unknown codes.
/// </summary>
internal sealed class CodeJsonConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    private sealed class Converter<T> : JsonConverter<T>
        where T : struct, Enum
    {
        private static readonly FrozenDictionary<T, string> Codes = Enum.GetValues<T>().ToFrozenDictionary(v => v, v => typeof(T) == typeof(Role) ? v.ToString() : CodeName.Of(v));
        private static readonly FrozenDictionary<string, T> Values = Codes.ToFrozenDictionary(c => c.Value, c => c.Key, StringComparer.Ordinal);

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Values.TryGetValue(reader.GetString()!, out var value) ? value : throw new JsonException("code");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(Codes[value]);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName(Codes[value]);
    }
}
