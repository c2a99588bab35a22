using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Inbox;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.Pages;
using Hengjian.Interop.Dicom.Stow;
using Hengjian.Interop.Dicom.Writing;

namespace Hengjian.IntegrationTests.Inbox;

/// <summary>DICOM objects over STOW-RS with a device token: to their case, held, or refused; nothing is half stored.</summary>
public sealed class StowTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    public static TheoryData<TestDatabase, string> CharacterSets => new()
    {
        { TestDatabase.Sqlite, "ISO_IR 192" }, { TestDatabase.Sqlite, "GB18030" }, { TestDatabase.PostgreSql, "GB18030" },
    };

    [Fact]
    public async Task Report_OnItsCase_ShowsItsFindingsAsATable()
    {
        var clinic = await Clinic.CreateAsync(TestDatabase.Sqlite);
        var id = await clinic.RegisterAsync();
        await Stow.SendAsync(await Stow.DeviceAsync(clinic, "dicom"), Reports.Part10(Reports.OfLastCase(clinic)));

        var html = await (await clinic.SignedInAsync(clinic.Operator)).GetAsync($"/cases/{id}");

        html.ShouldContain("<th scope=\"col\">Tracking identifier</th>");
        html.ShouldContain("<td data-label=\"Findings\">Solitary nodule of lung</td>");
    }

    [Theory, MemberData(nameof(CharacterSets))]
    public async Task Report_OfACasesAccessionNumber_BecomesItsAiResult(TestDatabase database, string characterSet)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync();
        var device = await Stow.DeviceAsync(clinic, "dicom");

        var answer = await Stow.SendAsync(device, Reports.Part10(Reports.OfLastCase(clinic), characterSet));

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        var result = (await clinic.ViewAsync(clinic.Officer, id)).GetProperty("aiResults")[0];
        result.GetProperty("label").GetString().ShouldBe("seen");
        result.GetProperty("source").GetString().ShouldBe("dicom");
        result.GetProperty("status").GetString().ShouldBe("awaitingOperator", "a device is no operator (R17-3.2b)");
        (await Stow.ReceivedAsync(clinic)).ShouldHaveSingleItem().Status.ShouldBe(ReceivedObjectStatus.Matched);
    }

    [Theory, MemberData(nameof(CharacterSets))]
    public async Task Report_WithoutACase_WaitsWithItsChineseNameReadRight(TestDatabase database, string characterSet)
    {
        var clinic = await Clinic.CreateAsync(database);
        var device = await Stow.DeviceAsync(clinic, "dicom");

        await Stow.SendAsync(device, Reports.Part10(Reports.Of("UNKNOWN-1", "NOBODY-1", "欧阳^测试"), characterSet));

        var whole = await InboxAsync(clinic, clinic.Operator);
        whole.GetProperty("patientName").GetString().ShouldBe("欧阳^测试");
        whole.GetProperty("reason").GetString().ShouldBe("inbox.noCase");
        whole.GetProperty("algorithmName").GetString().ShouldBe(Clinic.Algorithm);
        var masked = await InboxAsync(clinic, clinic.Officer);
        masked.GetProperty("patientName").GetString().ShouldBe("欧^*");
        masked.GetProperty("patientIdentifier").GetString().ShouldNotBe("NOBODY-1");
    }

    [Fact]
    public async Task Report_OfAnotherPatientUnderTheAccessionNumber_IsHeldAndTheCaseUntouched()
    {
        var clinic = await Clinic.CreateAsync(TestDatabase.Sqlite);
        var id = await clinic.RegisterAsync();
        var device = await Stow.DeviceAsync(clinic, "dicom");

        await Stow.SendAsync(device, Reports.Part10(Reports.Of(Reports.Accession(clinic), "SOMEBODY-ELSE")));

        (await Stow.ReceivedAsync(clinic)).ShouldHaveSingleItem().Reason.ShouldBe("inbox.patientDiffers");
        (await clinic.ViewAsync(clinic.Officer, id)).GetProperty("aiResults").GetArrayLength().ShouldBe(0);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Report_SentTwice_IsStoredOnceAndAnsweredAsStored(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        await clinic.RegisterAsync();
        var device = await Stow.DeviceAsync(clinic, "dicom");
        var content = Reports.OfLastCase(clinic);

        var first = await Stow.SendAsync(device, Reports.Part10(content));
        var again = await Stow.SendAsync(device, Reports.Part10(content, "GB18030"));

        first.Status.ShouldBe(HttpStatusCode.OK);
        again.Status.ShouldBe(HttpStatusCode.OK, "the same content in another encoding is the same object");
        (await Stow.ReceivedAsync(clinic)).Count.ShouldBe(1);
    }

    [Theory, MemberData(nameof(All))]
    public async Task OtherContent_UnderAStoredUid_IsRefusedWith0111AndListed(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        await clinic.RegisterAsync();
        var device = await Stow.DeviceAsync(clinic, "dicom");
        var content = Reports.OfLastCase(clinic);
        await Stow.SendAsync(device, Reports.Part10(content));

        var answer = await Stow.SendAsync(device, Reports.Part10(content with { IsComplete = false }));

        answer.Status.ShouldBe(HttpStatusCode.Conflict);
        answer.Failures.ShouldBe([StowFailureReasons.DuplicateInstance]);
        var listed = await InboxAsync(clinic, clinic.Operator);
        listed.GetProperty("status").GetString().ShouldBe("conflicting");
        listed.GetProperty("reason").GetString().ShouldBe("inbox.otherContent");
    }

    [Fact]
    public async Task Report_WithoutAlgorithm_IsMarkedUnidentifiedAndStaysInShadow()
    {
        var clinic = await Clinic.CreateAsync(TestDatabase.Sqlite);
        var id = await clinic.RegisterAsync();
        var device = await Stow.DeviceAsync(clinic, "dicom");

        await Stow.SendAsync(device, Reports.Part10(Reports.OfLastCase(clinic) with { Algorithm = null }));

        (await Stow.ReceivedAsync(clinic)).ShouldHaveSingleItem().Reason.ShouldBe("inbox.algorithmUnidentified");
        var result = (await clinic.ViewAsync(clinic.Officer, id)).GetProperty("aiResults")[0];
        result.GetProperty("algorithmUnidentified").GetBoolean().ShouldBeTrue();
        result.GetProperty("status").GetString().ShouldBe("shadow");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Report_BeforeTheConsent_WaitsOnItsCaseAndComesInWithIt(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync(invasive: true);
        await Stow.SendAsync(await Stow.DeviceAsync(clinic, "dicom"), Reports.Part10(Reports.OfLastCase(clinic)));
        (await Stow.ReceivedAsync(clinic)).ShouldHaveSingleItem().Status.ShouldBe(ReceivedObjectStatus.Matched);
        var held = (await clinic.ViewAsync(clinic.Officer, id)).GetProperty("aiResults")[0];

        await clinic.PostAsync(clinic.Operator, $"/api/v1/cases/{id}/consents", Consent(clinic, refused: false));

        held.GetProperty("status").GetString().ShouldBe("awaitingConsent");
        held.GetProperty("label").ValueKind.ShouldBe(JsonValueKind.Null);
        var result = (await clinic.ViewAsync(clinic.Officer, id)).GetProperty("aiResults")[0];
        result.GetProperty("status").GetString().ShouldBe("awaitingOperator");
        result.GetProperty("label").GetString().ShouldBe("seen");
    }

    [Fact]
    public async Task Report_OfAPatientWhoRefused_IsHeldWithItsClause()
    {
        var clinic = await Clinic.CreateAsync(TestDatabase.Sqlite);
        var id = await clinic.RegisterAsync(invasive: true);
        await clinic.PostAsync(clinic.Operator, $"/api/v1/cases/{id}/consents", Consent(clinic, refused: true));

        await Stow.SendAsync(await Stow.DeviceAsync(clinic, "dicom"), Reports.Part10(Reports.OfLastCase(clinic)));

        (await Stow.ReceivedAsync(clinic)).ShouldHaveSingleItem().Reason.ShouldBe("inbox.refused.R17-3.4");
        (await clinic.ViewAsync(clinic.Officer, id)).GetProperty("aiResults").GetArrayLength().ShouldBe(0);
    }

    /// <summary>A consent of patient and family, or the patient's refusal.</summary>
    internal static object Consent(Clinic clinic, bool refused)
    {
        var (told, signed) = (clinic.Ago(60), clinic.Ago(50));
        return new
        {
            informedBy = clinic.Reader1.PractitionerId, informedAt = told, purpose = true, risks = true, precautions = true, complications = true, prevention = true,
            parties = new object[]
            {
                new { kind = "patient", informedAt = told, signedAt = refused ? (DateTimeOffset?)null : signed, refusedReason = refused ? "不同意" : null },
                new { kind = "family", relation = "子女", informedAt = told, signedAt = signed },
            },
        };
    }

    [Theory, MemberData(nameof(All))]
    public async Task HeldReport_MatchedByTheOperator_BecomesTheAiResult(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync();
        var device = await Stow.DeviceAsync(clinic, "dicom");
        await Stow.SendAsync(device, Reports.Part10(Reports.Of("WRONG-ACC", Reports.Patient(clinic))));
        var held = (await InboxAsync(clinic, clinic.Operator)).GetProperty("id").GetGuid();

        await clinic.PostAsync(clinic.Operator, $"/api/v1/dicom/inbox/{held}/match", new { caseId = id });

        (await clinic.ViewAsync(clinic.Officer, id)).GetProperty("aiResults")[0].GetProperty("label").GetString().ShouldBe("seen");
        var after = (await Stow.ReceivedAsync(clinic)).ShouldHaveSingleItem();
        after.Status.ShouldBe(ReceivedObjectStatus.Matched);
        after.CaseId.ShouldBe(id);
    }

    [Fact]
    public async Task Request_OfSeveralObjects_StoresTheGoodAndNamesTheBad()
    {
        var clinic = await Clinic.CreateAsync(TestDatabase.Sqlite);
        await clinic.RegisterAsync();
        var device = await Stow.DeviceAsync(clinic, "dicom");

        var answer = await Stow.SendAsync(device, Reports.Part10(Reports.OfLastCase(clinic)), Encoding.ASCII.GetBytes("no DICOM at all"));

        answer.Status.ShouldBe(HttpStatusCode.Accepted);
        answer.Failures.ShouldBe([StowFailureReasons.CannotUnderstand]);
        (await Stow.ReceivedAsync(clinic)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task DicomJson_AsABodyOfItsOwn_IsMatchedLikeAFile()
    {
        var clinic = await Clinic.CreateAsync(TestDatabase.Sqlite);
        var id = await clinic.RegisterAsync();
        var device = await Stow.DeviceAsync(clinic, "dicom");
        var json = Interop.Dicom.Json.DicomJsonWriter.Write(AiSrBuilder.Build(Reports.OfLastCase(clinic)));

        var answer = await Stow.SendAsync(device, "application/dicom+json", json);

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        (await clinic.ViewAsync(clinic.Officer, id)).GetProperty("aiResults").GetArrayLength().ShouldBe(1);
    }

    public static TheoryData<string> BadBodies => ["truncated", "noise", "empty", "deep", "deepJson", "wrongJson", "noBoundary", "cutMultipart", "otherType", "wrongCharset"];

    [Theory, MemberData(nameof(BadBodies))]
    public async Task BadBody_OfAnyKind_Is4xxAndStoresNothing(string kind)
    {
        var clinic = await Clinic.CreateAsync(TestDatabase.Sqlite);
        await clinic.RegisterAsync();
        var device = await Stow.DeviceAsync(clinic, "dicom");
        var whole = Reports.Part10(Reports.OfLastCase(clinic));
        var (type, body) = Bad(kind, whole);

        var answer = await Stow.SendAsync(device, type, body);

        ((int)answer.Status).ShouldBeInRange(400, 499, answer.Text);
        (await Stow.ReceivedAsync(clinic)).ShouldBeEmpty();
        Stow.StoredFiles(clinic).ShouldBe(0);
        (await Stow.SendAsync(device, whole)).Status.ShouldBe(HttpStatusCode.OK, "the server goes on");
    }

    [Fact]
    public async Task Body_LargerThanAnObjectMayBe_Is413()
    {
        var clinic = await Clinic.CreateAsync(TestDatabase.Sqlite);
        var device = await Stow.DeviceAsync(clinic, "dicom");

        var answer = await Stow.SendAsync(device, "application/dicom+json", new byte[(64 << 20) + 1]);

        answer.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await Stow.ReceivedAsync(clinic)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Stow_WithoutTheScopeOrRole_Is403()
    {
        var clinic = await Clinic.CreateAsync(TestDatabase.Sqlite);
        var file = Reports.Part10(Reports.Of("A", "B"));

        (await Stow.SendAsync(await Stow.DeviceAsync(clinic, "ai-results"), file)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Stow.SendAsync(await clinic.App.ClientAsync(clinic.Reader1), file)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Stow.SendAsync(clinic.App.Anonymous(), file)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await Stow.ReceivedAsync(clinic)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Inbox_ForADeviceOrAnotherInstitution_IsClosed()
    {
        var clinic = await Clinic.CreateAsync(TestDatabase.Sqlite);
        var other = await Clinic.CreateAsync(TestDatabase.Sqlite);
        var device = await Stow.DeviceAsync(clinic, "dicom");
        await Stow.SendAsync(device, Reports.Part10(Reports.Of("A", "B")));
        var id = (await InboxAsync(clinic, clinic.Operator)).GetProperty("id").GetGuid();

        (await device.GetAsync("/api/v1/dicom/inbox")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var stranger = await clinic.App.ClientAsync(other.Operator);
        (await stranger.GetAsync($"/api/v1/dicom/inbox/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.PostAsJsonAsync($"/api/v1/dicom/inbox/{id}/dismissal", new { reason = "not mine" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static (string Type, byte[] Body) Bad(string kind, byte[] whole) => kind switch
    {
        "truncated" => ("application/dicom", whole[..(whole.Length / 2)]),
        "noise" => ("application/dicom", [.. Enumerable.Range(0, 4096).Select(i => (byte)(i * 7919))]),
        "empty" => ("application/dicom", []),
        "deep" => ("application/dicom", Nested(whole)),
        "deepJson" => ("application/dicom+json", Encoding.UTF8.GetBytes(new string('[', 5000))),
        "wrongJson" => ("application/dicom+json", """{"00080018":{"vr":"UI","Value":[17]}}"""u8.ToArray()),
        "noBoundary" => ("multipart/related; type=\"application/dicom\"", whole),
        "cutMultipart" => ("multipart/related; type=\"application/dicom\"; boundary=b", [.. "--b\r\nContent-Type: application/dicom\r\n\r\n"u8, .. whole[..200]]),
        "otherType" => ("image/png", whole),
        _ => ("application/dicom", InvalidUtf8(whole)),
    };

    /// <summary>The report with a private sequence nested a hundred deep at its end.</summary>
    private static byte[] Nested(byte[] whole)
    {
        byte[] open = [0x99, 0x00, 0x10, 0x10, (byte)'S', (byte)'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF];
        return [.. whole, .. Enumerable.Repeat(open, 100).SelectMany(b => b)];
    }

    /// <summary>The report declares UTF-8; one byte of the patient's name is none.</summary>
    private static byte[] InvalidUtf8(byte[] whole)
    {
        var broken = (byte[])whole.Clone();
        var at = broken.AsSpan().IndexOf("测试"u8);
        at.ShouldBeGreaterThan(0);
        broken[at] = 0xFF;
        return broken;
    }

    private static async Task<JsonElement> InboxAsync(Clinic clinic, TestUser user)
    {
        var list = await (await clinic.App.ClientAsync(user)).GetFromJsonAsync<JsonElement>("/api/v1/dicom/inbox");
        list.GetProperty("total").GetInt32().ShouldBe(1);
        return list.GetProperty("items")[0];
    }
}
