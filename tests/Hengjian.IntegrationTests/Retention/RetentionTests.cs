using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Retention;

/// <summary>What must be kept is kept and says why, and a patient can learn who saw the records.</summary>
public sealed partial class RetentionTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Deletion_WithinTheTerm_IsRecordedAndRefusedWithTheReason(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (patient, _) = await PatientAsync(world, TimeSpan.FromHours(2));

        var id = (await world.Officer.SendAsync("retention/deletion-requests", new { patientIdentifier = patient, ground = "患者本人申请" })).Created().Id;

        var request = await RequestAsync(world, id);
        request.GetProperty("state").GetString().ShouldBe("refused");
        request.GetProperty("category").GetString().ShouldBe("inpatient", "unless somebody says otherwise the longest term counts");
        request.GetProperty("keptUntil").GetString().ShouldBe(CaseWorld.Day(world.Today.AddYears(30)));
        request.GetProperty("decisions")[0].GetProperty("missing").GetString()!.ShouldContain("30 years");
        request.GetProperty("patient").GetString()!.ShouldNotContain(patient);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Deletion_AfterTheTerm_IsAllowedUnlessAHoldStands(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (patient, number) = await PatientAsync(world, TimeSpan.FromDays(16 * 366));
        object request = new { patientIdentifier = patient, category = "outpatient", ground = "患者本人申请" };
        var hold = (await world.Officer.SendAsync("retention/holds", new { subject = "case", on = number, reason = "医疗纠纷" })).Created().Id;

        var refused = await RequestAsync(world, (await world.Officer.SendAsync("retention/deletion-requests", request)).Created().Id);
        (await world.Officer.SendAsync($"retention/holds/{hold}/lifting", new { })).Names("reason");
        (await world.Officer.SendAsync($"retention/holds/{hold}/lifting", new { reason = "已结案" })).Created();
        (await world.Officer.SendAsync($"retention/holds/{hold}/lifting", new { reason = "再次" })).Conflicts("retention.alreadyLifted");
        var allowed = await RequestAsync(world, (await world.Officer.SendAsync("retention/deletion-requests", request)).Created().Id);

        refused.GetProperty("state").GetString().ShouldBe("refused");
        refused.GetProperty("decisions")[0].GetProperty("facts").GetProperty("legalHolds").GetInt32().ShouldBe(1);
        allowed.GetProperty("state").GetString().ShouldBe("allowed");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Hold_OnAPatientOrADeployment_StandsOnTheirCases(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (patient, _) = await PatientAsync(world, TimeSpan.FromDays(16 * 366));
        var byPatient = (await world.Officer.SendAsync("retention/holds", new { subject = "patient", on = patient, reason = "诉讼", until = CaseWorld.Day(world.Today.AddDays(5)) })).Created().Id;
        object request = new { patientIdentifier = patient, category = "outpatient", ground = "申请" };

        (await RequestAsync(world, (await world.Officer.SendAsync("retention/deletion-requests", request)).Created().Id)).GetProperty("state").GetString().ShouldBe("refused");
        (await world.Officer.SendAsync($"retention/holds/{byPatient}/lifting", new { reason = "结束" })).Created();
        var byDeployment = (await world.Officer.SendAsync("retention/holds", new { subject = "deployment", on = world.Lung.Id, reason = "器械事件调查" })).Created().Id;
        (await RequestAsync(world, (await world.Officer.SendAsync("retention/deletion-requests", request)).Created().Id)).GetProperty("state").GetString().ShouldBe("refused");
        (await world.Officer.SendAsync($"retention/holds/{byDeployment}/lifting", new { reason = "结束" })).Created();
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task PatientAccess_NamesWhoSawWhatAndWhy_AndIsRecordedItself(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (patient, number) = await PatientAsync(world, TimeSpan.FromHours(2));
        var reader = await world.App.SignedInAsync(world.Technician.User);
        await reader.GetAsync($"/cases/{await IdAsync(world, number)}/print");

        var first = (await world.Officer.SendAsync("retention/patient-access", new { patientIdentifier = patient, reason = "患者查询 1 号" })).Is(HttpStatusCode.OK);
        var second = (await world.Officer.SendAsync("retention/patient-access", new { patientIdentifier = patient, reason = "患者查询 2 号" })).Is(HttpStatusCode.OK);

        var line = first.At("lines").EnumerateArray().Last();
        line.GetProperty("name").GetString()!.ShouldContain(world.Technician.User.UserName);
        line.GetProperty("roles")[0].GetString().ShouldBe("Operator");
        line.GetProperty("kind").GetString().ShouldBe("exported");
        line.GetProperty("cases")[0].GetString().ShouldBe(number);
        second.At("lines").EnumerateArray().Select(l => l.TryGetProperty("reason", out var reason) ? reason.GetString() : null).ShouldContain("患者查询 1 号");
        first.Text.ShouldNotContain(patient);
    }

    [Fact]
    public async Task PatientAccess_OfAnotherInstitutionOrRole_FindsNothing()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var (patient, _) = await PatientAsync(world, TimeSpan.FromHours(2));
        var stranger = await world.StrangerAsync(Role.GovernanceOfficer);

        (await stranger.SendAsync("retention/patient-access", new { patientIdentifier = patient, reason = "患者查询" })).Names("patientIdentifier", "retention.noRecords");
        (await world.First.Client.SendAsync("retention/patient-access", new { patientIdentifier = patient, reason = "患者查询" })).IsProblem(HttpStatusCode.Forbidden);
        (await world.Officer.SendAsync("retention/patient-access", new { patientIdentifier = patient })).Names("reason");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Forms_PlaceAHoldDecideARequestAndShowTheSheet(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (patient, number) = await PatientAsync(world, TimeSpan.FromHours(2));
        var officer = await world.App.SignedInAsync(await world.App.UserAsync(Role.AuditAdministrator));
        (await officer.Client.GetAsync("/language/en?returnUrl=/account")).Dispose();

        using var refused = await officer.PostAsync("/retention", "hold", ("subject", "case"), ("on", "2026-999999"), ("reason", "纠纷"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var placed = await officer.PostAsync("/retention", "hold", ("subject", "case"), ("on", number), ("reason", "网页登记的纠纷"));
        placed.StatusCode.ShouldBe(HttpStatusCode.Redirect, await placed.Content.ReadAsStringAsync());
        using var decided = await officer.PostAsync("/retention", "deletion", ("patientIdentifier", patient), ("category", "outpatient"), ("ground", "网页申请"));
        decided.StatusCode.ShouldBe(HttpStatusCode.Redirect, await decided.Content.ReadAsStringAsync());
        using var shown = await officer.PostAsync("/retention/patient-access", "act", ("patientIdentifier", patient), ("reason", "患者本人"));
        var sheet = await shown.Content.ReadAsStringAsync();
        shown.StatusCode.ShouldBe(HttpStatusCode.OK, sheet);

        sheet.ShouldContain(number);
        var english = await officer.GetAsync("/retention");
        english.ShouldContain("网页登记的纠纷");
        english.ShouldContain("15 years");
        (await officer.Client.GetAsync("/language/zh-CN?returnUrl=/account")).Dispose();
        var chinese = await officer.GetAsync("/retention") + await officer.GetAsync("/retention/patient-access");
        chinese.ShouldContain("法定保全");
        BareKey().Match(english + chinese + sheet).Value.ShouldBe("");
    }

    /// <summary>A patient with one case so long ago; answers identifier and case number.</summary>
    private static async Task<(string Patient, string Number)> PatientAsync(CaseWorld world, TimeSpan ago)
    {
        var patient = "RET" + CaseWorld.Next() + "-77001";
        var body = world.CaseBody().With("patient.identifier", patient).With("examination.performedAt", world.Ago(ago));
        var answer = (await world.Technician.Client.SendAsync("cases", body)).Created();
        return (patient, answer.At("number").GetString()!);
    }

    private static async Task<Guid> IdAsync(CaseWorld world, string number) =>
        (await world.Officer.AskAsync("cases?q=" + number)).Is(HttpStatusCode.OK).At("items")[0].GetProperty("id").GetGuid();

    private static async Task<JsonElement> RequestAsync(CaseWorld world, Guid id) =>
        (await world.Officer.AskAsync("retention/deletion-requests?pageSize=200")).Is(HttpStatusCode.OK).At("items").EnumerateArray().Single(r => r.GetProperty("id").GetGuid() == id);

    [GeneratedRegex(@">\s*(Hold|HoldSubject|RetentionCategory|DeletionState|Deletion|Access|AccessKind|Role|Nav)\.[A-Za-z.]+\s*<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BareKey();
}
