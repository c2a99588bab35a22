using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>A RIS and an EMR beside the shared department, and a deployment whose acts are observed.</summary>
internal sealed record ObservedWorld(CaseWorld World, Deployed On, string Ris, string Emr, HttpClient Link)
{
    private static readonly ConcurrentDictionary<CaseWorld, Lazy<Task<ObservedWorld>>> Worlds = new();

    public static Task<ObservedWorld> OfAsync(CaseWorld world) => Worlds.GetOrAdd(world, w => new Lazy<Task<ObservedWorld>>(() => OpenAsync(w))).Value;

    public static async Task<ObservedWorld> OfAsync(TestDatabase database) => await OfAsync(await CaseWorld.SharedAsync(database));

    public static JsonObject Mode(string mode = "observed") => Calls.Json(new { mode, reason = "报告在 RIS 中签署", committeeDecision = "医技委〔2026〕3 号" });

    /// <summary>The licence number of a person, as other systems know them.</summary>
    public async Task<string> LicenceAsync(Person person) => (await World.Officer.AskAsync($"practitioners/{person.Id}")).At("licenceNumber").GetString()!;

    public async Task<Guid> RegisterAsync() => await World.RegisterAsync(on: On);

    public Task<Answer> ResultAsync(Guid id) => World.ReceiveAsync(id, on: On);

    /// <summary>A report or review signed in the RIS so many minutes ago.</summary>
    public async Task<JsonObject> OpinionAsync(Person reader, int minutesAgo, string label = "positive") => Calls.Json(new
    {
        kind = "opinion",
        system = Ris,
        systemActId = "R" + CaseWorld.Next(),
        signer = new { licenceNumber = await LicenceAsync(reader), name = "报告医师" },
        performedAt = World.Ago(TimeSpan.FromMinutes(minutesAgo)),
        signatureReference = "CA-" + CaseWorld.Next(),
        role = "report",
        label,
    });

    public async Task<JsonObject> DiagnosisAsync(Person clinician, int minutesAgo, string label = "positive") => Calls.Json(new
    {
        kind = "finalDiagnosis",
        system = Emr,
        systemActId = "E" + CaseWorld.Next(),
        signer = new { licenceNumber = await LicenceAsync(clinician) },
        performedAt = World.Ago(TimeSpan.FromMinutes(minutesAgo)),
        label,
        text = "右肺上叶结节",
        icd10 = "R91.x00",
    });

    /// <summary>A case that a contraindication on the order keeps from being indicated by itself.</summary>
    public Task<Guid> WaitingAsync() => World.RegisterAsync(World.CaseBody(on: On).With("indication.answers.priorSurgery", true));

    public async Task<JsonObject> ConsentAsync(int minutesAgo)
    {
        var at = World.Ago(TimeSpan.FromMinutes(minutesAgo));
        return Calls.Json(new
        {
            kind = "consent",
            system = Emr,
            systemActId = "C" + CaseWorld.Next(),
            signer = new { licenceNumber = await LicenceAsync(World.Clinician) },
            performedAt = at,
            signatureReference = "CA-" + CaseWorld.Next(),
            consent = new
            {
                parties = new object[] { new { kind = "patient", informedAt = at, signedAt = at }, new { kind = "family", relation = "配偶", informedAt = at, signedAt = at } },
                purpose = true, risks = true, precautions = true, complications = true, prevention = true,
            },
        });
    }

    public async Task<JsonObject> IndicationAsync(Person physician) => Calls.Json(new
    {
        kind = "indication",
        system = Emr,
        systemActId = "I" + CaseWorld.Next(),
        signer = new { licenceNumber = await LicenceAsync(physician) },
        performedAt = World.Ago(TimeSpan.FromMinutes(45)),
        indication = new { answers = new { adult = true, priorSurgery = false } },
    });

    public Task<Answer> SendAsync(Guid id, JsonObject body) => Link.SendAsync($"cases/{id}/observed-acts", body);

