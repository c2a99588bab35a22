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

/// <content>Ids, versions and methods that are wrong, and other institutions.</content>
public sealed partial class BadInputTests
{
    [Theory]
    [InlineData("cases/not-an-id")]
    [InlineData("cases/17")]
    [InlineData("cases/0198c0de-0000-7000-8000-000000000000")]
    [InlineData("cases/0198c0de-0000-7000-8000-00000000000g")]
    [InlineData("practitioners/x")]
    [InlineData("deployments/0198c0de-0000-7000-8000-000000000000")]
    public async Task Id_ThatNamesNothing_Answers404(string path)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);

        (await world.Officer.AskAsync(path)).IsProblem(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Case_OfAnotherInstitution_Answers404ForEveryVerb(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();
        var stranger = await world.StrangerAsync(
            Role.GovernanceOfficer, Role.Physician, Role.Clinician, Role.Operator, Role.QualityOfficer, Role.DepartmentHead, Role.FollowUpStaff);
        object ending = new { reason = "测试" };

        await world.StoresNothingAsync(id, async () =>
        {
            Answer? last = null;
            foreach (var (path, body) in new (string, JsonObject?)[]
            {
                ("indication", Calls.Json(new { answers = new { adult = true } })), ("consents", world.ConsentBody()), ("ai-results", world.ResultBody()), ("ai-failure", Calls.Json(ending)),
                ("opinions", CaseSteps.OpinionBody()), ("resolution", Calls.Json(new { method = "senior", label = "positive", skipReason = "已商议", signature = CaseSteps.Signature })),
                ("final-diagnosis", CaseSteps.DiagnosisBody()), ("references", Calls.Json(new { kind = "pathology", label = "positive", establishedOn = "2026-01-01" })),
                ("cancellation", Calls.Json(ending)), ("report", Calls.Json(ending)), ("closure", Calls.Json(ending)), ("reopening", Calls.Json(ending)),
                ($"ai-results/{Guid.CreateVersion7()}/confirmation", null),
            })
            {
                last = (await stranger.SendAsync($"cases/{id}/{path}", body)).IsProblem(HttpStatusCode.NotFound);
            }

            (await stranger.AskAsync($"cases/{id}")).IsProblem(HttpStatusCode.NotFound);
            (await stranger.AskAsync($"cases/{id}/timeline")).IsProblem(HttpStatusCode.NotFound);
            return last!;
        });
        (await stranger.SendAsync("cases", world.CaseBody())).Names("deploymentId", "field.unknownReference");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Registers_OfAnotherInstitution_Answer404ForEveryVerb(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var stranger = await world.StrangerAsync(Role.GovernanceOfficer);

        foreach (var (path, body) in new[]
        {
            ($"departments/{world.Department}", Calls.Json(new { name = "x", kind = "other" })), ($"practitioners/{world.First.Id}", world.Radiologist("attending", 9)),
            ($"technologies/{world.Lung.Technology}", world.TechnologyRecord()), ($"technologies/{world.Lung.Technology}/versions/{world.Lung.Version}", world.VersionRecord()),
            ($"deployments/{world.Lung.Id}", world.DeploymentRecord(world.Lung.Technology, world.Lung.Version)),
        })
        {
            if (!path.Contains("/versions/", StringComparison.Ordinal))
            {
                (await stranger.AskAsync(path)).IsProblem(HttpStatusCode.NotFound);
            }

            (await stranger.PutAsync(path, body, "\"1\"")).Status.ShouldBeOneOf([HttpStatusCode.NotFound, HttpStatusCode.UnprocessableEntity], path);
        }

        (await stranger.SendAsync($"deployments/{world.Lung.Id}/suspension", new { reason = "x" })).IsProblem(HttpStatusCode.NotFound);
        (await stranger.AskAsync($"deployments/{world.Lung.Id}/readiness")).IsProblem(HttpStatusCode.NotFound);
        (await stranger.SendAsync($"technologies/{world.Lung.Technology}/versions", world.VersionRecord())).IsProblem(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("*")]
    [InlineData("\"\"")]
    [InlineData("\"abc\"")]
    [InlineData("\"-1\"")]
    [InlineData("\"99999999999999999999\"")]
    public async Task Change_WithoutAVersion_Answers422(string? ifMatch)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);

        (await world.Officer.PutAsync($"departments/{world.Department}", Calls.Json(new { name = "放射科", kind = "imaging" }), ifMatch)).Names("If-Match");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Change_OfAStaleVersion_Answers412WithBothVersions(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var name = "科室 " + CaseWorld.Next();
        var id = (await world.Officer.SendAsync("departments", new { name, kind = "other" })).Created().Id;
        (await world.Officer.PutAsync($"departments/{id}", Calls.Json(new { name, kind = "clinical" }), "\"1\"")).Is(HttpStatusCode.OK).ETag.ShouldBe("\"2\"");

        var stale = (await world.Officer.PutAsync($"departments/{id}", Calls.Json(new { name, kind = "imaging" }), "\"1\"")).IsProblem(HttpStatusCode.PreconditionFailed);

        (stale.At("askedVersion").GetInt64(), stale.At("storedVersion").GetInt64()).ShouldBe((1, 2));
        (await world.Officer.AskAsync($"departments/{id}")).At("kind").GetString().ShouldBe("clinical");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Problems_AreWordedInTheLanguageAskedFor(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        async Task<string> Message(string language)
        {
            using var content = Calls.Content(world.CaseBody().Without("invasive").ToJsonString());
            using var request = new HttpRequestMessage(HttpMethod.Post, Calls.Root + "cases") { Content = content };
            request.Headers.AcceptLanguage.ParseAdd(language);
            using var answer = await world.Technician.Client.SendAsync(request);
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]!["invasive"]![0]!["message"]!.GetValue<string>();
        }

        (await Message("en")).ShouldAllBe(c => c < 0x80);
        (await Message("zh-CN")).ShouldContain(c => c >= 0x4E00);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Method_ThatARouteDoesNotHave_Answers405(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();

        foreach (var method in new[] { HttpMethod.Delete, HttpMethod.Patch, HttpMethod.Put })
        {
            (await world.Officer.CallAsync(method, $"cases/{id}", Calls.Content("{}"))).IsProblem(HttpStatusCode.MethodNotAllowed);
        }

        (await world.StateAsync(id)).ShouldBe("indicated");
    }
}
