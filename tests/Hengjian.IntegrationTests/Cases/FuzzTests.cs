using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>Mutated bodies of each POST route (300 in the long run): whatever is sent, the server answers below 500, every refusal is a problem, and what was stored can still be read.</summary>
public sealed partial class FuzzTests
{
    private static readonly int Bodies = Sizes.Of(120, 300);
    private const int BodiesOfOneTarget = 30;

    public static TheoryData<TestDatabase, string> Routes => [.. from database in Enum.GetValues<TestDatabase>() from route in new[]
    {
        "departments", "practitioners", "practitioner-import", "technologies", "versions", "version-scope", "version-changes", "deployments", "suspension", "gates", "acceptance-tests", "reports", "trial-run", "changes",
        "institutions", "users", "tokens", "device-tokens",
        "cases", "indication", "consents", "ai-results", "ai-failure", "opinions", "critical-values", "readers", "reading-sessions", "resolution", "final-diagnosis", "references", "cancellation", "report", "closure", "reopening",
        "override", "override-signature", "override-review", "standing-rules", "standing-rule-end", "consent-forms", "consent-form-approval", "procedure-start", "consent-withdrawal",
        "equipment", "upkeep", "consumables", "units", "receipts", "waste", "counts", "billings", "case-consumables", "recalls", "recall-withdrawal",
        "policies", "policy-versions", "approval", "review", "retirement", "acknowledgements", "data-uses", "transfers", "end", "destruction", "document-withdrawal",
        "report-receivers", "report-resend", "report-receipt", "report-withdrawal", "receipt-files",
        "legal-holds", "hold-lifting", "deletion-requests",
        "observed-acts", "observed-consents", "observed-indications", "observed-signers", "observed-imports", "external-systems", "mode",
        "committee-seats", "motions", "votes", "motion-withdrawal", "authorisations", "existing", "emergency", "authorisation-answers", "authorisation-motions",
        "agreements", "agreement-answer", "agreement-readers", "agreement-end", "agreement-withdrawal", "reader-removal", "remote-opinions",
        "handovers", "disclosures",
        "training-bases", "training-application", "training-designation", "training-review", "training-programmes", "training-approval",
        "adverse-events", "case-adverse-events", "investigation", "event-actions", "follow-ups", "follow-up-contact", "follow-up-plan",
    } select (database, route)];

    [Theory, MemberData(nameof(Routes))]
    public async Task Route_OnMutatedBodies_NeverAnswers500(TestDatabase database, string route)
    {
        var world = await CaseWorld.SharedAsync(database);
        var mutator = new BodyMutator(route.Sum(c => c) + Bodies);
        var answered = new HashSet<HttpStatusCode>();

        for (var batch = 0; batch < Bodies / BodiesOfOneTarget; batch++)
        {
            var target = await TargetAsync(world, route);
            answered.UnionWith(await SendAsync(target.Client, target.Path, target.Body, mutator, BodiesOfOneTarget));
            if (target.Read is { } read)
            {
                (await world.Officer.AskAsync(read)).Is(HttpStatusCode.OK);
            }
        }

        answered.ShouldContain(HttpStatusCode.UnprocessableEntity, "the mutations reach the checks");
        answered.ShouldContain(HttpStatusCode.BadRequest);
    }

    /// <summary>Sends so many mutations of a body, every other with an idempotency key; answers with which statuses they were answered, none of 500 or above.</summary>
    internal static async Task<IReadOnlySet<HttpStatusCode>> SendAsync(HttpClient client, string path, JsonObject body, BodyMutator mutator, int count)
    {
        var answered = new HashSet<HttpStatusCode>();
        for (var i = 0; i < count; i++)
        {
            var bytes = mutator.Mutate(body);
            using var content = new ByteArrayContent(bytes);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            var answer = await client.CallAsync(HttpMethod.Post, path, content, i % 2 == 0 ? [] : [("Idempotency-Key", "fuzz-" + CaseWorld.Next())]);
            ((int)answer.Status).ShouldBeLessThan(500, $"{path}: {Encoding.UTF8.GetString(bytes)}");
            if ((int)answer.Status >= 400)
            {
                answer.IsProblem(answer.Status);
            }

            answered.Add(answer.Status);
        }

        return answered;
    }

