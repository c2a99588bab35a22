using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Tables;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Practitioners;

/// <summary>A hospital of its own whose register of practitioners a test may fill as it likes, with its officer's client.</summary>
internal sealed record Registry(AppFixture App, Guid Institution, TestUser User, HttpClient Officer)
{
    private static int _numbers;

    public static async Task<Registry> OpenAsync(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var institution = await app.InstitutionAsync("人员测试医院");
        var officer = await app.UserAsync([Role.GovernanceOfficer], institution: institution);
        var registry = new Registry(app, institution, officer, await app.ClientAsync(officer));
        (await registry.Officer.SendAsync("departments", new { name = "放射科", kind = "imaging" })).Created();
        return registry;
    }

    public static string NextLicence() => string.Create(CultureInfo.InvariantCulture, $"11099010{Interlocked.Increment(ref _numbers):0000000}");

    public static JsonObject Physician(string name, string? licence = null, string? staffNumber = null) => Calls.Json(new
    {
        name,
        kind = "physician",
        title = "attending",
        staffNumber,
        licenceNumber = licence ?? NextLicence(),
        scopes = new[] { "医学影像和放射治疗专业" },
        specialtyPeriods = new[] { new { specialty = "医学影像", from = "2015-03-01" } },
        trainings = new[] { new { technologyCategory = "chestCt", route = "normal", completedOn = "2020-05-06", certificateNumber = "SF-1" } },
    });

    public async Task<Guid> RegisterAsync(JsonObject record) => (await Officer.SendAsync("practitioners", record)).Created().Id;

    public async Task<Answer> GetAsync(Guid id) => await Officer.AskAsync($"practitioners/{id}");

    /// <summary>Uploads a file for a preview.</summary>
    public async Task<Answer> UploadAsync(string name, byte[] content, HttpClient? by = null)
    {
        using var form = new MultipartFormDataContent();
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(file, "file", name);
        return await (by ?? Officer).CallAsync(HttpMethod.Post, "practitioners/imports?pageSize=200", form);
    }

    public Task<Answer> UploadAsync(string csv) => UploadAsync("人员.csv", Encoding.UTF8.GetBytes(csv));

    /// <summary>A preview of one new technician, of an officer of any hospital.</summary>
    public static async Task<Guid> PreviewAsync(HttpClient officer)
    {
        using var form = new MultipartFormDataContent();
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes($"工号,姓名,人员类别\r\nF{NextLicence()},甲,技师\r\n")), "file", "人员.csv");
        return (await officer.CallAsync(HttpMethod.Post, "practitioners/imports", form)).Created().Id;
    }

    /// <summary>Confirms a preview and waits for its job; answers how it ended.</summary>
    public async Task<Answer> ConfirmAsync(Guid preview, bool goodRowsOnly = false)
    {
        var job = (await Officer.SendAsync($"practitioners/imports/{preview}/confirmation", new { goodRowsOnly })).Created().Id;
        for (var i = 0; i < 9_000; i++)
        {
            var answer = await Officer.AskAsync($"practitioners/imports/{preview}/jobs/{job}");
            if (answer.State is not ("queued" or "running"))
            {
                return answer;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException("The import's job did not end.");
    }

    public async Task<byte[]> DownloadAsync(string path)
    {
        using var answer = await Officer.GetAsync(Calls.Root + path);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync();
    }

    public TableBook Read(string name, byte[] content) => App.Services.GetRequiredService<ITableFiles>().Read(name, content).Value!;

    public byte[] Write(TableFormat format, params (string Sheet, string[][] Rows)[] sheets) => App.Services.GetRequiredService<ITableFiles>().Write(new TableBook(
        format, [.. sheets.Select(s => new TableSheet(s.Sheet, [.. s.Rows.Select((r, i) => new TableRow(i + 1, [.. r.Select(c => new TableCell(c))]))]))]));
}
