using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Rules;

/// <summary>House rules in <c>DIR/packs</c>: they decide from the next start on, for the institutions they name, and a faulty file stops the start.</summary>
public sealed class OverlayFolderTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Overlay_OfTheOwnInstitution_DecidesItsCases(TestDatabase database)
    {
        var (folder, code) = await PlayedAsync(database);
        await WriteAsync(folder, code, """{ "parameters": { "years": { "value": 10 } } }""");
        await using var app = await AppFixture.StartInAsync(folder, database, ownsFolder: true);
        var world = await CaseWorld.OverAsync(app);

        var answer = await world.First.OpineAsync(await world.AnalysedAsync());

        answer.IsProblem(System.Net.HttpStatusCode.Conflict).Unmet.ShouldBe(["R17-2.1.2"]);
        answer.Decision("R17-2.1.2").GetProperty("pack").GetString().ShouldBe("R17@1+SITE@1");
    }

    [Fact]
    public async Task Overlay_OfAnotherInstitution_DecidesNothingHere()
    {
        var (folder, _) = await PlayedAsync(TestDatabase.Sqlite);
        await WriteAsync(folder, "91350100M000100Y43", """{ "parameters": { "years": { "value": 10 } } }""");
        await using var app = await AppFixture.StartInAsync(folder, TestDatabase.Sqlite, ownsFolder: true);
        var world = await CaseWorld.OverAsync(app);

        (await world.First.OpineAsync(await world.AnalysedAsync())).Created();
    }

    [Fact]
    public async Task Overlay_AskingLessWithApproval_ShowsOnTheDecisionsItTouches()
    {
        var (folder, code) = await PlayedAsync(TestDatabase.Sqlite);
        await WriteAsync(folder, code, """{ "parameters": { "years": { "value": 3, "approval": { "by": "医疗技术临床应用管理委员会", "on": "2026-01-05", "reason": "过渡期" } } } }""");
        await using var app = await AppFixture.StartInAsync(folder, TestDatabase.Sqlite, ownsFolder: true);
        var world = await CaseWorld.OverAsync(app);

        var answer = await world.Officer.AskAsync($"practitioners/{world.Junior.Id}/eligibility?deployment={world.Lung.Id}&act=opinion");

        var deviation = answer.Decision("R17-2.1.2").GetProperty("deviations").EnumerateArray().Single();
        (deviation.GetProperty("base").GetString(), deviation.GetProperty("overlay").GetString(), deviation.GetProperty("approvedBy").GetString())
            .ShouldBe(("5", "3", "医疗技术临床应用管理委员会"));
    }

    [Fact]
    public async Task Overlay_WithAFault_StopsTheStartAndNamesTheFile()
    {
        var (folder, code) = await PlayedAsync(TestDatabase.Sqlite);
        await WriteAsync(folder, code, """{ "parameters": { "yaers": { "value": 10 } } }""");

        var stopped = await Should.ThrowAsync<RegulationPackException>(async () => await AppFixture.StartInAsync(folder, TestDatabase.Sqlite, ownsFolder: true));

        stopped.Message.ShouldContain("packs/site.json $.clauses.R17-2.1.2.parameters.yaers: is no parameter of R17-2.1.2");
    }

    /// <summary>A data folder that the program has used and left, with its institution's credit code.</summary>
    private static async Task<(string Folder, string Code)> PlayedAsync(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database, keepFolder: true);
        var institution = (await app.Services.GetRequiredService<IInstitutionRegister>().AllAsync(CancellationToken.None)).Single();
        return (app.Settings.DataDirectory, institution.UnifiedSocialCreditCode);
    }

    private static async Task WriteAsync(string folder, string institution, string years)
    {
        var packs = Directory.CreateDirectory(Path.Combine(folder, "packs"));
        await File.WriteAllTextAsync(Path.Combine(packs.FullName, "site.json"),
            $$"""
            { "overlay": "SITE", "version": 1, "base": "R17", "kind": "institution", "institutions": ["{{institution}}"], "effective": {},
              "name": { "zh": "本院规则", "en": "House rules" }, "clauses": { "R17-2.1.2": {{years}} } }
            """);
    }
}
