using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Authorisations.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>A health professional with record, account and client.</summary>
internal sealed record Person(Guid Id, TestUser User, HttpClient Client);

/// <summary>A technology deployed for the tests.</summary>
internal sealed record Deployed(Guid Technology, Guid Version, Guid Id, string Algorithm, string Release);

/// <summary>
/// One imaging department of the shared application, registered through the API by its officer: people who are eligible and people who lack just one thing, and a
/// deployment in routine use. Tests register their own cases; what a test changes (a certificate, a suspension) it does on a deployment of its own.
/// </summary>
internal sealed class CaseWorld
{
    public const string Specialty = "医学影像";
    public const string ImagingScope = "医学影像和放射治疗专业";
    public const string MedicineScope = "内科专业";
    public const string Category = "chestCt";

    private static readonly ConcurrentDictionary<TestDatabase, Lazy<Task<CaseWorld>>> Worlds = new();
    private static int _numbers;

    // Everybody of the world is authorised for everything deployed in it; tests may add to both at one time.
    private readonly Lock _known = new();
    private readonly List<Guid> _people = [];
    private readonly List<Deployed> _deployed = [];

    private CaseWorld(AppFixture app, HttpClient officer, DateOnly today)
    {
        App = app;
        Officer = officer;
        Today = today;
    }

    public AppFixture App { get; }

    public HttpClient Officer { get; }

    public DateOnly Today { get; }

    public Guid Department { get; private set; }

    public Deployed Lung { get; private set; } = null!;

    /// <summary>Eligible, and associate chief.</summary>
    public Person Senior { get; private set; } = null!;

    public Person First { get; private set; } = null!;

    public Person Second { get; private set; } = null!;

    public Person Third { get; private set; } = null!;

    /// <summary>Heads the imaging department, and reads.</summary>
    public Person Head { get; private set; } = null!;

    /// <summary>Three years only.</summary>
    public Person Junior { get; private set; } = null!;

    public Person Untrained { get; private set; } = null!;

    public Person WrongScope { get; private set; } = null!;

    public Person Clinician { get; private set; } = null!;

    /// <summary>A clinician whose licence is not for a scope that may conclude.</summary>
    public Person Surgeon { get; private set; } = null!;

    public Person Technician { get; private set; } = null!;

    /// <summary>A technician with two years only.</summary>
    public Person NewTechnician { get; private set; } = null!;

    public HttpClient Device { get; private set; } = null!;

    public IEnumerable<Person> Readers => [First, Second, Third, Senior];

    public static Task<CaseWorld> SharedAsync(TestDatabase database) => Worlds.GetOrAdd(database, d => new Lazy<Task<CaseWorld>>(async () => await OverAsync(await AppFixture.SharedAsync(d)))).Value;

    /// <summary>The same department in an application of the test's own.</summary>
    public static async Task<CaseWorld> OverAsync(AppFixture app)
    {
        var world = new CaseWorld(app, await app.ClientAsync(Role.GovernanceOfficer), ShanghaiDay.Of(app.Clock.GetUtcNow()));
        world.Department = (await world.Officer.SendAsync("departments", new { name = "放射科 " + Next(), kind = "imaging" })).Created().Id;
        world.Senior = await world.PersonAsync([Role.Physician], world.Radiologist("associateChief", 14));
        world.First = await world.PersonAsync([Role.Physician], world.Radiologist("attending", 9));
        world.Second = await world.PersonAsync([Role.Physician], world.Radiologist("attending", 8));
        world.Third = await world.PersonAsync([Role.Physician], world.Radiologist("attending", 7));
        world.Head = await world.PersonAsync([Role.DepartmentHead], world.Radiologist("chief", 20));
        world.Junior = await world.PersonAsync([Role.Physician], world.Radiologist("resident", 3));
        world.Untrained = await world.PersonAsync([Role.Physician], world.Radiologist("attending", 9).With("trainings", Array.Empty<object>()));
        world.WrongScope = await world.PersonAsync([Role.Physician], world.Radiologist("attending", 9).With("scopes", new[] { MedicineScope }));
        world.Clinician = await world.PersonAsync([Role.Clinician], world.Physician("chief", MedicineScope, "呼吸内科", 12));
        world.Surgeon = await world.PersonAsync([Role.Clinician], world.Physician("chief", "外科专业", "普通外科", 12));
        world.Technician = await world.PersonAsync([Role.Operator], world.TechnicianRecord(8));
        world.NewTechnician = await world.PersonAsync([Role.Operator], world.TechnicianRecord(2));
        world.Device = await app.DeviceAsync("ai-results", "dicom");
        world.Lung = await world.DeployAsync();
        return world;
    }

