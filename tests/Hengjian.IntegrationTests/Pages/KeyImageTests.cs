using System.Net;
using System.Text;
using System.Text.Json;
using Hengjian.Governance.Cases.Readings;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.Inbox;

namespace Hengjian.IntegrationTests.Pages;

/// <summary>Findings lead to the image that shows them, in the viewer that the deployment's plan names and nowhere else.</summary>
public sealed class KeyImageTests
{
    private const string Study = "1.2.840.99.1";
    private const string Series = "1.2.840.99.1.2";
    private const string Template = "https://pacs.example/view?a={accession}&st={study}&se={series}&im={instance}&fr={frame}";

    public static TheoryData<TestDatabase> All => Databases.All;

    public static TheoryData<string?, string?, string?> Addresses => new()
    {
        { null, "A", null },
        { "https://v/{accession}", "A/B&c", "https://v/A%2FB%26c" },
        { "https://v/{accession}", null, null },
        { "https://v/{study}", "A", "https://v/1.2.3" },
        { "https://v/{series}", "A", null },
        { "https://v/{instance}/{frame}", "A", "https://v/1.2.3.4/1" },
    };

    [Theory, MemberData(nameof(Addresses))]
    public void Address_OfATemplate_IsFilledAndEscapedOrAbsent(string? template, string? accession, string? expected) =>
        ViewerAddress.For(template, accession, "1.2.3", new ImageReference(null, null, "1.2.3.4")).ShouldBe(expected);

    [Fact]
    public void Address_OfAnAccessionNumberWithPlaces_FillsNothingTwice() =>
        ViewerAddress.For("https://v/{accession}/{study}", "{study}", "1.2.3").ShouldBe("https://v/%7Bstudy%7D/1.2.3");

    [Theory, MemberData(nameof(All))]
    public async Task Finding_WithItsImage_LinksToTheViewerPerFrame(TestDatabase database)
    {
        var clinic = await PlannedAsync(database);
        var id = await clinic.RegisterAsync();
        await clinic.AiAsync(id, findings: new object[]
        {
            new { site = "Upper-lobe", images = new[] { new { studyInstanceUid = Study, seriesInstanceUid = Series, sopInstanceUid = Series + ".7", frames = new[] { 3, 9 } } } },
            new { site = "Lower-lobe", sopInstanceUid = "javascript:alert(1)" },
        });

        var page = WebUtility.HtmlDecode(await (await clinic.SignedInAsync(clinic.Reader1)).GetAsync($"/cases/{id}"));

        foreach (var frame in new[] { 3, 9 })
        {
            page.ShouldContain($"href=\"https://pacs.example/view?a=ACC-{clinic.LastCase:0000}&st={Study}&se={Series}&im={Series}.7&fr={frame}\"");
        }

        page.ShouldContain("Lower-lobe");
        page.ShouldNotContain("href=\"javascript");
    }

    [Theory, MemberData(nameof(All))]
    public async Task SecondaryCapture_OfTheCase_IsNamedAndHiddenFromABlindReader(TestDatabase database)
    {
        var clinic = await PlannedAsync(database);
        var id = await clinic.RegisterAsync("blindFirst");
        await clinic.AiAsync(id);
        var sent = await Stow.SendAsync(await Stow.DeviceAsync(clinic, "dicom"), "application/dicom+json", Capture(clinic));
        sent.Status.ShouldBe(HttpStatusCode.OK, sent.Text);

        var seen = WebUtility.HtmlDecode(await (await clinic.SignedInAsync(clinic.Officer)).GetAsync($"/cases/{id}"));
        var blind = await (await clinic.SignedInAsync(clinic.Reader1)).GetAsync($"/cases/{id}");

        seen.ShouldContain("Secondary capture");
        seen.ShouldContain($"st={Study}&se={Series}&im={Series}.9&fr=1");
        blind.ShouldNotContain("Secondary capture");
        blind.ShouldNotContain(Series + ".9");
        (await clinic.ViewAsync(clinic.Officer, id)).GetProperty("aiResults").GetArrayLength().ShouldBe(1);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Plan_WithAPlaceThatIsUnknown_IsRefusedAtItsField(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();
        var path = $"deployments/{on.Id}/reading-plan";
        var seen = await world.Officer.AskAsync(path);

        (await world.Officer.PutAsync(path, Calls.Json(new { imageUrl = "https://pacs.example/{patient}" }), seen.ETag)).Names("imageUrl", "reading.viewerPlaces");
        (await world.Officer.PutAsync(path, Calls.Json(new { imageUrl = "https://{series}.example/" }), seen.ETag)).Names("imageUrl", "reading.viewerPlaces");
        (await world.Officer.PutAsync(path, Calls.Json(new { viewerUrl = "https://pacs.example/{series}" }), seen.ETag)).Names("viewerUrl", "reading.viewerPlaces");
    }

    private static async Task<Clinic> PlannedAsync(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var officer = await clinic.App.ClientAsync(clinic.Officer);
        var path = $"deployments/{clinic.Deployment}/reading-plan";
        (await officer.PutAsync(path, Calls.Json(new { imageUrl = Template }), (await officer.AskAsync(path)).ETag)).Is(HttpStatusCode.OK);
        return clinic;
    }

    /// <summary>A picture without pixels, of the clinic's last case.</summary>
    private static byte[] Capture(Clinic clinic)
    {
        object Element(string vr, object value) => new { vr, Value = new[] { value } };
        return Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new[]
        {
            new Dictionary<string, object>
            {
                ["00080016"] = Element("UI", "1.2.840.10008.5.1.4.1.1.7"),
                ["00080018"] = Element("UI", Series + ".9"),
                ["0020000D"] = Element("UI", Study),
                ["0020000E"] = Element("UI", Series),
                ["00080050"] = Element("SH", Reports.Accession(clinic)),
                ["00100010"] = Element("PN", new { Alphabetic = "Ceshi^Yi" }),
                ["00100020"] = Element("LO", Reports.Patient(clinic)),
            },
        }));
    }
}
