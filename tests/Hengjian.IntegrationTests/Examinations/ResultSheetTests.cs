using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.Training;

namespace Hengjian.IntegrationTests.Examinations;

/// <summary>Results, certificates and a base's report on paper: the page, and the file that Chromium makes of it.</summary>
public sealed class ResultSheetTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Sheet_BeforeTheConclusion_IsNotThere(TestDatabase database)
    {
        var school = await School.OpenAsync(database);
        var id = await school.HandedInAsync(await school.WrittenPaperAsync(), await school.TraineeAsync());

        (await school.Trainer.Client.AskAsync($"examinations/sittings/{id}/result.pdf")).Conflicts("examination.notConcluded");
        (await school.Third.Client.AskAsync($"examinations/sittings/{Guid.Empty}/result.pdf")).IsProblem(HttpStatusCode.NotFound);
        var browser = await school.App.SignedInAsync(school.Trainer.User);
        (await browser.Client.GetAsync($"/examinations/sittings/{id}/print")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("zh-CN", "考核成绩单", "合格")]
    [InlineData("en", "Result of the examination", "Pass")]
    public async Task Page_OfAConcludedResult_ShowsPaperMarksAndConclusion(string language, string title, string conclusion)
    {
        var (school, id, code) = await ConcludedAsync();
        var browser = await school.App.SignedInAsync(school.Trainer.User);
        (await browser.Client.GetAsync($"/language/{language}?returnUrl=/account")).Dispose();

        var html = WebUtility.HtmlDecode(await browser.GetAsync($"/examinations/sittings/{id}/print"));

        foreach (var said in new[] { title, conclusion, code, "17 / 20", school.Topic, "7 / 10" })
        {
            html.ShouldContain(said);
        }

        html.ShouldNotContain("SENTINEL");
        html.ShouldNotContain(">Sheet.");
        (await browser.GetAsync($"/examinations/sittings/{id}")).ShouldContain($"/examinations/sittings/{id:D}/print");
    }

    [Fact]
    public async Task Pdf_OfAConcludedResult_SaysWhatThePageSays()
    {
        var (school, id, code) = await ConcludedAsync();

        var text = await PdfFile.TextAsync(school.Trainer.Client, $"examinations/sittings/{id}/result.pdf");

        foreach (var said in new[] { "考核成绩单", "笔试", code, "17 / 20", "合格", school.Topic, "V1" })
        {
            text.ShouldContain(PdfFile.Plain(said));
        }

        text.ShouldNotContain("SENTINEL");
    }

    [Fact]
    public async Task Pdf_OfACertificate_HoldsItsNumberAndHolder()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var (id, number) = await Certificates.GiveAsync(world.App, await world.RecordAsync(world.Radiologist("attending", 9).With("name", "周证")), world.Today);

        var text = await PdfFile.TextAsync(world.Officer, $"training/certificates/{id}/certificate.pdf");

        text.ShouldContain("周证");
        PdfFile.Plain(text.Replace("-", "", StringComparison.Ordinal)).ShouldContain(number.Replace("-", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pdf_OfABasesReport_NamesItsYear()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var year = world.Today.Year.ToString(System.Globalization.CultureInfo.InvariantCulture);

        (await PdfFile.TextAsync(await world.App.ClientAsync(Role.Trainer), $"training/report.pdf?year={year}")).ShouldContain(year);
    }

    private static async Task<(School School, Guid Id, string Code)> ConcludedAsync()
    {
        var school = await School.OpenAsync(TestDatabase.Sqlite);
        var id = await school.HandedInAsync(await school.WrittenPaperAsync(), await school.TraineeAsync());
        (await school.First.MarkAsync(id, 8)).Created();
        (await school.Second.MarkAsync(id, 6)).Created();
        (await school.First.SignAsync(id)).Created();
        (await school.Second.SignAsync(id)).Created();
        return (school, id, (await school.Trainer.Client.AskAsync($"examinations/sittings/{id}")).At("item.code").GetString()!);
    }
}
