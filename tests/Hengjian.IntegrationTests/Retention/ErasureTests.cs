using System.Net;
using System.Text;
using Hengjian.Cli.Ledger;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.FollowUps.Domain;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Quality.Rebuild;
using Hengjian.Governance.Retention.Erasing;
using Hengjian.Governance.Safety.Domain;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Case = Hengjian.Governance.Cases.Domain.Case;

namespace Hengjian.IntegrationTests.Retention;

/// <summary>An erasure that was allowed is carried out by a second person: nothing of the patient is left, rows and log still agree.</summary>
public sealed class ErasureTests
{
    internal const string Patient = "ERA-20261123-77001";
    private const string Phone = "000-55501234";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Records_ErasedByASecondPerson_AreNowhereLeftAndVerificationIsClean(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var world = await CaseWorld.OverAsync(app);
        var id = await RecordAsync(world);
        var other = await world.ConcludedAsync();
        var stored = await StoredAsync(app, id);
        app.Clock.Advance(TimeSpan.FromDays(16 * 366));
        var (first, second) = (await app.ClientAsync(Role.GovernanceOfficer), await app.ClientAsync(Role.AuditAdministrator));
        if (database == TestDatabase.Sqlite)
        {
            stored.Count(s => IsInFiles(app.Settings.DataDirectory, s)).ShouldBe(stored.Count, "this test looks for what is there");
        }

        var request = (await first.SendAsync("retention/deletion-requests", new { patientIdentifier = Patient, category = "outpatient", ground = "患者本人申请删除" })).Created().Id;
        var number = (await first.AskAsync("retention/deletion-requests")).At("items")[0].GetProperty("number").GetString();
        (await first.SendAsync($"retention/deletion-requests/{request}/erasure", new { number })).Conflicts("retention.sameErasePerson");
        (await second.SendAsync($"retention/deletion-requests/{request}/erasure", new { number = "DR-2026-999999" })).Names("number", "retention.otherNumber");
        (await second.SendAsync($"retention/deletion-requests/{request}/erasure", new { number })).Created();
        (await second.SendAsync($"retention/deletion-requests/{request}/erasure", new { number })).Conflicts("retention.alreadyErased");
        await app.Services.GetServices<IRoutine>().OfType<PurgeErased>().Single().RunAsync(app.InstitutionId, CancellationToken.None);

        stored.Count(s => IsInFiles(app.Settings.DataDirectory, s)).ShouldBe(0);
        var erased = (await first.AskAsync("retention/deletion-requests")).At("items")[0];
        erased.GetProperty("state").GetString().ShouldBe("erased");
        erased.GetProperty("erasure").GetProperty("fields").GetInt32().ShouldBeGreaterThan(8);
        erased.GetProperty("erasure").GetProperty("signatures").GetInt32().ShouldBe(3);
        erased.TryGetProperty("purgedAt", out _).ShouldBeTrue();
        (await first.SendAsync("retention/patient-access", new { patientIdentifier = Patient, reason = "查询" })).Names("patientIdentifier", "retention.noRecords");
        (await first.AskAsync($"cases/{id}")).Is(HttpStatusCode.OK).Text.ShouldNotContain("右上叶");
        (await first.AskAsync($"cases/{other}")).Is(HttpStatusCode.OK);
        await using var output = new StringWriter();
        (await LedgerCommand.RunAsync(["verify", "--data", app.Settings.DataDirectory], output, output)).ShouldBe(0, output.ToString());
        output.ToString().ShouldContain("erased lawfully");
        (await app.Services.GetRequiredService<RebuildCounters>().CheckAsync(app.InstitutionId, CancellationToken.None)).Differences.ShouldBe(0);
    }

    [Fact]
    public async Task Records_UnderAHoldPlacedSince_AreKeptWithTheClause()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var world = await CaseWorld.OverAsync(app);
        var id = await RecordAsync(world);
        app.Clock.Advance(TimeSpan.FromDays(16 * 366));
        var (first, second) = (await app.ClientAsync(Role.GovernanceOfficer), await app.ClientAsync(Role.AuditAdministrator));
        var request = (await first.SendAsync("retention/deletion-requests", new { patientIdentifier = Patient, category = "outpatient", ground = "申请" })).Created().Id;
        var number = (await first.AskAsync("retention/deletion-requests")).At("items")[0].GetProperty("number").GetString();
        (await first.SendAsync("retention/holds", new { subject = "patient", on = Patient, reason = "诉讼" })).Created();

