using System.Net;
using Hengjian.Governance.Cases.Inbox;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.Pages;
using Hengjian.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Inbox;

/// <summary>The DICOM files of others through STOW-RS: each is stored or refused with a reason, none is answered by a fault of ours.</summary>
public sealed class SharedDicomTests
{
    [Fact]
    public async Task Files_OfOthers_AreEachStoredOrRefusedWithAReason()
    {
        var folder = SharedData.Require("data", "interop", "dicom");
        var clinic = await Clinic.CreateAsync(TestDatabase.Sqlite);
        var device = await Stow.DeviceAsync(clinic, "dicom");
        var files = Directory.EnumerateFiles(folder, "*.dcm", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        files.Count.ShouldBeGreaterThan(10);
        var stored = 0;

        foreach (var file in files)
        {
            var answer = await Stow.SendAsync(device, await File.ReadAllBytesAsync(file));
            answer.Status.ShouldBeOneOf([HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.Conflict], file + " " + answer.Text);
            (answer.Status == HttpStatusCode.OK || answer.Failures.Count == 1).ShouldBeTrue(file + " " + answer.Text);
            stored += answer.Status == HttpStatusCode.OK ? 1 : 0;
        }

        stored.ShouldBeGreaterThan(5);
        (await Stow.ReceivedAsync(clinic)).ShouldAllBe(o => o.Status == ReceivedObjectStatus.Waiting || o.Status == ReceivedObjectStatus.Conflicting);
    }

    [Fact]
    public async Task ChineseReport_OfTheSharedData_WaitsUnderItsName()
    {
        var file = SharedData.Require("data", "interop", "dicom", "own-synthetic", "ai_sr_zh_utf8.dcm");
        var clinic = await Clinic.CreateAsync(TestDatabase.Sqlite);
        var device = await Stow.DeviceAsync(clinic, "dicom");

        await Stow.SendAsync(device, await File.ReadAllBytesAsync(file));

        var row = (await Stow.ReceivedAsync(clinic)).ShouldHaveSingleItem();
        row.Kind.ShouldBe("structuredReport");
        var browser = await clinic.SignedInAsync(clinic.Operator);
        var html = await browser.GetAsync($"/inbox/{row.Id:D}");
        html.ShouldContain(clinic.App.Services.GetRequiredService<Hengjian.Governance.Persistence.Database>().Fields
            .Unprotect(row.InstitutionId, "patient_name", row.Id, row.PatientName)!.Replace('^', ' '));
        html.Any(c => c is >= '\u4e00' and <= '\u9fff').ShouldBeTrue();
    }
}
