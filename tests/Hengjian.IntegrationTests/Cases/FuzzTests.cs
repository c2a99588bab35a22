using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.DataUses;
using Hengjian.IntegrationTests.Documents;
using Hengjian.IntegrationTests.Committees;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.Policies;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>300 mutated bodies of each POST route: whatever is sent, the server answers below 500, every refusal is a problem, and what was stored can still be read.</summary>
public sealed class FuzzTests
{
    private const int Bodies = 300;
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
        "adverse-events", "case-adverse-events", "investigation", "event-actions", "follow-ups", "follow-up-contact", "follow-up-plan",
    } select (database, route)];

    [Theory, MemberData(nameof(Routes))]
    public async Task Route_OnMutatedBodies_NeverAnswers500(TestDatabase database, string route)
    {
        var world = await CaseWorld.SharedAsync(database);
        var mutator = new BodyMutator(route.Sum(c => c) + Bodies);
        var answered = new Dictionary<HttpStatusCode, int>();

        for (var batch = 0; batch < Bodies / BodiesOfOneTarget; batch++)
        {
            var target = await TargetAsync(world, route);
            for (var i = 0; i < BodiesOfOneTarget; i++)
            {
                var bytes = mutator.Mutate(target.Body);
                using var content = new ByteArrayContent(bytes);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                var answer = await target.Client.CallAsync(HttpMethod.Post, target.Path, content, i % 2 == 0 ? [] : [("Idempotency-Key", "fuzz-" + CaseWorld.Next())]);
                ((int)answer.Status).ShouldBeLessThan(500, Encoding.UTF8.GetString(bytes));
                if ((int)answer.Status >= 400)
                {
                    answer.IsProblem(answer.Status);
                }

                answered[answer.Status] = answered.GetValueOrDefault(answer.Status) + 1;
            }

            if (target.Read is { } read)
            {
                (await world.Officer.AskAsync(read)).Is(HttpStatusCode.OK);
            }
        }

        answered.Keys.ShouldContain(HttpStatusCode.UnprocessableEntity, "the mutations reach the checks");
        answered.Keys.ShouldContain(HttpStatusCode.BadRequest);
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

    private static async Task<Target> FollowUpTargetAsync(CaseWorld world, string route)
    {
        var (on, nurse) = await FollowUps.FollowUpTests.PlanAsync(world);
        if (route == "follow-up-plan")
        {
            return new Target(world.Officer, $"deployments/{on.Id}/follow-up-plan", FollowUps.FollowUpTests.Plan().With("staff", Array.Empty<Guid>()), $"deployments/{on.Id}/follow-up-plan");
        }

        var id = await FollowUps.FollowUpTests.ConcludedAsync(world, on);
        return route == "follow-ups"
            ? new Target(nurse, $"cases/{id}/follow-ups", Calls.Json(new { channel = "phone", contact = "noAnswer", nextOn = CaseWorld.Day(world.Today.AddDays(3)), note = "x", at = world.Ago(TimeSpan.FromHours(1)) }), $"cases/{id}/follow-ups")
            : new Target(nurse, $"cases/{id}/follow-up-contact", Calls.Json(new { phone = "000-5550100", person = "x" }), $"cases/{id}/follow-ups");
    }

    private static async Task<Target> SafetyTargetAsync(CaseWorld world, string route)
    {
        var body = Safety.AdverseEventTests.Body(world);
        if (route is "adverse-events" or "case-adverse-events")
        {
            var on = route == "adverse-events" ? "adverse-events" : $"cases/{await world.RegisterAsync()}/adverse-events";
            return new Target(world.First.Client, on, body.With("deploymentId", world.Lung.Id).With("udi", "01").With("anonymous", false), "adverse-events?pageSize=200");
        }

        var (id, quality) = ((await world.First.Client.SendAsync("adverse-events", body)).Created().Id, await world.App.ClientAsync(Role.QualityOfficer));
        return route == "investigation"
            ? new Target(quality, $"adverse-events/{id}/investigation", Calls.Json(new { findings = "x", grade = "ii", harm = "mild", causality = "certain", noActionReason = "y" }), $"adverse-events/{id}")
            : new Target(quality, $"adverse-events/{id}/actions", Calls.Json(new { kind = "corrective", text = "x", owner = "y", dueOn = CaseWorld.Day(world.Today.AddDays(9)) }), $"adverse-events/{id}");
    }

    private static async Task<Target> ConsentTargetAsync(CaseWorld world, string route)
    {
        var form = Calls.Json(new { kind = "invasive", language = "zh", title = "表", purpose = "a", risks = "b", precautions = "c", complications = "d", prevention = "e" });
        if (route == "consent-forms")
        {
            return new Target(world.Officer, route, form, route);
        }

        if (route == "consent-form-approval")
        {
            var draft = (await world.Officer.SendAsync("consent-forms", form)).Created().Id;
            var day = CaseWorld.Day(world.Today);
            return new Target(world.Officer, $"consent-forms/{draft}/approval", Calls.Json(new { approver = "x", approvedOn = day, inForceFrom = day, inForceTo = day }), $"consent-forms/{draft}");
        }

        var subject = await world.RegisterAsync(world.InvasiveCaseBody());
        var consent = (await world.Technician.Client.SendAsync($"cases/{subject}/consents", world.ConsentBody())).Created().Id;
        return route == "procedure-start"
            ? new Target(world.Technician.Client, $"cases/{subject}/procedure-start", Calls.Json(new { startedAt = world.Ago(TimeSpan.FromMinutes(5)) }), $"cases/{subject}")
            : new Target(world.Technician.Client, $"cases/{subject}/consents/{consent}/withdrawal", Calls.Json(new { reason = "x", withdrawnAt = world.Ago(TimeSpan.FromMinutes(5)) }), $"cases/{subject}");
    }

    private static async Task<Target> IndicationTargetAsync(CaseWorld world, string route)
    {
        var rule = Calls.Json(new
        {
            deploymentId = world.Lung.Id, name = "规则", grounds = "理由", months = 12,
            conditions = new { examinationKinds = new[] { "胸部 CT" }, minimumAge = 18, maximumAge = 90, sexes = new[] { "female" }, visitKinds = new[] { "outpatient" }, purposes = new[] { "diagnosis" }, settles = new[] { "adult" } },
        });
        if (route is "standing-rules" or "standing-rule-end")
        {
            var id = (await world.Officer.SendAsync("standing-rules", rule)).Created().Id;
            return route == "standing-rules" ? new Target(world.Officer, "standing-rules", rule, "standing-rules") : new Target(world.Officer, $"standing-rules/{id}/end", Calls.Json(new { reason = "x" }), null);
        }

        var subject = await world.RegisterAsync(world.CaseBody().With("indication.answers.priorSurgery", true));
        if (route == "override")
        {
            return new Target(world.First.Client, $"cases/{subject}/indication/override", Calls.Json(new { reason = "急", indication = new { answers = new { adult = true, priorSurgery = true } } }), $"cases/{subject}");
        }

        (await world.First.Client.SendAsync($"cases/{subject}/indication/override", new { reason = "急" })).Created();
        return route == "override-signature"
            ? new Target(world.Second.Client, $"cases/{subject}/indication/override/signature", Calls.Json(new { signature = CaseSteps.Signature }), $"cases/{subject}")
            : new Target(await world.App.ClientAsync(Role.QualityOfficer), $"cases/{subject}/indication/override/review", Calls.Json(new { justified = true, text = "x" }), $"cases/{subject}");
    }

    private static async Task<Target> CommitteeTargetAsync(CaseWorld world, string route)
    {
        var council = await Council.OfAsync(world.App);
        var put = Calls.Json(new { committee = "technology", title = "议题 " + CaseWorld.Next(), proposal = "说明" });
        if (route is "committee-seats" or "motions")
        {
            // A seat for somebody without the role is refused: the committee that other tests use stays as it is.
            return new Target(world.Officer, route, route == "motions" ? put : Calls.Json(new { committee = "technology", userId = world.First.User.Id, chair = false }), route);
        }

        var motion = (await world.Officer.SendAsync("motions", put)).Created().Id;
        return route == "votes"
            ? new Target(council.Second, $"motions/{motion}/votes", Calls.Json(new { choice = "against", reason = "x" }), null)
            : new Target(world.Officer, $"motions/{motion}/withdrawal", Calls.Json(new { reason = "x" }), null);
    }

    private static async Task<Target> AgreementTargetAsync(CaseWorld world, string route)
    {
        var scene = await Agreements.RemoteWorld.OpenAsync(world);
        if (route == "agreements")
        {
            return new Target(world.Officer, "agreements", scene.Proposal().With("deployments", new[] { scene.On.Id }), "agreements?pageSize=200");
        }

        var id = route is "agreement-answer" or "agreement-withdrawal" ? await scene.ProposeAsync() : await scene.InForceAsync();
        var reason = Calls.Json(new { reason = "合作结束" });
        return route switch
        {
            "agreement-answer" => new Target(scene.Officer, $"agreements/{id}/answer", Calls.Json(scene.Acceptance()).With("note", "同意"), $"agreements/{id}"),
            "agreement-readers" => new Target(scene.Officer, $"agreements/{id}/readers", Calls.Json(new { practitionerId = scene.Other.Id }), $"agreements/{id}"),
            "agreement-withdrawal" => new Target(world.Officer, $"agreements/{id}/withdrawal", reason, $"agreements/{id}"),
            "agreement-end" => new Target(world.Officer, $"agreements/{id}/end", reason, $"agreements/{id}"),
            "reader-removal" => new Target(world.Officer, $"agreements/{id}/readers/{await scene.StandInAsync(id)}/removal", reason, $"agreements/{id}"),
            _ => await world.AnalysedAsync(on: scene.On) is var read ? new Target(scene.Reader.Client, $"remote/cases/{read}/opinions", CaseSteps.OpinionBody(), $"cases/{read}") : throw new InvalidOperationException(),
        };
    }

    private static async Task<Target> AuthorisationTargetAsync(CaseWorld world, string route)
    {
        var on = await world.DeployAsync();
        var common = Calls.Json(new { practitionerId = world.First.Id, deploymentId = on.Id, acts = new[] { "opinion" }, reason = "x" });
        var read = "authorisations?deployment=" + on.Id;
        if (route is "authorisation-answers")
        {
            var id = (await world.Officer.SendAsync("authorisations", common.With("months", 12))).Created().Id;
            return new Target(world.Officer, $"authorisations/{id}/verification", Calls.Json(new { agree = true, note = "x" }), read);
        }

        return route switch
        {
            "existing" => new Target(
                world.Officer,
                "authorisations/existing",
                common.With("decidedOn", CaseWorld.Day(world.Today.AddDays(-9))).With("validTo", CaseWorld.Day(world.Today.AddDays(90))).With("document", "D-1").With("wholeTechnology", false),
                read),
            "emergency" => new Target(world.Officer, "authorisations/emergency", common.With("hours", 12), read),
            "authorisation-motions" => new Target(world.Officer, "authorisations/motions", Calls.Json(new { ids = new[] { world.First.Id }, proposal = "x" }), read),
            _ => new Target(world.Officer, "authorisations", common.With("months", 12).With("wholeTechnology", false), read),
        };
    }

    private static async Task<Target> PolicyTargetAsync(CaseWorld world, string route)
    {
        var (today, next) = (CaseWorld.Day(world.Today), CaseWorld.Day(world.Today.AddYears(1)));
        var policy = (await world.Officer.SendAsync("policies", Shelf.Policy())).Created().Id;
        var version = route is "review" or "acknowledgements" or "retirement" ? await world.PublishAsync(policy)
            : route == "approval" ? (await world.Officer.SendAsync($"policies/{policy}/versions", Shelf.Draft())).Created().Id : Guid.Empty;
        var read = $"policies/{policy}";
        return route switch
        {
            "policies" => new Target(
                world.Officer, "policies", Shelf.Policy().With("scope", "technology").With("scopeId", world.Lung.Technology).With("boundActs", new[] { "operate" }), "policies?pageSize=200"),
            "policy-versions" => new Target(world.Officer, $"policies/{policy}/versions", Shelf.Draft(), read),
            "approval" => new Target(world.Officer, $"policies/{policy}/versions/{version}/approval", Shelf.Approval(world.Today, world.Today, world.Today.AddYears(1)), read),
            "review" => new Target(world.Officer, $"policies/{policy}/versions/{version}/review", Calls.Json(new { reviewedOn = today, reviewBy = next, note = "x" }), read),
            "retirement" => new Target(world.Officer, $"policies/{policy}/retirement", Calls.Json(new { from = today, reason = "x" }), read),
            _ => new Target(world.First.Client, $"policies/{policy}/acknowledgements", Calls.Json(new { policyVersionId = version }), read),
        };
    }

    private static async Task<Target> DataTargetAsync(CaseWorld world, string route)
    {
        var today = CaseWorld.Day(world.Today);
        if (route == "document-withdrawal")
        {
            var document = (await world.Officer.AttachAsync(world.Department, SampleFiles.Pdf())).Created().Id;
            return new Target(world.Officer, $"documents/{document}/withdrawal", Calls.Json(new { reason = "x" }), $"documents/{document}");
        }

        var body = world.Entry().With("receiverCode", "12990000000012345A").With("keptBecause", "法定").With("overrides", new { receiverCode = "旧码" });
        if (route == "data-uses")
        {
            return new Target(world.Officer, "data-uses", body, "data-uses?pageSize=200");
        }

        var over = route == "destruction" ? world.Entry().With("from", CaseWorld.Day(world.Today.AddDays(-9))).With("to", CaseWorld.Day(world.Today.AddDays(-1))) : world.Entry();
        var entry = await world.RegisterEntryAsync(over);
        var proof = route == "destruction" ? (await world.Officer.AttachAsync(entry, SampleFiles.Pdf(), kind: "dataUse")).Created().Id : Guid.Empty;
        object sample = route switch
        {
            "end" => new { on = today, reason = "x" },
            "destruction" => new { end = "returned", on = today, documentId = proof, note = "x" },
            _ => new { what = "x", categories = new[] { "images" }, amount = 1, hash = new string('a', 64), at = world.Ago(TimeSpan.FromMinutes(1)) },
        };
        return new Target(world.Officer, $"data-uses/{entry}/{route}", Calls.Json(sample), $"data-uses/{entry}");
    }

    private static async Task<Target> DeviceTargetAsync(Devices.Store store, string route)
    {
        var today = CaseWorld.Day(store.Today);
        if (route is "equipment" or "upkeep")
        {
            var scanner = store.Scanner().With("breaks", new[] { new { from = today, to = today, reason = "维修" } }).With("udi", "(01)" + Devices.Store.NewGtin()).With("overrides", new { udi = "旧码" });
            return route == "equipment"
                ? new Target(store.Keeper, "equipment", scanner, "equipment?pageSize=200")
                : new Target(
                    store.Keeper, $"equipment/{(await store.Keeper.SendAsync("equipment", scanner)).Created().Id}/upkeep",
                    Calls.Json(new { kind = "verification", doneOn = today, doneBy = "计量院", document = "JD", result = "passed", dueOn = today, note = "x" }), "equipment?pageSize=200");
        }

        var (product, gtin) = await store.ProductAsync();
        (await store.Keeper.SendAsync($"consumables/{product}/units", new { udi = store.Udi(gtin, "F"), quantity = 5, byCount = true })).Created();
        var (path, body) = route switch
        {
            "consumables" => ("consumables", store.Product(Devices.Store.NewGtin()).With("overrides", new { udiDi = "旧码" })),
            "units" => ($"consumables/{product}/units", Calls.Json(new { udi = store.Udi(gtin, "F"), quantity = 2, byCount = true, supplier = "s", document = "d", invoice = "i", storagePlace = "p", receivedOn = today })),
            "receipts" => ($"consumables/{product}/receipts", Calls.Json(new { items = new object[] { new { udi = store.Udi(gtin, "F"), quantity = 2, byCount = true }, new { lot = "G", expiresOn = today } }, supplier = "s", document = "d" })),
            "waste" => ($"consumables/{product}/waste", Calls.Json(new { udi = store.Udi(gtin, "F"), reason = "other", note = "x" })),
            "counts" => ($"consumables/{product}/counts", Calls.Json(new { counted = 5, explanation = "x" })),
            "billings" => ($"consumables/{product}/billings", Calls.Json(new { from = today, to = today, quantity = 1, document = "x" })),
            "case-consumables" => ($"cases/{await store.World.RegisterAsync()}/consumables", Calls.Json(new { udi = store.Udi(gtin, "F") })),
            "recalls" => ("recalls", Calls.Json(new { kind = "lot", consumableId = product, lot = "F", notice = "n", reason = "r", dueOn = today, softwareVersion = "0.0.0", algorithm = "none" })),
            _ => ($"recalls/{(await store.Keeper.SendAsync("recalls", new { kind = "product", consumableId = product, notice = "n", reason = "r" })).Created().Id}/withdrawal", Calls.Json(new { note = "x" })),
        };
        return new Target(store.Keeper, path, body, null);
    }

    private static async Task<Guid> SplitAsync(CaseWorld world)
    {
        var id = await world.AnalysedAsync();
        foreach (var (reader, label) in new[] { (world.First, "positive"), (world.Second, "negative"), (world.Third, "indeterminate"), (world.Senior, "positive") })
        {
            (await reader.OpineAsync(id, label)).Created();
        }

        return id;
    }

    private static async Task<Guid> ReportedAsync(CaseWorld world, bool closed)
    {
        var id = await world.ConcludedAsync();
        (await world.Officer.SendAsync($"cases/{id}/report", new { reason = "回执" })).Created();
        if (closed)
        {
            (await world.Officer.SendAsync($"cases/{id}/closure", new { reason = "随访完成" })).Created();
        }

        return id;
    }
}
