using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.Governance.Cases.Opinions;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Pages;

/// <summary>
/// A hospital of its own with one deployment in routine use and the people that a case needs, made through the API. Its two labels are <c>seen</c> and <c>clear</c>; readers and
/// operator are eligible, the junior lacks the years.
/// </summary>
internal sealed class Clinic
{
    public const string Algorithm = "Clinic-CAD";
    public const string Version = "1.0.0";
    public const string SeenDisplay = "Shadow-of-a-nodule";
    public const string ClearDisplay = "Nothing-to-treat";
    private const string Category = "clinicCt";
    private const string Specialty = "医学影像";
    private const string ImagingScope = "医学影像和放射治疗专业";
    private const string MedicineScope = "内科专业";

    private readonly List<Guid> _practitioners = [];
    private int _serial;

    private Clinic(AppFixture app, Guid institution)
    {
        App = app;
        Institution = institution;
    }

    public AppFixture App { get; }

    public Guid Institution { get; }

    public Guid Deployment { get; private set; }

    /// <summary>Number of the case registered last: its patient is <c>PAT-nnnn</c>, its accession number <c>ACC-nnnn</c>.</summary>
    public int LastCase => _serial;

    public TestUser Officer { get; private set; } = null!;

    public TestUser Quality { get; private set; } = null!;

    public TestUser Operator { get; private set; } = null!;

    public TestUser Reader1 { get; private set; } = null!;

    public TestUser Reader2 { get; private set; } = null!;

    public TestUser Junior { get; private set; } = null!;

    public TestUser Clinician { get; private set; } = null!;

    public static async Task<Clinic> CreateAsync(TestDatabase database) => await CreateAsync(await AppFixture.SharedAsync(database));

    public static async Task<Clinic> CreateAsync(AppFixture app)
    {
        var clinic = new Clinic(app, await app.InstitutionAsync("页面测试医院"));
        clinic.Officer = await clinic.UserAsync(Role.GovernanceOfficer);
        clinic.Quality = await clinic.UserAsync(Role.QualityOfficer);
        var officer = await app.ClientAsync(clinic.Officer);
        clinic.Reader1 = await clinic.PersonAsync(officer, Role.Physician, "阅片甲", "physician", 9, title: "associateChief");
        clinic.Reader2 = await clinic.PersonAsync(officer, Role.Physician, "阅片乙", "physician", 7);
        clinic.Junior = await clinic.PersonAsync(officer, Role.Physician, "年轻医师", "physician", 2, title: "resident");
        clinic.Clinician = await clinic.PersonAsync(officer, Role.Clinician, "临床医师", "physician", 12, scope: MedicineScope);
        clinic.Operator = await clinic.PersonAsync(officer, Role.Operator, "技师", "technician", 8);
        await clinic.DeployAsync(officer);
        return clinic;
    }

    public Task<TestUser> UserAsync(params Role[] roles) => App.UserAsync(roles, institution: Institution);

    /// <summary>Registers a case through the API as the operator, with its indication.</summary>
    public async Task<Guid> RegisterAsync(string protocol = "aiFirst", bool invasive = false, TestUser[]? readers = null, string name = "张测试", bool indicated = true)
    {
        var serial = ++_serial;
        var answer = await PostAsync(Operator, "/api/v1/cases", new
        {
            deploymentId = Deployment,
            patient = new { identifier = $"PAT-{serial:0000}", name, sex = "female", birthDate = "1961-02-03" },
            accessionNumber = $"ACC-{serial:0000}",
            examination = new { kind = "胸部 CT", performedAt = Ago(90) },
            indication = indicated ? new { answers = new { adult = true } } : null,
            invasive,
            invasiveProcedure = invasive ? new { name = "穿刺活检", plannedAt = Ago(-600) } : null,
            protocol,
            readers = readers?.Select(r => r.PractitionerId),
        });
        return answer.GetProperty("id").GetGuid();
    }

    /// <summary>Registers one more case of the same examination as the last.</summary>
    public Task<Guid> AgainAsync()
    {
        _serial--;
        return RegisterAsync();
    }

    /// <summary>An AI result by the operator, who thereby confirms the acquisition.</summary>
    public Task<JsonElement> AiAsync(Guid id, string label = "seen", double score = 0.8, object? findings = null) => PostAsync(Operator, $"/api/v1/cases/{id}/ai-results", new
    {
        label, score, findings, algorithm = new { name = Algorithm, version = Version }, producedAt = Ago(30),
    });

    public Task<JsonElement> OpinionAsync(TestUser reader, Guid id, string label = "seen", string phase = "afterAi", string? overrideReason = null) => PostAsync(reader, $"/api/v1/cases/{id}/opinions", new
    {
        label, confidence = 80, phase, overrideReason, signature = new { method = "password", secret = TestUser.Password },
    });