    private sealed record Target(HttpClient Client, string Path, JsonObject Body, string? Read);

    /// <summary>Messages that nothing takes back: the receivers are out of use, so that the cases of other tests are not reported.</summary>
    private static async Task<Target> ReportTargetAsync(CaseWorld world, string route)
    {
        var body = Reporting.Desk.Receiver("bundle").With("active", false).With("duty", "whereListed");
        if (route == "report-receivers")
        {
            return new Target(world.Officer, "reporting/receivers", body.With("receiptKey", null).With("dates", "shifted"), "reporting/receivers?pageSize=200");
        }

        var receiver = (await world.Officer.SendAsync("reporting/receivers", body)).Created().Id;
        var message = await Reporting.Desk.QueueAsync(world, receiver);
        return route switch
        {
            "receipt-files" => new Target(world.Officer, "reporting/receipt-files", Calls.Json(new { receiverId = receiver, receipts = new[] { new { messageId = message, outcome = "accepted", receiptNumber = "R1", reasons = new[] { "无" } } } }), "reporting/receipts"),
            "report-resend" => new Target(world.Officer, $"reporting/messages/{message}/resend", Calls.Json(new { reason = "测试" }), $"reporting/messages/{message}"),
            "report-withdrawal" => new Target(world.Officer, $"reporting/messages/{message}/withdrawal", Calls.Json(new { reason = "测试" }), $"reporting/messages/{message}"),
            _ => new Target(world.Officer, $"reporting/messages/{message}/receipt", Calls.Json(new { outcome = "accepted", receiptNumber = "R1", enteredOn = CaseWorld.Day(world.Today), reason = "无" }), $"reporting/messages/{message}"),
        };
    }