    /// <summary>Uploads a CSV file of acts for a preview.</summary>
    public async Task<Answer> UploadAsync(string csv)
    {
        using var form = new MultipartFormDataContent();
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(csv)), "file", "RIS.csv");
        return await World.Officer.CallAsync(HttpMethod.Post, "observed-acts/imports?pageSize=200", form);
    }

    public async Task<IReadOnlyList<string>> FindingsAsync(Guid id)
    {
        var found = (await World.Officer.AskAsync($"compliance/findings?case={id}&standing=true")).Is(HttpStatusCode.OK);
        return [.. found.At("items").EnumerateArray().Select(f => f.GetProperty("clause").GetString()!).Order(StringComparer.Ordinal)];
    }

    /// <summary>The target of a fuzzed route: client, path, a right body, and what reads it.</summary>
    public static async Task<(HttpClient Client, string Path, JsonObject Body, string? Read)> FuzzTargetAsync(CaseWorld world, string route)
    {
        var observed = await OfAsync(world);
        switch (route)
        {
            case "external-systems":
                return (world.Officer, "external-systems", Calls.Json(new { name = "PACS " + CaseWorld.Next(), kind = "pacs", attestation = "院内 CA", inUse = true }), "external-systems?pageSize=200");
            case "mode":
                var on = await world.DeployAsync();
                return (world.Officer, $"deployments/{on.Id}/mode", Mode().With("observedActs", new[] { "opinion", "finalDiagnosis" }).With("aiTimeLimitMinutes", 30), $"deployments/{on.Id}/modes");
            case "observed-consents":
                var invasive = await world.RegisterAsync(world.CaseBody(on: observed.On).With("invasive", true));
                return (observed.Link, $"cases/{invasive}/observed-acts", await observed.ConsentAsync(60), $"cases/{invasive}/observed-acts");
            case "observed-indications":
                var waiting = await observed.WaitingAsync();
                return (observed.Link, $"cases/{waiting}/observed-acts", await observed.IndicationAsync(world.First), $"cases/{waiting}/observed-acts");
            case "observed-signers":
                var unknown = (await observed.SendAsync(await observed.RegisterAsync(), (await observed.OpinionAsync(world.First, 20)).With("signer", new { staffNumber = "X" + CaseWorld.Next() }))).Created().Id;
                return (world.Officer, $"observed-acts/{unknown}/signer", Calls.Json(new { practitionerId = world.First.Id, reason = "旧工号" }), $"observed-acts/{unknown}");
            case "observed-imports":
                var number = (await world.CaseAsync(await observed.RegisterAsync())).At("number").GetString();
                var file = $"病例号,系统,系统内编号,行为,工号,完成时间,结论\r\n{number},{observed.Ris},R{CaseWorld.Next()},诊断意见,X1,2026-01-05 10:00,positive\r\n";
                var preview = (await observed.UploadAsync(file)).Created().Id;
                return (world.Officer, $"observed-acts/imports/{preview}/confirmation", Calls.Json(new { goodRowsOnly = true }), null);
            default:
                var id = await observed.RegisterAsync();
                (await observed.ResultAsync(id)).Created();
                return (observed.Link, $"cases/{id}/observed-acts", (await observed.OpinionAsync(world.First, 20)).With("confidence", 80).With("secondsSpent", 12.5).With("phase", "afterAi").With("reason", "x"), $"cases/{id}/observed-acts");
        }
    }

    private static async Task<ObservedWorld> OpenAsync(CaseWorld world)
    {
        var (ris, emr) = ("RIS " + CaseWorld.Next(), "EMR " + CaseWorld.Next());
        (await world.Officer.SendAsync("external-systems", new { name = ris, kind = "ris", attestation = "院内 CA 电子签名" })).Created();
        (await world.Officer.SendAsync("external-systems", new { name = emr, kind = "emr", attestation = "院内 CA 电子签名" })).Created();
        var on = await world.DeployAsync();
        (await world.Officer.SendAsync($"deployments/{on.Id}/mode", Mode())).Created();
        return new ObservedWorld(world, on, ris, emr, await world.App.DeviceAsync("observed-acts"));
    }
}
