using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;
using Case = Hengjian.Governance.Cases.Domain.Case;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>What is not JSON, too much, of wrong type or impossible: a clear 4xx that names the field, nothing stored, the server stays up.</summary>
public sealed partial class BadInputTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    private static async Task<Answer> RegisterAsync(CaseWorld world, JsonObject body)
    {
        var answer = await world.Technician.Client.SendAsync("cases", body);
        if (answer.Status != HttpStatusCode.Created)
        {
            (await CountAsync(world, body)).ShouldBe(0, "something was stored");
        }

        return answer;
    }

    private static async Task<int> CountAsync(CaseWorld world, JsonObject body)
    {
        await using var db = world.App.Read();
        var fields = ((Governance.Persistence.Database)world.App.Services.GetService(typeof(Governance.Persistence.Database))!).Fields;
        return body["accessionNumber"] is JsonValue value && value.TryGetValue<string>(out var accession)
            ? await db.Set<Case>().CountAsync(c => c.AccessionNumberIndex == fields.BlindIndex(world.App.InstitutionId, "accession", accession))
            : 0;
    }

    public static TheoryData<string, string?, string> WrongMembers => new()
    {
        { "deploymentId", "null", "deploymentId" },
        { "deploymentId", "\"lung\"", "deploymentId" },
        { "deploymentId", "17", "deploymentId" },
        { "deploymentId", "\"0198c0de-0000-7000-8000-000000000000\"", "deploymentId" },
        { "patient", "null", "patient" },
        { "patient", "\"Zhang\"", "patient" },
        { "patient", "[]", "patient" },
        { "patient.identifier", "null", "patient.identifier" },
        { "patient.identifier", "\"\"", "patient.identifier" },
        { "patient.identifier", "12345", "patient.identifier" },
        { "patient.identifier", "\"a\\u0000b\"", "patient.identifier" },
        { "patient.name", "\"   \"", "patient.name" },
        { "patient.name", "\"\\u0007\"", "patient.name" },
        { "patient.name", "{}", "patient.name" },
        { "patient.sex", "null", "patient.sex" },
        { "patient.sex", "\"f\"", "patient.sex" },
        { "patient.sex", "\"FEMALE\"", "patient.sex" },
        { "patient.sex", "1", "patient.sex" },
        { "patient.birthDate", "null", "patient.birthDate" },
        { "patient.birthDate", "\"1961-02-29\"", "patient.birthDate" },
        { "patient.birthDate", "\"1961-13-01\"", "patient.birthDate" },
        { "patient.birthDate", "\"1961-3-5\"", "patient.birthDate" },
        { "patient.birthDate", "\"05/03/1961\"", "patient.birthDate" },
        { "patient.birthDate", "\"2999-01-01\"", "patient.birthDate" },
        { "patient.birthDate", "\"1850-01-01\"", "patient.birthDate" },
        { "patient.birthDate", "\"0001-01-01\"", "patient.birthDate" },
        { "patient.birthDate", "19610305", "patient.birthDate" },
        { "accessionNumber", "null", "accessionNumber" },
        { "accessionNumber", "\"12345678901234567890123456789012345678901234567890123456789012345\"", "accessionNumber" },
        { "accessionNumber", "true", "accessionNumber" },
        { "examination", "null", "examination.kind" },
        { "examination", "[]", "examination" },
        { "examination.kind", "\"\"", "examination.kind" },
        { "examination.performedAt", "null", "examination.performedAt" },
        { "examination.performedAt", "\"2999-01-01T00:00:00Z\"", "examination.performedAt" },
        { "examination.performedAt", "\"2026-01-01T00:00:00\"", "examination.performedAt" },
        { "examination.performedAt", "\"2026-01-01\"", "examination.performedAt" },
        { "examination.performedAt", "\"2026-02-30T00:00:00Z\"", "examination.performedAt" },
        { "examination.performedAt", "\"2026-01-01T25:00:00Z\"", "examination.performedAt" },
        { "examination.performedAt", "\"0001-01-01T00:00:00Z\"", "examination.performedAt" },
        { "examination.performedAt", "\"0001-01-01T00:00:00+14:00\"", "examination.performedAt" },
        { "examination.performedAt", "\"9999-12-31T23:59:59-12:00\"", "examination.performedAt" },
        { "examination.performedAt", "1760000000", "examination.performedAt" },
        { "examination.site", "\"12345678901234567890123456789012345678901\"", "examination.site" },
        { "indication.answers", "[]", "indication.answers" },
        { "indication.answers.adult", "\"yes\"", "indication.answers.adult" },
        { "indication.answers.pregnant", "true", "indication.answers.pregnant" },
        { "indication.alternativesConsidered", "\"\\u0000\"", "indication.alternativesConsidered" },
        { "invasive", "null", "invasive" },
        { "invasive", "\"false\"", "invasive" },
        { "invasive", "0", "invasive" },
        { "invasiveProcedure", "{}", "invasiveProcedure.name" },
        { "invasiveProcedure", """{"name":"\u0000"}""", "invasiveProcedure.name" },
        { "invasiveProcedure", """{"name":"活检","startedAt":"2999-01-01T00:00:00Z"}""", "invasiveProcedure.startedAt" },
        { "invasiveProcedure", """{"name":"活检","plannedAt":"soon"}""", "invasiveProcedure.plannedAt" },
        { "invasive", "false", "invasive" },
        { "patient.sex", "\"male,female\"", "patient.sex" },
        { "protocol", "\"blind\"", "protocol" },
        { "protocol", "2", "protocol" },
        { "readers", "[\"nobody\"]", "readers[0]" },
        { "readers", "[null]", "readers[0]" },
        { "readers", "[\"0198c0de-0000-7000-8000-000000000000\"]", "readers[0]" },
        { "readers", "{}", "readers" },
        { "clinicianId", "\"0198c0de-0000-7000-8000-000000000000\"", "clinicianId" },
        { "studyInstanceUid", "\"\"", "studyInstanceUid" },
    };

    [Theory, MemberData(nameof(WrongMembers))]
    public async Task Registration_WithAWrongMember_Answers422NamingIt(string path, string? json, string field)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);

        var body = json == "false" ? world.InvasiveCaseBody() : world.CaseBody();

        (await RegisterAsync(world, body.With(path, JsonNode.Parse(json!)))).Names(field);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Registration_WithSeveralFaults_NamesThemAll(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var body = world.CaseBody().Without("invasive").Without("accessionNumber").With("patient.birthDate", "2999-01-01").With("examination.performedAt", "2999-01-01T00:00:00Z");

        var answer = await RegisterAsync(world, body);

        answer.Names("invasive").Names("accessionNumber").Names("patient.birthDate", "field.future").Names("examination.performedAt", "field.future");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Registration_BornAfterTheExamination_Answers422(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var body = world.CaseBody().With("patient.birthDate", CaseWorld.Day(world.Today)).With("examination.performedAt", "2020-05-05T08:00:00+08:00");

        (await RegisterAsync(world, body)).Names("patient.birthDate", "case.bornAfterExamination");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Instant_UpToFiveMinutesAhead_IsNotTheFuture(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);

        (await RegisterAsync(world, world.CaseBody().With("examination.performedAt", world.Ago(-TimeSpan.FromMinutes(4))))).Created();
        (await RegisterAsync(world, world.CaseBody().With("examination.performedAt", world.Ago(-TimeSpan.FromMinutes(6))))).Names("examination.performedAt", "field.future");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Readers_MoreThanTwenty_Answers422(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);

        (await RegisterAsync(world, world.CaseBody().With("readers", Enumerable.Repeat(world.First.Id, 21).ToArray()))).Names("readers", "field.tooMany");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Readers_WhoAreNoPhysicians_Answers422(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);

        (await RegisterAsync(world, world.CaseBody().With("readers", new[] { world.Technician.Id }))).Names("readers[0]");
        (await RegisterAsync(world, world.CaseBody().With("clinicianId", world.Technician.Id))).Names("clinicianId");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Text_OfSupplementaryPlanesAndLineBreaks_IsKeptAsItIs(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.CaseBody().With("patient.name", "𠮷田\U0001FA7A").With("examination.kind", "胸部\tCT\n平扫"));

        (await world.CaseAsync(id)).At("examinationKind").GetString().ShouldBe("胸部\tCT\n平扫");
    }

    public static TheoryData<string> Unreadable =>
    [
        "", " ", "{", "}", "{\"a\":}", "{'a':1}", "{\"a\":1,}", "{\"a\":1}x", "// nothing", "NaN", "{\"a\":01}", "{\"a\":\"\t\"}", "<case/>", "\u0000", "{\"a\":\"\\x\"}",
        "{\"reason\":\"a\",\"reason\":\"b\"}", "{\"patient\":{\"sex\":\"male\",\"sex\":\"female\"}}",
    ];

    [Theory, MemberData(nameof(Unreadable))]
    public async Task Body_ThatIsNotJson_Answers400(string body)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var id = await world.RegisterAsync();

        (await world.Technician.Client.SendRawAsync("cases", body)).IsProblem(HttpStatusCode.BadRequest);
        (await world.StoresNothingAsync(id, () => world.Technician.Client.SendRawAsync($"cases/{id}/cancellation", body))).IsProblem(HttpStatusCode.BadRequest);
    }

    [Theory, InlineData("[]"), InlineData("null"), InlineData("1"), InlineData("\"text\""), InlineData("[{}]")]
    public async Task Body_ThatIsNoObject_Answers422(string body)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);

        (await world.Technician.Client.SendRawAsync("cases", body)).Names("$");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Body_NestedDeeperThanSixtyFour_Answers400(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();
        string Nested(int depth) => world.ResultBody().Without("findings").ToJsonString()[..^1] + ",\"findings\":" + string.Concat(Enumerable.Repeat("[", depth)) + string.Concat(Enumerable.Repeat("]", depth)) + "}";

        (await world.StoresNothingAsync(id, () => world.Technician.Client.SendRawAsync($"cases/{id}/ai-results", Nested(64)))).IsProblem(HttpStatusCode.BadRequest);
        (await world.StoresNothingAsync(id, () => world.Technician.Client.SendRawAsync($"cases/{id}/ai-results", Nested(100_000)))).IsProblem(HttpStatusCode.BadRequest);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Findings_NestedAsDeepAsABodyMayBe_AreStoredAndShown(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();
        var deep = string.Concat(Enumerable.Repeat("[", 63)) + string.Concat(Enumerable.Repeat("]", 63));

        (await world.Technician.Client.SendRawAsync($"cases/{id}/ai-results", world.ResultBody().Without("findings").ToJsonString()[..^1] + ",\"findings\":" + deep + "}", "deep-" + CaseWorld.Next())).Created();

        (await world.Officer.CallAsync(HttpMethod.Get, $"cases/{id}", null)).Is(HttpStatusCode.OK).Text.ShouldContain(deep);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Body_LargerThanAMebibyte_Answers413(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var body = world.CaseBody();
        var padded = body.ToJsonString()[..^1] + ",\"note\":\"" + new string('x', (1 << 20) + 1) + "\"}";

        (await world.Technician.Client.SendRawAsync("cases", padded)).IsProblem(HttpStatusCode.RequestEntityTooLarge);

        (await CountAsync(world, body)).ShouldBe(0);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Body_JustBelowAMebibyte_IsRead(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var body = world.CaseBody().ToJsonString();
        var padded = body[..^1] + ",\"note\":\"" + new string('x', (1 << 20) - Encoding.UTF8.GetByteCount(body) - 200) + "\"}";

        (await world.Technician.Client.SendRawAsync("cases", padded)).Created();
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=gbk")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(null)]
    public async Task Body_OfAnotherContentType_Answers400(string? type)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(world.CaseBody().ToJsonString()));
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);

        (await world.Technician.Client.CallAsync(HttpMethod.Post, "cases", content)).IsProblem(HttpStatusCode.BadRequest);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Body_WithAByteOrderMark_IsRead(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);

        (await world.Technician.Client.SendRawAsync("cases", "\uFEFF" + world.CaseBody().ToJsonString())).Created();
    }

    /// <summary>Bytes that are no UTF-8, and escapes that are no Unicode, wherever they stand; with and without an idempotency key.</summary>
    public static TheoryData<string, bool> NoUnicode => [.. from member in new[] { "patient.name", "note", "accessionNumber" } from key in new[] { true, false } select (member, key)];

    [Theory, MemberData(nameof(NoUnicode))]
    public async Task Text_ThatIsNotUnicode_Answers400(string member, bool withKey)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        foreach (var wrong in new byte[][] { [0xC3, 0x28], [0xD5, 0xC5], [0xED, 0xA0, 0x80], [0xFF], "\\ud83d"u8.ToArray(), "\\udc00 \\ud800"u8.ToArray() })
        {
            var body = world.CaseBody().With(member, "@@");
            var text = Encoding.UTF8.GetBytes(body.ToJsonString());
            var place = text.AsSpan().IndexOf("@@"u8);
            using var content = new ByteArrayContent([.. text[..place], .. wrong, .. text[(place + 2)..]]);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

            var answer = await world.Technician.Client.CallAsync(HttpMethod.Post, "cases", content, withKey ? [("Idempotency-Key", "u-" + CaseWorld.Next())] : []);

            answer.IsProblem(HttpStatusCode.BadRequest).Code.ShouldBe("json.unreadable");
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task Numbers_BeyondEveryRange_Answer4xx(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();
        foreach (var number in new[] { "1e400", "-1e400", "\"0.5\"", "true" })
        {
            foreach (var key in new[] { null, "n-" + CaseWorld.Next() })
            {
                var body = world.ResultBody().With("score", "@@").ToJsonString().Replace("\"@@\"", number, StringComparison.Ordinal);
                (await world.StoresNothingAsync(id, () => world.Technician.Client.SendRawAsync($"cases/{id}/ai-results", body, key))).Names("score");
            }
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task Numbers_ThatACanonicalFormCannotHold_AreTakenWithAKeyToo(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();
        var body = world.ResultBody().With("findings", "@@").ToJsonString().Replace("\"@@\"", "{\"uid\":123456789012345678901234567890,\"huge\":1e999}", StringComparison.Ordinal);

        var first = (await world.Technician.Client.SendRawAsync($"cases/{id}/ai-results", body, "c-" + id)).Created();

        (await world.Technician.Client.SendRawAsync($"cases/{id}/ai-results", body, "c-" + id)).Created().Text.ShouldBe(first.Text);
        (await world.Technician.Client.SendRawAsync($"cases/{id}/ai-results", body.Replace("7890,", "7891,", StringComparison.Ordinal), "c-" + id)).Conflicts("idempotency.otherBody");
        (await world.CaseAsync(id)).Text.ShouldContain("123456789012345678901234567890");
    }

    [Theory]
    [InlineData("label", "null", "label")]
    [InlineData("label", "\"suspicious\"", "label")]
    [InlineData("label", "7", "label")]
    [InlineData("confidence", "null", "confidence")]
    [InlineData("confidence", "-1", "confidence")]
    [InlineData("confidence", "101", "confidence")]
    [InlineData("confidence", "80.5", "confidence")]
    [InlineData("confidence", "\"80\"", "confidence")]
    [InlineData("confidence", "99999999999", "confidence")]
    [InlineData("secondsSpent", "-0.1", "secondsSpent")]
    [InlineData("secondsSpent", "86401", "secondsSpent")]
    [InlineData("secondsSpent", "\"12\"", "secondsSpent")]
    [InlineData("phase", "null", "phase")]
    [InlineData("phase", "\"during\"", "phase")]
    [InlineData("phase", "1", "phase")]
    [InlineData("role", "\"reader\"", "role")]
    [InlineData("role", "null", "role")]
    [InlineData("useConfirmed", "\"true\"", "useConfirmed")]
    [InlineData("supersedes", "\"the first\"", "supersedes")]
    [InlineData("overrideReason", "\"\\u0000\"", "overrideReason")]
    [InlineData("reason", "\"\"", "reason")]
    [InlineData("signature", "\"secret\"", "signature")]
    [InlineData("signature", "[]", "signature")]
    public async Task Opinion_WithAWrongMember_Answers422NamingIt(string path, string json, string field)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var id = await world.AnalysedAsync();

        (await world.StoresNothingAsync(id, () => world.First.Client.SendAsync($"cases/{id}/opinions", CaseSteps.OpinionBody().With(path, JsonNode.Parse(json))))).Names(field);
    }

    [Theory]
    [InlineData("label", "null", "label")]
    [InlineData("algorithm", "null", "algorithm.name")]
    [InlineData("algorithm", "\"LungNodule-CAD\"", "algorithm")]
    [InlineData("algorithm.name", "\"\"", "algorithm.name")]
    [InlineData("algorithm.version", "3.2", "algorithm.version")]
    [InlineData("algorithm.version", "\"\\u0000\"", "algorithm.version")]
    [InlineData("producedAt", "null", "producedAt")]
    [InlineData("producedAt", "\"2999-01-01T00:00:00Z\"", "producedAt")]
    [InlineData("producedAt", "\"2026-01-01T00:00:00\"", "producedAt")]
    [InlineData("producedAt", "\"1970-01-01T00:00:00Z\"", "producedAt")]
    [InlineData("operatorId", "\"he\"", "operatorId")]
    public async Task AiResult_WithAWrongMember_Answers422NamingIt(string path, string json, string field)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var id = await world.RegisterAsync();

        (await world.StoresNothingAsync(id, () => world.Technician.Client.SendAsync($"cases/{id}/ai-results", world.ResultBody().With(path, JsonNode.Parse(json))))).Names(field);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Findings_LargerThanAllowed_Answer422(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();

        (await world.StoresNothingAsync(id, () => world.Technician.Client.SendAsync($"cases/{id}/ai-results", world.ResultBody().With("findings", new string('x', 300_000))))).Names("findings");
    }
}
