using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.DataUses;
using Hengjian.IntegrationTests.Documents;
using Hengjian.IntegrationTests.Committees;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.Policies;

namespace Hengjian.IntegrationTests.Cases;

/// <content>A right body of each route, area by area, and what it is about.</content>
public sealed partial class FuzzTests
{
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
