using System.Text.Json;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.Pages;

namespace Hengjian.IntegrationTests.Inbox;

/// <summary>The real peer: a report sent with dcmtk to Orthanc, which forwards it to us.</summary>
public sealed class OrthancTests
{
    [Fact]
    public async Task Report_SentToOrthanc_BecomesTheAiResultOfTheRightCase()
    {
        var clinic = await Clinic.CreateAsync(TestDatabase.Sqlite);
        var other = await clinic.RegisterAsync();
        var id = await clinic.RegisterAsync();
        using var device = await Stow.DeviceAsync(clinic, "dicom");
        await using var orthanc = await Orthanc.StartAsync(clinic.App.Address, device.DefaultRequestHeaders.Authorization!.Parameter!);

        await orthanc.StoreAsync(Reports.Part10(Reports.OfLastCase(clinic), "GB18030"));

        var result = await UntilAsync(clinic, id, orthanc);
        result.GetProperty("label").GetString().ShouldBe("seen");
        result.GetProperty("source").GetString().ShouldBe("dicom");
        result.GetProperty("algorithm").GetProperty("name").GetString().ShouldBe(Clinic.Algorithm);
        (await clinic.ViewAsync(clinic.Officer, other)).GetProperty("aiResults").GetArrayLength().ShouldBe(0);
    }

    private static async Task<JsonElement> UntilAsync(Clinic clinic, Guid id, Orthanc orthanc)
    {
        for (var attempt = 0; attempt < 120; attempt++)
        {
            var results = (await clinic.ViewAsync(clinic.Officer, id)).GetProperty("aiResults");
            if (results.GetArrayLength() > 0)
            {
                return results[0];
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500));
        }

        throw new TimeoutException("Nothing was forwarded within a minute.\n" + orthanc.Output);
    }
}