    private static async Task<Target> TargetAsync(CaseWorld world, string route)
    {
        object ending = new { reason = "测试" };
        switch (route)
        {
            case "legal-holds":
                return new Target(world.Officer, "retention/holds", Calls.Json(new { subject = "patient", on = "FUZZ" + CaseWorld.Next(), reason = "测试", until = CaseWorld.Day(world.Today.AddDays(3)) }), "retention/holds?pageSize=200");
            case "hold-lifting":
                var hold = (await world.Officer.SendAsync("retention/holds", new { subject = "patient", on = "FUZZ" + CaseWorld.Next(), reason = "测试" })).Created().Id;
                return new Target(world.Officer, $"retention/holds/{hold}/lifting", Calls.Json(ending), "retention/holds?pageSize=200");
            case "deletion-requests":
                var patient = world.CaseBody();
                await world.RegisterAsync(patient);
                return new Target(world.Officer, "retention/deletion-requests", Calls.Json(new { patientIdentifier = patient["patient"]!["identifier"]!.GetValue<string>(), category = "outpatient", ground = "测试", askedOn = CaseWorld.Day(world.Today) }), "retention/deletion-requests?pageSize=200");
        }

        if (route.StartsWith("report-", StringComparison.Ordinal) || route == "receipt-files")
        {
            return await ReportTargetAsync(world, route);
        }

        switch (route)
        {
            case "departments":
                return new Target(world.Officer, "departments", Calls.Json(new { name = "科室 " + CaseWorld.Next(), kind = "imaging", code = "FS" }), "departments?pageSize=200");
            case "practitioners":
                return new Target(world.Officer, "practitioners", world.Radiologist("attending", 9).With("licenceFrom", "2010-01-01").With("overrides", new { licenceNumber = "旧证" }), "practitioners?pageSize=200");
            case "handovers":
                var named = await world.RegisterAsync(world.CaseBody().With("readers", new[] { world.First.Id }));
                return new Target(
                    world.Officer, "handovers",
                    Calls.Json(new { from = world.First.Id, toUserId = world.Second.User.Id, tasks = new[] { new { kind = "caseReading", id = named } }, all = false, reason = "调离本院" }), $"handovers/{world.First.Id}");
            case "disclosures":
                return new Target(world.Officer, $"practitioners/{world.First.Id}/disclosures", Calls.Json(new { reason = "核对身份" }), null);
            case "practitioner-import":
                var preview = await Practitioners.Registry.PreviewAsync(world.Officer);
                return new Target(world.Officer, $"practitioners/imports/{preview}/confirmation", Calls.Json(new { goodRowsOnly = false }), "practitioners?pageSize=1");
            case "technologies":
                return new Target(world.Officer, "technologies", world.TechnologyRecord(), "technologies?pageSize=200");
            case "versions":
                return new Target(world.Officer, $"technologies/{world.Lung.Technology}/versions", world.VersionRecord().With("algorithmVersion", "3.2." + CaseWorld.Next()), $"technologies/{world.Lung.Technology}/versions");
            case "version-scope":
                var asked = await world.DeployAsync();
                return new Target(
                    world.Officer, $"technologies/{asked.Technology}/versions/{asked.Version}/scope",
                    world.VersionRecord()["scope"]!.DeepClone().AsObject().With("evidence", new[] { new { study = "S", design = "d", sites = 1, cases = 2, result = "r", document = "D" } }),
                    $"technologies/{asked.Technology}/versions/{asked.Version}/scope");
            case "version-changes":
                var changed = await world.DeployAsync();
                return new Target(
                    world.Officer, $"technologies/{changed.Technology}/versions/{changed.Version}/changes", Calls.Json(new { description = "阈值", effectiveOn = CaseWorld.Day(world.Today) }),
                    $"technologies/{changed.Technology}/versions/{changed.Version}/scope");
            case "deployments":
                return new Target(world.Officer, "deployments", world.DeploymentRecord(world.Lung.Technology, world.Lung.Version).With("turnaroundHours", 24), "deployments?pageSize=200");
            case "suspension":
                var on = await world.DeployAsync();
                return new Target(world.Officer, $"deployments/{on.Id}/suspension", Calls.Json(ending), $"deployments/{on.Id}");
            case "gates" or "acceptance-tests" or "reports" or "trial-run" or "changes":
                var (path, sample) = await LifeCycle.Journey.FuzzTargetAsync(world, route);
                return new Target(world.Officer, path, sample, path[..path.IndexOf('/', "deployments/".Length)] + "/life-cycle");
            case "institutions":
                return new Target(
                    await world.App.ClientAsync(Role.Regulator), "institutions", Calls.Json(new { name = "新院", unifiedSocialCreditCode = "12990000000012345A", level = "三级", grade = "甲等" }), null);
            case "users":
                return new Target(
                    await world.App.ClientAsync(Role.SecurityAdministrator), "users",
                    Calls.Json(new { userName = "fuzz" + CaseWorld.Next(), displayName = "测试", roles = new[] { "Physician" }, practitionerId = world.Third.Id }), null);
            case "tokens":
                return new Target(world.Third.Client, "tokens", Calls.Json(new { name = "t", days = 3, secret = TestUser.Password }), "deployments");
            case "device-tokens":
                return new Target(
                    await world.App.ClientAsync(Role.SecurityAdministrator), "device-tokens", Calls.Json(new { name = "d", days = 3, scopes = new[] { "ai-results" }, secret = TestUser.Password }), null);
            case "committee-seats" or "motions" or "votes" or "motion-withdrawal":
                return await CommitteeTargetAsync(world, route);
            case "authorisations" or "existing" or "emergency" or "authorisation-answers" or "authorisation-motions":
                return await AuthorisationTargetAsync(world, route);
            case "agreements" or "agreement-answer" or "agreement-readers" or "agreement-end" or "agreement-withdrawal" or "reader-removal" or "remote-opinions":
                return await AgreementTargetAsync(world, route);
            case "policies" or "policy-versions" or "approval" or "review" or "retirement" or "acknowledgements":
                return await PolicyTargetAsync(world, route);
            case "data-uses" or "transfers" or "end" or "destruction" or "document-withdrawal":
                return await DataTargetAsync(world, route);
            case "equipment" or "upkeep" or "consumables" or "units" or "receipts" or "waste" or "counts" or "billings" or "case-consumables" or "recalls" or "recall-withdrawal":
                return await DeviceTargetAsync(await Devices.Store.OpenAsync(world.App.Database), route);
            case "training-bases" or "training-application" or "training-designation" or "training-review" or "training-programmes" or "training-approval":
                return await TrainingBaseTargetAsync(world, route);
            case "follow-ups" or "follow-up-contact" or "follow-up-plan":
                return await FollowUpTargetAsync(world, route);
            case "adverse-events" or "case-adverse-events" or "investigation" or "event-actions":
                return await SafetyTargetAsync(world, route);
            case "consent-forms" or "consent-form-approval" or "procedure-start" or "consent-withdrawal":
                return await ConsentTargetAsync(world, route);
            case "override" or "override-signature" or "override-review" or "standing-rules" or "standing-rule-end":
                return await IndicationTargetAsync(world, route);
            case "reading-sessions":
                var read = await world.AnalysedAsync();
                return new Target(
                    world.First.Client, "reading-sessions",
                    Calls.Json(new { opinions = new[] { new { caseId = read, opinion = CaseSteps.OpinionBody().Without("signature") } }, readingTicket = (string?)null, signature = CaseSteps.Signature }),
                    $"cases/{read}");
            case "observed-acts" or "observed-consents" or "observed-indications" or "observed-signers" or "observed-imports" or "external-systems" or "mode":
                return await ObservedWorld.FuzzTargetAsync(world, route) is var (client0, path0, body0, read0) ? new Target(client0, path0, body0, read0) : null!;
            case "cases":
                return new Target(
                    world.Technician.Client, "cases",
                    world.InvasiveCaseBody().With("readers", new[] { world.First.Id, world.Second.Id }).With("clinicianId", world.Clinician.Id).With("examination.site", "东院")
                        .With("indication.alternativesConsidered", "平片").With("studyInstanceUid", "1.2.3"),
                    "cases?pageSize=200");
        }

        var (client, id, body) = route switch
        {
            "indication" => (world.First.Client, await world.RegisterAsync(world.CaseBody().Without("indication")), Calls.Json(new { answers = new { adult = true, priorSurgery = false }, costExplained = true, alternativesConsidered = "x" })),
            "consents" => (world.Technician.Client, await world.RegisterAsync(world.InvasiveCaseBody()), world.ConsentBody().With("emergency", new { reason = "急", approvedBy = world.Senior.Id }).With("witness", "见证人")),
            "ai-results" => (world.Technician.Client, await world.RegisterAsync(), world.ResultBody().With("operatorId", world.Technician.Id).With("algorithm.udi", "0123")),
            "ai-failure" => (world.Device, await world.RegisterAsync(), Calls.Json(ending)),
            "opinions" => (world.First.Client, await world.AnalysedAsync(), CaseSteps.OpinionBody().With("agreesWithAi", true).With("overrideReason", "x").With("role", "review").With("provisional", true).With("criticalValue", true).With("overrideCode", "x").With("readingTicket", "1.2").With("fields", new { size = 3 })),
            "critical-values" => (world.First.Client, await world.AnalysedAsync(), world.CriticalValueBody().With("foundAt", world.Ago(TimeSpan.FromMinutes(20)))),
            "readers" => (world.Head.Client, await world.AnalysedAsync(), Calls.Json(new { readers = new[] { world.First.Id, world.Second.Id } })),
            "resolution" => (world.Senior.Client, await SplitAsync(world), Calls.Json(new { method = "conference", label = "positive", minutes = "x", attendees = new[] { world.First.Id, world.Second.Id }, skipReason = "x", settled = true, changesTreatment = false, signature = CaseSteps.Signature })),
            "final-diagnosis" => (world.Clinician.Client, await world.IssuedAsync(), CaseSteps.DiagnosisBody().With("reason", "更正")),
            "references" => (world.Clinician.Client, await world.IssuedAsync(), Calls.Json(new { kind = "pathology", label = "positive", establishedOn = CaseWorld.Day(world.Today) })),
            "cancellation" => (world.Officer, await world.RegisterAsync(), Calls.Json(ending)),
            "report" => (world.Officer, await world.ConcludedAsync(), Calls.Json(ending)),
            _ => (world.Officer, await ReportedAsync(world, closed: route == "reopening"), Calls.Json(ending)),
        };
        return new Target(client, $"cases/{id}/{route}", body, $"cases/{id}");
    }
}