        (await second.SendAsync($"retention/deletion-requests/{request}/erasure", new { number })).RefusedBy("HP-13.3");

        (await StoredAsync(app, id)).Count.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Pages_EraseAndPrintTheCertificate()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var world = await CaseWorld.OverAsync(app);
        var id = await RecordAsync(world);
        app.Clock.Advance(TimeSpan.FromDays(16 * 366));
        var first = await app.ClientAsync(Role.GovernanceOfficer);
        var request = (await first.SendAsync("retention/deletion-requests", new { patientIdentifier = Patient, category = "outpatient", ground = "申请" })).Created().Id;
        var number = (await first.AskAsync("retention/deletion-requests")).At("items")[0].GetProperty("number").GetString()!;
        var browser = await app.SignedInAsync(await app.UserAsync(Role.AuditAdministrator));

        (await browser.GetAsync("/retention")).ShouldContain("销毁记录");
        using var done = await browser.PostAsync("/retention", $"erase-{request:N}", ("number", number));

        done.StatusCode.ShouldBe(HttpStatusCode.Redirect, await done.Content.ReadAsStringAsync());
        var certificate = await browser.GetAsync($"/retention/deletions/{request}/certificate");
        certificate.ShouldContain("销毁证明");
        certificate.ShouldContain(number);
        (await browser.Client.GetAsync("/language/en?returnUrl=/account")).Dispose();
        (await browser.GetAsync($"/retention/deletions/{request}/certificate")).ShouldContain("Certificate of destruction");
        var officer = await app.SignedInAsync(await app.UserAsync(Role.GovernanceOfficer));
        (await officer.GetAsync($"/cases/{id}")).ShouldNotContain("右上叶");
    }

    internal static async Task<Guid> RecordAsync(CaseWorld world)
    {
        var body = world.CaseBody().With("patient.identifier", Patient);
        var id = (await world.Technician.Client.SendAsync("cases", body)).Created().Id;
        (await world.Technician.Client.SendAsync($"cases/{id}/ai-results", world.ResultBody())).Created();
        (await world.First.OpineAsync(id)).Created();
        (await world.Second.OpineAsync(id)).Created();
        (await world.Clinician.ConcludeAsync(id)).Created();
        (await (await world.App.ClientAsync(Role.FollowUpStaff)).SendAsync($"cases/{id}/follow-up-contact", new { phone = Phone, person = "患者家属" })).Created();
        (await world.First.Client.SendAsync($"cases/{id}/adverse-events", Safety.AdverseEventTests.Body(world))).Created();
        return id;
    }

    /// <summary>What the database holds of the patient, as it is stored: encrypted values and the index.</summary>
    internal static async Task<IReadOnlyList<byte[]>> StoredAsync(AppFixture app, Guid id)
    {
        await using var db = app.Read();
        var subject = await db.Set<Case>().SingleAsync(c => c.Id == id);
        var diagnosis = await db.Set<FinalDiagnosis>().SingleAsync(d => d.CaseId == id);
        var contact = await db.Set<FollowUpContact>().SingleAsync(c => c.CaseId == id);
        var reported = await db.Set<AdverseEvent>().SingleAsync(e => e.CaseId == id);
        var signature = await db.Set<Signature>().SingleAsync(s => s.Id == diagnosis.SignatureId);
        byte[]?[] all = [subject.PatientIdentifier, subject.PatientName, subject.BirthDate, subject.AccessionNumber, diagnosis.Text, contact.Phone, contact.Person, reported.Description, signature.Content, Encoding.UTF8.GetBytes(subject.PatientIdentifierIndex)];
        return [.. all.OfType<byte[]>().Where(b => b.Length > 0)];
    }

    internal static bool IsInFiles(string directory, byte[] sought) => Directory.EnumerateFiles(directory, "hengjian.db*").Any(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content.AsSpan().IndexOf(sought) >= 0;
    });
}