    public static string Next() => Interlocked.Increment(ref _numbers).ToString(CultureInfo.InvariantCulture);

    /// <summary>Registers a practitioner and gives the person an account with these roles.</summary>
    public async Task<Person> PersonAsync(Role[] roles, JsonObject record)
    {
        var id = await RecordAsync(record);
        var user = await App.UserAsync(roles, id);
        return new Person(id, user, await App.ClientAsync(user));
    }

    /// <summary>Registers a practitioner without an account.</summary>
    public async Task<Guid> RecordAsync(JsonObject record)
    {
        var id = (await Officer.SendAsync("practitioners", record)).Created().Id;
        List<Deployed> deployed;
        lock (_known)
        {
            _people.Add(id);
            deployed = [.. _deployed];
        }

        await App.GrantAsync(App.InstitutionId, [.. deployed.Select(d => (id, d.Technology, d.Id))]);
        return id;
    }

    /// <summary>The same without any of the authorisations that the world gives.</summary>
    public async Task<Person> StrangerToGrantsAsync(Role[] roles, JsonObject record)
    {
        var id = (await Officer.SendAsync("practitioners", record)).Created().Id;
        var user = await App.UserAsync(roles, id);
        return new Person(id, user, await App.ClientAsync(user));
    }

    /// <summary>Takes away what the world gave on a deployment, save to one person.</summary>
    public Task WithdrawGrantsAsync(Deployed on, Guid keep) => App.WriteAsync(App.InstitutionId, async scope =>
        scope.Db.RemoveRange(await scope.Db.Set<Authorisation>().Where(a => a.DeploymentId == on.Id && a.PractitionerId != keep).ToListAsync()));

    /// <summary>An eligible radiologist with so many full years.</summary>
    public JsonObject Radiologist(string title, int years) => Physician(title, ImagingScope, Specialty, years).With("trainings", Trainings());

    public JsonObject Physician(string title, string scope, string specialty, int years)
    {
        var number = Interlocked.Increment(ref _numbers);
        return Calls.Json(new
        {
            name = "医师" + number.ToString(CultureInfo.InvariantCulture),
            kind = "physician",
            title,
            departmentId = Department,
            licenceNumber = string.Create(CultureInfo.InvariantCulture, $"110990105{number:000000}"),
            licenceCategory = "临床",
            scopes = new[] { scope },
            specialtyPeriods = new[] { new { specialty, from = Day(Today.AddYears(-years)) } },
            trainings = Array.Empty<object>(),
        });
    }

    public JsonObject TechnicianRecord(int years) => Calls.Json(new
    {
        name = "技师" + Next(),
        kind = "technician",
        departmentId = Department,
        scopes = Array.Empty<string>(),
        specialtyPeriods = new[] { new { specialty = Specialty, from = Day(Today.AddYears(-years)) } },
        trainings = Trainings(),
    });

