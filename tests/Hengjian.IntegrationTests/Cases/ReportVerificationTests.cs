using System.Net;
using System.Text.RegularExpressions;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>A printed report proves by its QR code that it is the current version, an earlier one, or none at all, without telling anything of the patient.</summary>
public sealed partial class ReportVerificationTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Report_Current_IsSaidToBeCurrentWithoutThePatient(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.ConcludedAsync();

        var html = await PageAsync(world, await AddressAsync(world, id));

        html.ShouldContain("此为现行版本");
        html.ShouldNotContain("测试患者");
        html.ShouldNotContain("右上叶结节");
    }

    [Fact]
    public async Task Report_Corrected_MakesTheEarlierPaperSuperseded()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var id = await world.ConcludedAsync();
        var paper = await AddressAsync(world, id);
        (await world.Clinician.Client.SendAsync($"cases/{id}/final-diagnosis", CaseSteps.DiagnosisBody("negative").With("reason", "病理结果更正"))).Created();

        (await PageAsync(world, paper)).ShouldContain("已有更新版本取代");
        (await PageAsync(world, await AddressAsync(world, id))).ShouldContain("此为现行版本");
    }

    [Fact]
    public async Task Report_WithAnotherFingerprint_DoesNotMatch()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var address = await AddressAsync(world, await world.ConcludedAsync());

        var html = await PageAsync(world, address[..^64] + new string('0', 64));

        html.ShouldContain("与登记内容不符");
    }

    [Fact]
    public async Task Report_Unknown_IsNotThere()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        using var answer = await world.App.Anonymous().GetAsync($"/verify/{world.App.InstitutionId:D}/{world.Department:D}/{new string('0', 64)}");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<string> PageAsync(CaseWorld world, string path)
    {
        using var answer = await world.App.Anonymous().GetAsync(path);
        var html = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, html);
        return html;
    }

    /// <summary>The address that the printed sheet's QR code holds, from its text beside it.</summary>
    private static async Task<string> AddressAsync(CaseWorld world, Guid id)
    {
        var browser = await world.App.SignedInAsync(await world.App.UserAsync(Governance.Access.Contracts.Role.GovernanceOfficer));
        var html = await browser.GetAsync($"/cases/{id:D}/print");
        var found = Address().Match(html);
        found.Success.ShouldBeTrue(html);
        return found.Value;
    }

    [GeneratedRegex("/verify/[0-9a-f-]{36}/[0-9a-f-]{36}/[0-9a-f]{64}", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Address();
}
