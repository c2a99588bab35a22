using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.IntegrationTests.Documents;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.Pages;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>A consent that was signed on paper keeps its scan: needed before the procedure, a picture or a PDF by its bytes, read by whoever the case is within reach of.</summary>
public sealed class ConsentScanTests
{
    private const string Form = "act";
    private const string Kind = "caseConsent";

    public static TheoryData<TestDatabase> All => Databases.All;

    /// <summary>The topics told, patient and family signing, in the fields of the page.</summary>
    private static (string Name, string Value)[] Signed =>
    [
        ("informedAt", "2025-06-02T08:00"), ("topics", "purpose"), ("topics", "risks"), ("topics", "precautions"), ("topics", "complications"), ("topics", "prevention"),
        ("parties[0].informedAt", "2025-06-02T08:00"), ("parties[0].signedAt", "2025-06-02T08:10"),
        ("parties[1].informedAt", "2025-06-02T08:00"), ("parties[1].signedAt", "2025-06-02T08:12"), ("parties[1].relation", "spouse"),
    ];

    [Theory, MemberData(nameof(All))]
    public async Task Procedure_OfAConsentOnPaper_WaitsForItsScan(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (id, consent) = await OnPaperAsync(world);
        (await ConsentAsync(world, id)).GetProperty("scanMissing").GetBoolean().ShouldBeTrue();
        (await BlockedByAsync(world, id)).ShouldContain("HP-13.4");
        (await world.StoresNothingAsync(id, () => world.Technician.Client.SendAsync($"cases/{id}/procedure-start", new { }))).RefusedBy("HP-13.4").Unmet.ShouldBe(["HP-13.4"]);

        (await world.Technician.Client.AttachAsync(consent, SampleFiles.Pdf(), "scan.pdf", kind: Kind, category: "consent")).Created();

        (await ConsentAsync(world, id)).GetProperty("scanMissing").GetBoolean().ShouldBeFalse();
        (await BlockedByAsync(world, id)).ShouldNotContain("HP-13.4");
        (await world.Technician.Client.SendAsync($"cases/{id}/procedure-start", new { })).Created();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Procedure_WhoseScanWasWithdrawn_WaitsAgain(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (id, consent) = await OnPaperAsync(world);
        var document = (await world.Technician.Client.AttachAsync(consent, SampleFiles.Pdf(), "scan.pdf", kind: Kind, category: "consent")).Created().Id;

        (await world.Technician.Client.SendAsync($"documents/{document}/withdrawal", new { reason = "扫错了人" })).Created();

        (await world.Technician.Client.SendAsync($"cases/{id}/procedure-start", new { })).RefusedBy("HP-13.4");
    }

    [Theory, MemberData(nameof(All))]
    public async Task CasePage_BeforeTheProcedure_NamesTheMissingScanAndLeadsToIt(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (id, _) = await OnPaperAsync(world);
        var browser = await world.App.SignedInAsync(world.Technician.User);

        (await browser.GetAsync($"/cases/{id}")).ShouldContain("HP-13.4");
        using var refused = await browser.PostAsync($"/cases/{id}/procedure-start", Form);

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("HP-13.4");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Scan_IsReadWithinTheCasesReachAloneAndOnThePatientsRecord(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (id, consent) = await OnPaperAsync(world, readers: [world.First.Id]);
        var content = SampleFiles.Pdf();
        var document = (await world.Technician.Client.AttachAsync(consent, content, "scan.pdf", kind: Kind, category: "consent")).Created().Id;

        (await world.First.Client.GetByteArrayAsync($"{Calls.Root}documents/{document}/content")).ShouldBe(content);
        foreach (var stranger in new[] { world.Second.Client, await world.App.ClientAsync(Role.Trainer) })
        {
            (await stranger.AskAsync($"documents/{document}")).IsProblem(HttpStatusCode.NotFound);
            (await stranger.AskAsync($"documents/{document}/content")).IsProblem(HttpStatusCode.NotFound);
            (await stranger.AskAsync($"documents?subjectKind={Kind}&subjectId={consent}")).IsProblem(HttpStatusCode.NotFound);
        }

        (await (await world.App.ClientAsync(Role.QualityOfficer)).AttachAsync(consent, SampleFiles.Pdf(), "scan.pdf", kind: Kind, category: "consent")).IsProblem(HttpStatusCode.Forbidden);
        await using var db = world.App.Read();
        (await db.Set<AccessRecord>().Where(r => r.ActorId == world.First.User.Id && r.Kind == AccessKind.Exported && r.SubjectKind == "Case").ToListAsync())
            .Count(r => r.SubjectIds.Contains(id)).ShouldBe(1);
        Directory.EnumerateFiles(world.App.Settings.FilesDirectory, "*", SearchOption.AllDirectories).ShouldAllBe(f => !IsPdf(f), "files are encrypted");
    }

    public static TheoryData<string, string, string, string> Wrong => new()
    {
        { "scan.png", "image/png", "pdf", "document.lyingExtension" },
        { "scan.pdf", "image/png", "pdf", "document.lyingExtension" },
        { "scan.txt", "text/plain", "text", "document.notScan" },
        { "scan.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", "document.notScan" },
        { "scan.pdf", "application/pdf", "large", "document.tooLarge" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public async Task Scan_ThatIsNone_IsRefusedAtItsField(string name, string type, string content, string code)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var (_, consent) = await OnPaperAsync(world);

        (await world.Technician.Client.AttachAsync(consent, Content(content), name, type, Kind, category: "consent")).Names("file", code);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Form_SignedOnPaper_NeedsItsScanAndShowsItOnTheCase(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync(invasive: true);
        var browser = await clinic.SignedInAsync(clinic.Operator);
        (string Name, string Value)[] fields = [.. Signed, ("informedBy", clinic.Reader1.PractitionerId!.Value.ToString()), ("signedOnPaper", "true")];

        using var without = await browser.PostAsync($"/cases/{id}/consent", Form, fields);
        using var lying = await browser.PostFileAsync($"/cases/{id}/consent", Form, ("scan.png", "image/png", SampleFiles.Pdf()), fields);
        var kept = await lying.Content.ReadAsStringAsync();
        (await clinic.ViewAsync(clinic.Operator, id)).GetProperty("consents").GetArrayLength().ShouldBe(0, "nothing is on record before its scan is one");
        using var right = await browser.PostFileAsync($"/cases/{id}/consent", Form, ("consent-form.pdf", "application/pdf", SampleFiles.Pdf()), fields);

        without.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await without.Content.ReadAsStringAsync()).ShouldContain("id=\"file-error\"");
        lying.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        kept.ShouldContain("does not agree with the content");
        kept.ShouldContain("value=\"spouse\"");
        right.StatusCode.ShouldBe(HttpStatusCode.Redirect, await right.Content.ReadAsStringAsync());
        foreach (var path in new[] { $"/cases/{id}", $"/cases/{id}/consent" })
        {
            (await browser.GetAsync(path)).ShouldContain("consent-form.pdf");
        }
    }

    [Fact]
    public async Task Form_WithAScanThatIsNotSaidToBePaper_IsAsked()
    {
        var clinic = await Clinic.CreateAsync(TestDatabase.Sqlite);
        var id = await clinic.RegisterAsync(invasive: true);
        var browser = await clinic.SignedInAsync(clinic.Operator);

        using var answer = await browser.PostFileAsync($"/cases/{id}/consent", Form, ("scan.pdf", "application/pdf", SampleFiles.Pdf()), Signed);

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("id=\"signedonpaper-error\"");
    }

    private static bool IsPdf(string file) => File.ReadAllBytes(file).AsSpan().StartsWith("%PDF-"u8);

    private static byte[] Content(string kind) => kind switch
    {
        "pdf" => SampleFiles.Pdf(),
        "text" => SampleFiles.Text("同意"),
        "docx" => SampleFiles.Package("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
        _ => [.. SampleFiles.Pdf(), .. new byte[20 * 1024 * 1024]],
    };

    private static async Task<(Guid Case, Guid Consent)> OnPaperAsync(CaseWorld world, Guid[]? readers = null)
    {
        var body = world.InvasiveCaseBody();
        var id = await world.RegisterAsync(readers is null ? body : body.With("readers", readers));
        return (id, (await world.Technician.Client.SendAsync($"cases/{id}/consents", world.ConsentBody().With("signedOnPaper", true))).Created().Id);
    }

    private static async Task<IEnumerable<string?>> BlockedByAsync(CaseWorld world, Guid id) =>
        (await world.CaseAsync(id)).At("blockedBy").EnumerateArray().Select(d => d.GetProperty("clause").GetString());

    private static async Task<System.Text.Json.JsonElement> ConsentAsync(CaseWorld world, Guid id) => (await world.CaseAsync(id)).At("consents")[0];
}
