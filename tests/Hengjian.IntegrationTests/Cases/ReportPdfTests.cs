using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>The diagnostic report as a file: what stands in it, with embedded fonts; who gets it, with what on record; and what is said where the machine cannot print.</summary>
public sealed partial class ReportPdfTests
{
    [Fact]
    public async Task Report_OfAConcludedCase_IsAPdfThatSaysWhatWasDiagnosedAndByWhom()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var id = await world.ConcludedAsync();
        var number = (await world.CaseAsync(id)).At("number").GetString()!;

        var (text, fonts) = await ReadAsync(await PdfAsync(world.Clinician.Client, id));

        foreach (var said in new[] { "人工智能辅助诊断报告", number, "右上叶结节，建议 3 个月后复查。", "R91.x00", "由 2 名医师署名", "人工智能参与说明", world.Lung.Release, "1 处", "2 名医师意见与其一致", "报告第 1 版", "R17@1", "患者信息已遮蔽" })
        {
            text.ShouldContain(Plain(said));
        }

        text.ShouldNotContain("测试患者");
        Verification().IsMatch(text).ShouldBeTrue(text);
        // pdffonts: name, type, encoding, emb, sub, uni, object; every font must be embedded.
        var lines = fonts.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).ToList();
        lines.ShouldNotBeEmpty();
        lines.ShouldAllBe(line => EmbeddedFont().IsMatch(line));
    }

    [Fact]
    public async Task Report_WithAReason_NamesThePatientAndIsOnRecordAsUnmasked()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var id = await world.ConcludedAsync();

        var (text, _) = await ReadAsync(await PdfAsync(world.Clinician.Client, id, "?reason=" + Uri.EscapeDataString("交付患者")));

        text.ShouldContain("测试患者");
        await using var db = world.App.Read();
        var records = (await db.Set<AccessRecord>().Where(r => r.ActorId == world.Clinician.User.Id && r.Kind == AccessKind.Unmasked).ToListAsync()).Where(r => r.SubjectIds.Contains(id));
        records.Count().ShouldBe(1);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Report_BeforeAnOpinionIsIssued_IsRefused(TestDatabase database)
    {
        Require("chromium");
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();

        (await world.First.Client.AskAsync($"cases/{id}/report.pdf")).Conflicts("case.noReportYet");
    }

    [Fact]
    public async Task Report_NamedByWhoMayNotUnmask_IsForbidden()
    {
        Require("chromium");
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var id = await world.ConcludedAsync();
        var quality = await world.App.ClientAsync(Role.QualityOfficer);

        (await quality.AskAsync($"cases/{id}/report.pdf?reason=%E4%BA%A4%E4%BB%98%E6%82%A3%E8%80%85")).IsProblem(HttpStatusCode.Forbidden);
        (await world.Clinician.Client.AskAsync($"cases/{id}/report.pdf?reason=x")).Names("reason");
        (await world.Clinician.Client.AskAsync($"cases/{Guid.Empty}/report.pdf")).IsProblem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Report_WhereNoChromiumIs_IsRefusedVisiblyAndNothingIsOnRecordAsHavingLeft()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite, ("pdf:chromium", "/nowhere/chromium"));
        var world = await CaseWorld.OverAsync(app);
        var id = await world.ConcludedAsync();

        (await world.Clinician.Client.AskAsync($"cases/{id}/report.pdf")).Conflicts("lifeCycle.noChromium");
        var browser = await app.SignedInAsync(world.Clinician.User);
        using var answer = await browser.Client.GetAsync($"/cases/{id}/report.pdf");
        var page = await browser.GetAsync(answer.Headers.Location!.ToString());

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        page.ShouldContain("Chromium");
        await using var db = app.Read();
        // The print page itself is one export; the refused files are none.
        (await db.Set<AccessRecord>().Where(r => r.Kind == AccessKind.Exported && r.ActorId == world.Clinician.User.Id).ToListAsync()).Count(r => r.SubjectIds.Contains(id)).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Case_ReadThroughTheApi_IsOnThePatientsRecord(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();
        var reader = await world.PersonAsync([Role.Physician], world.Radiologist("attending", 9));

        (await reader.Client.AskAsync($"cases/{id}/timeline")).Is(HttpStatusCode.OK);
        (await reader.Client.AskAsync($"cases/{id}/reading")).Is(HttpStatusCode.OK);
        (await reader.Client.AskAsync($"cases/{id}/report.pdf?reason=x")).IsProblem(HttpStatusCode.Conflict);

        for (var i = 0; i < 50; i++)
        {
            await using var db = world.App.Read();
            var records = (await db.Set<AccessRecord>().Where(r => r.ActorId == reader.User.Id && r.Kind == AccessKind.Read).ToListAsync()).Count(r => r.SubjectIds.Contains(id));
            if (records == 2)
            {
                return;
            }

            records.ShouldBeLessThan(2, "what was refused showed nothing");
            await Task.Delay(100);
        }

        throw new Xunit.Sdk.XunitException("The reads are not on record.");
    }

    private static async Task<byte[]> PdfAsync(HttpClient client, Guid id, string query = "")
    {
        Require("chromium", "pdftotext", "pdffonts");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Calls.Root}cases/{id}/report.pdf{query}");
        request.Headers.AcceptLanguage.ParseAdd("zh-CN");
        using var answer = await client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Text without spaces and line breaks, since a PDF has its own, and the list of fonts.</summary>
    private static async Task<(string Text, string Fonts)> ReadAsync(byte[] pdf)
    {
        pdf.AsSpan(0, 5).ToArray().ShouldBe("%PDF-"u8.ToArray());
        var folder = Directory.CreateTempSubdirectory("hengjian-report-");
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "report.pdf"), pdf);
            return (Plain(await RunAsync("pdftotext", folder.FullName, "-enc", "UTF-8", "report.pdf", "-")), await RunAsync("pdffonts", folder.FullName, "report.pdf"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Plain(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static void Require(params string[] programs)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (programs.Any(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program)))))
        {
            Assert.Skip(string.Join(", ", programs) + " are needed.");
        }
    }

    private static async Task<string> RunAsync(string program, string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
        return output;
    }

    /// <summary>Where a line breaks at a hyphen, pdftotext takes the hyphen for a divided word's.</summary>
    [GeneratedRegex("/verify/[0-9a-f-]{35,36}/[0-9a-f-]{35,36}/[0-9a-f]{64}", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Verification();

    [GeneratedRegex(@"\syes\s+(?:yes|no)\s+(?:yes|no)\s+\d+\s+\d+\s*$", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex EmbeddedFont();
}