    /// <summary>The reading ticket of a page that was opened so long ago.</summary>
    public string TicketOf(TestUser reader, Guid id, TimeSpan ago)
    {
        var clock = new FakeClock();
        clock.MoveTo(App.Clock.GetUtcNow() - ago);
        var caller = new Caller(CallerKind.User, reader.Id, "reader", Institution, reader.PractitionerId, new HashSet<Role> { Role.Physician }, new HashSet<string>());
        return new ReadingTickets(App.Services.GetRequiredService<Database>(), clock).Issue(caller, id);
    }

    /// <summary>A case that two readers agreed on.</summary>
    public async Task<Guid> IssuedAsync(string protocol = "aiFirst")
    {
        var id = await RegisterAsync(protocol);
        await AiAsync(id);
        await OpinionAsync(Reader1, id);
        await OpinionAsync(Reader2, id);
        return id;
    }

    public async Task<JsonElement> ViewAsync(TestUser user, Guid id) => await (await App.ClientAsync(user)).GetFromJsonAsync<JsonElement>($"/api/v1/cases/{id}");

    /// <summary>A browser in which the user is signed in, in English.</summary>
    public async Task<Browser> SignedInAsync(TestUser user)
    {
        var browser = await App.SignedInAsync(user);
        (await browser.Client.GetAsync("/language/en?returnUrl=/account")).Dispose();
        return browser;
    }

    public async Task<JsonElement> PostAsync(TestUser user, string path, object body)
    {
        using var answer = await (await App.ClientAsync(user)).PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, $"{path}: {text}");
        return JsonDocument.Parse(text).RootElement.Clone();
    }

    internal DateTimeOffset Ago(int minutes) => App.Clock.GetUtcNow().AddMinutes(-minutes);

    private async Task<TestUser> PersonAsync(HttpClient officer, Role role, string name, string kind, int years, string title = "attending", string scope = ImagingScope)
    {
        var physician = kind == "physician";
        var from = App.Clock.GetUtcNow().AddDays(-years * 366).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var created = await CreateAsync(officer, "/api/v1/practitioners", new
        {
            name,
            kind,
            title = physician ? title : null,
            licenceNumber = physician ? $"11099010100{++_serial:0000}" : null,
            licenceCategory = physician ? "临床" : null,
            licenceFrom = physician ? from : null,
            scopes = new[] { scope },
            specialtyPeriods = new[] { new { specialty = Specialty, from } },
            trainings = new[] { new { technologyCategory = Category, route = "normal", completedOn = "2024-05-06", certificateNumber = $"T-{_serial:000}" } },
        });
        _practitioners.Add(created);
        return await App.UserAsync([role], created, Institution);
    }

    private async Task DeployAsync(HttpClient officer)
    {
        var technology = await CreateAsync(officer, "/api/v1/technologies", new
        {
            name = "页面测试软件",
            manufacturer = "测试",
            aiClass = "imagingCad",
            category = Category,
            specialty = Specialty,
            intendedUse = "测试",
            scopesOfPractice = new[] { ImagingScope },
            finalDiagnosisScopes = new[] { MedicineScope },
            labels = new object[] { new { code = "seen", display = SeenDisplay, positive = true }, new { code = "clear", display = ClearDisplay, positive = false } },
            indicationChecklist = new[] { new { code = "adult", text = "Is an adult", kind = "indication", required = true } },
            certificates = new[] { new { number = "国械注准20993210009", validFrom = "2024-01-01", validTo = "2036-01-01", registeredVersion = "1.0", significantVersionParts = 2 } },
        });
        var version = await CreateAsync(officer, $"/api/v1/technologies/{technology}/versions", new
        {
            algorithmName = Algorithm,
            algorithmVersion = Version,
            deliveredOn = "2024-06-01",
            deliveryDocument = "D-1",
            scope = new { embedded = false, runsAloneOrExportsResults = true, influences = new[] { "invasiveAct" }, clinicalValidation = "V-1", approval = "国械注准20993210009" },
        });
        Deployment = await CreateAsync(officer, "/api/v1/deployments", new
        {
            name = "页面测试部署", technologyId = technology, technologyVersionId = version, stage = "routineUse", takeover = new { reason = "系统启用前已在使用", inUseSince = "2024-06-10" }, mode = "enforced", defaultProtocol = "aiFirst", turnaroundHours = 24,
        });
        await CreateAsync(officer, $"/api/v1/deployments/{Deployment}/follow-up-plan", CaseWorld.NoFollowUp);
        await App.WriteOperatingRulesAsync(Institution, technology);
        await App.SetIndicationAsync(Institution, Deployment, version);
        await App.GrantAsync(Institution, [.. _practitioners.Select(p => (p, technology, Deployment))]);
    }

    private static async Task<Guid> CreateAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, $"{path}: {text}");
        return JsonDocument.Parse(text).RootElement.GetProperty("id").GetGuid();
    }
}
