using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hengjian.Governance.Regulations;

namespace Hengjian.Web.Api;

/// <summary>JSON of answers: as <see cref="ApiJson"/>, with decisions in the form of interfaces.md and worded in the request's language.</summary>
internal sealed class AnswerJson
{
    public AnswerJson(PackTexts texts)
    {
        Options = ApiJson.Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));
        // An answer may hold what a body of the greatest depth brought, some levels further down.
        Options.MaxDepth = 2 * ApiJson.MaxDepth;
        Options.Converters.Add(new DecisionConverter(texts));
    }

    public JsonSerializerOptions Options { get; }

    private sealed class DecisionConverter(PackTexts texts) : JsonConverter<Decision>
    {
        public override Decision Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Decisions are answered, never received.");

        public override void Write(Utf8JsonWriter writer, Decision value, JsonSerializerOptions options)
        {
            var language = CultureInfo.CurrentUICulture.Name;
            writer.WriteStartObject();
            writer.WriteString("clause", value.Clause);
            writer.WriteString("title", texts.Title(value, language));
            writer.WriteString("outcome", CodeName.Of(value.Outcome));
            writer.WriteString("level", CodeName.Of(value.Level));
            writer.WritePropertyName("facts");
            JsonSerializer.Serialize(writer, value.Facts, options);
            if (value.Missing.Count == 0)
            {
                writer.WriteNull("missing");
            }
            else
            {
                writer.WriteString("missing", texts.Missing(value, language));
            }

            writer.WritePropertyName("missingCodes");
            JsonSerializer.Serialize(writer, value.Missing.Select(m => m.Code), options);
            writer.WriteString("pack", value.Pack);
            if (value.Deviations.Count > 0)
            {
                writer.WritePropertyName("deviations");
                JsonSerializer.Serialize(writer, value.Deviations, options);
            }

            writer.WriteEndObject();
        }
    }
}