    /// <summary>Registers a technology, a version and a deployment in routine use, each changed as the test wants it, with written rules (R17-3.1a) and a standing rule (R17-3.1c) unless it wants none.</summary>
    public async Task<Deployed> DeployAsync(Action<JsonObject>? technology = null, Action<JsonObject>? version = null, Action<JsonObject>? deployment = null, bool written = true, bool indicated = true)
    {
        var record = TechnologyRecord();
        technology?.Invoke(record);
        var id = (await Officer.SendAsync("technologies", record)).Created().Id;
        var release = VersionRecord();
        version?.Invoke(release);
        var versionId = (await Officer.SendAsync($"technologies/{id}/versions", release)).Created().Id;
        var use = DeploymentRecord(id, versionId);
        deployment?.Invoke(use);
        var deploymentId = (await Officer.SendAsync("deployments", use)).Created().Id;
        var deployed = new Deployed(id, versionId, deploymentId, release["algorithmName"]!.GetValue<string>(), release["algorithmVersion"]!.GetValue<string>());
        List<Guid> people;
        lock (_known)
        {
            _deployed.Add(deployed);
            people = [.. _people];
        }

        if (written)
        {
            await App.WriteOperatingRulesAsync(App.InstitutionId, deployed.Technology);
        }

        if (indicated)
        {
            await App.SetIndicationAsync(App.InstitutionId, deployed.Id, deployed.Version);
        }

        (await Officer.SendAsync($"deployments/{deploymentId}/follow-up-plan", NoFollowUp)).Created();

        await App.GrantAsync(App.InstitutionId, [.. people.Select(p => (p, deployed.Technology, deployed.Id))]);
        return deployed;
    }

    /// <summary>A plan that asks for nothing: cases of the tests close without follow-up (R17-3.6b), save where a test sets another.</summary>
    public static object NoFollowUp => new { steps = Array.Empty<object>(), reason = "测试部署不要求随访" };

    public JsonObject TechnologyRecord() => Calls.Json(new
    {
        name = "肺结节 CT 影像辅助检测软件 " + Next(),
        manufacturer = "测试医疗人工智能有限公司",
        aiClass = "imagingCad",
        category = Category,
        specialty = Specialty,
        scopesOfPractice = new[] { ImagingScope },
        finalDiagnosisScopes = new[] { MedicineScope },
        labels = new[]
        {
            new { code = "positive", display = "阳性", positive = true },
            new { code = "negative", display = "阴性", positive = false },
            new { code = "indeterminate", display = "不能确定", positive = false },
        },
        indicationChecklist = new[]
        {
            new { code = "adult", text = "年满 18 岁", kind = "indication", required = true },
            new { code = "priorSurgery", text = "近 3 个月内胸部手术史", kind = "contraindication", required = false },
        },
        certificates = new[]
        {
            new { number = "国械注准20993210001", validFrom = Day(Today.AddDays(-700)), validTo = Day(Today.AddDays(700)), registeredVersion = "3.2", significantVersionParts = 2 },
        },
    });

    public JsonObject VersionRecord() => Calls.Json(new
    {
        algorithmName = "LungNodule-CAD",
        algorithmVersion = "3.2.1",
        deliveredOn = Day(Today.AddDays(-300)),
        deliveryDocument = "验收-2026-001",
        scope = new
        {
            embedded = false,
            runsAloneOrExportsResults = true,
            influences = new[] { "invasiveAct" },
            clinicalValidation = "临床评价报告-001",
            approval = "国械注准20993210001",
        },
    });

    public JsonObject DeploymentRecord(Guid technology, Guid version) => Calls.Json(new
    {
        name = "胸部 CT 肺结节辅助检测 " + Next(),
        technologyId = technology,
        technologyVersionId = version,
        departmentId = Department,
        stage = "routineUse",
        takeover = new { reason = "系统启用前已在使用", inUseSince = Day(Today.AddDays(-200)) },
        defaultProtocol = "aiFirst",
    });

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>An instant so long ago, with offset.</summary>
    public string Ago(TimeSpan ago) => Instant(App.Clock.GetUtcNow() - ago);

    public static string Instant(DateTimeOffset instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>A client of a new user with these roles in another institution.</summary>
    public async Task<HttpClient> StrangerAsync(params Role[] roles)
    {
        var elsewhere = await App.InstitutionAsync("别院 " + Next());
        return await App.ClientAsync(await App.UserAsync(roles, institution: elsewhere));
    }

    private object[] Trainings() =>
        [new { technologyCategory = Category, route = "normal", completedOn = Day(Today.AddDays(-400)), certificateNumber = "AI-" + Next() }];
}
