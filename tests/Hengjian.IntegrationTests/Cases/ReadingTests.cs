using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Opinions;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>Reading: plans with fields and agreement, drafts, sittings, critical values, assignment, draws, timers and the steps out of a disagreement.</summary>
public sealed class ReadingTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    private static readonly object Plan = new
    {
        fields = new object[]
        {
            new { code = "type", display = "类型", kind = "category", required = true, labels = new[] { "positive" }, choices = new[] { new { code = "solid", display = "实性" }, new { code = "ggn", display = "磨玻璃" } } },
            new { code = "size", display = "最大径", kind = "number", unit = "mm", from = 1, to = 100, labels = new[] { "positive" } },
            new { code = "note", display = "描述", kind = "text" },
        },
        agreement = new { measurement = "size", tolerance = 2 },
        overrideReasons = new[] { new { code = "artefact", display = "伪影", needsText = false }, new { code = "other", display = "其他", needsText = true } },
        overrideReasonRequired = true,
        viewerUrl = "https://pacs.example/view?acc={accession}",
    };

    private static async Task<Answer> SetAsync(CaseWorld world, Deployed on, object plan)
    {
        var path = $"deployments/{on.Id}/reading-plan";
        var seen = (await world.Officer.AskAsync(path)).Is(HttpStatusCode.OK);
        return await world.Officer.PutAsync(path, Calls.Json(plan), seen.ETag);
    }

    private static async Task<Deployed> PlannedAsync(CaseWorld world, object? plan = null)
    {
        var on = await world.DeployAsync();
        (await SetAsync(world, on, plan ?? Plan)).Is(HttpStatusCode.OK);
        return on;
    }

    private static JsonObject Measured(double size, string type = "solid", string label = "positive") =>
        CaseSteps.OpinionBody(label).With("fields", new { type, size, note = "右上叶 " + size.ToString(System.Globalization.CultureInfo.InvariantCulture) });

    private static Task<Answer> SignAsync(Person reader, Guid id, JsonObject body) => reader.Client.SendAsync($"cases/{id}/opinions", body);

    [Theory, MemberData(nameof(All))]
    public async Task Plan_WithMistakes_NamesEachField(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();

        var answer = await SetAsync(world, on, new
        {
            fields = new object[] { new { code = "a b", display = "x", kind = "category" }, new { code = "n", display = "n", kind = "number", from = 5, to = 1 } },
            agreement = new { measurement = "none", tolerance = -1 },
            viewerUrl = "javascript:alert(1)",
            blindFirstPercent = 101,
        });

        foreach (var field in new[] { "fields[0].code", "fields[0].choices", "fields[1].to", "agreement.measurement", "agreement.tolerance", "viewerUrl", "blindFirstPercent" })
        {
            answer.Names(field);
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task Plan_OfAStaleVersion_Answers412(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await PlannedAsync(world);

        (await world.Officer.PutAsync($"deployments/{on.Id}/reading-plan", Calls.Json(Plan), "\"1\"")).IsProblem(HttpStatusCode.PreconditionFailed);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Viewer_OverPlainHttpOrWithPlacesInTheHost_IsRefused(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();

        (await SetAsync(world, on, new { viewerUrl = "http://pacs.example/{accession}" })).Names("viewerUrl", "reading.viewerAddress");
        (await SetAsync(world, on, new { viewerUrl = "https://{accession}.example/" })).Names("viewerUrl", "reading.viewerPlaces");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Fields_OutOfThePlan_AreNamedAndNothingIsStored(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await PlannedAsync(world);
        var id = await world.AnalysedAsync(on: on);

        var answer = await world.StoresNothingAsync(id, () => SignAsync(world.First, id, CaseSteps.OpinionBody().With("fields", new { size = 101, colour = "red" })));

        answer.Names("fields.type", "field.required");
        answer.Names("fields.size", "field.outOfRange");
        answer.Names("fields.colour", "reading.unknownField");
        (await SignAsync(world.First, id, CaseSteps.OpinionBody().With("fields", new { type = "liquid" }))).Names("fields.type", "reading.unknownChoice");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Fields_OfASignedOpinion_AreShownWholeAndStandInTheSignature(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await PlannedAsync(world);
        var id = await world.AnalysedAsync(on: on);

        (await SignAsync(world.First, id, Measured(8.5))).Created();

        var opinion = (await world.CaseAsync(id)).At("opinions")[0];
        opinion.GetProperty("fields").GetProperty("size").GetDouble().ShouldBe(8.5);
        opinion.GetProperty("fields").GetProperty("note").GetString().ShouldBe("右上叶 8.5");
        var check = await world.App.Services.GetRequiredService<ISignatureVerification>()
            .VerifyAsync(world.App.InstitutionId, opinion.GetProperty("signatureId").GetGuid(), CancellationToken.None);
        check!.State.ShouldBe(SignatureState.Valid);
        JsonDocument.Parse(check.Content!).RootElement.GetProperty("fields").GetProperty("type").GetString().ShouldBe("solid");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Measurements_WithinTheTolerance_AgreeAndBeyondItDisagree(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await PlannedAsync(world);
        var near = await world.AnalysedAsync(on: on);
        var far = await world.AnalysedAsync(on: on);

        (await SignAsync(world.First, near, Measured(8))).Created();
        (await SignAsync(world.Second, near, Measured(10))).Created().State.ShouldBe("opinionIssued", "a difference of exactly the tolerance agrees");
        (await SignAsync(world.First, far, Measured(8))).Created();
        (await SignAsync(world.Second, far, Measured(10.1))).Created().State.ShouldBe("disagreed");
        (await SignAsync(world.Third, far, Measured(11))).Created().State.ShouldBe("opinionIssued", "two of three agree");

        (await world.CaseAsync(far)).At("issuedBy").EnumerateArray().Select(p => p.GetProperty("id").GetGuid()).ShouldBe([world.Second.Id, world.Third.Id]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Labels_OfOneGroup_AgreeAndTheReviewSpeaks(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await PlannedAsync(world, new { agreement = new { groups = new { positive = "act", indeterminate = "act" } } });
        var id = await world.AnalysedAsync(on: on);

        (await SignAsync(world.First, id, CaseSteps.OpinionBody("indeterminate").With("role", "review"))).Created();
        (await SignAsync(world.Second, id, CaseSteps.OpinionBody("positive"))).Created().State.ShouldBe("opinionIssued");

        (await world.CaseAsync(id)).At("issuedLabel").GetString().ShouldBe("indeterminate");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Departure_FromTheAi_NeedsAReasonOfTheList(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await PlannedAsync(world);
        var id = await world.AnalysedAsync(on: on);

        (await world.StoresNothingAsync(id, () => SignAsync(world.First, id, CaseSteps.OpinionBody("negative")))).Names("overrideCode", "reading.departureNeedsReason");
        (await SignAsync(world.First, id, CaseSteps.OpinionBody("negative").With("overrideCode", "unheard"))).Names("overrideCode", "reading.unknownReason");
        (await SignAsync(world.First, id, CaseSteps.OpinionBody("negative").With("overrideCode", "other"))).Names("overrideReason", "reading.reasonNeedsText");
        (await SignAsync(world.First, id, CaseSteps.OpinionBody("negative").With("overrideCode", "artefact"))).Created();

        (await world.CaseAsync(id)).At("opinions")[0].GetProperty("overrideCode").GetString().ShouldBe("artefact");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Draft_OfAResident_IsKeptAndCountsForNothing(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();

        (await SignAsync(world.Junior, id, CaseSteps.OpinionBody().With("draft", true).With("role", "report"))).Created().State.ShouldBe("analysed");
        (await world.First.OpineAsync(id)).Created().State.ShouldBe("reading");

        var seen = await world.CaseAsync(id);
        seen.At("opinions").EnumerateArray().Count(o => o.GetProperty("draft").GetBoolean()).ShouldBe(1);
        seen.At("blockedBy").EnumerateArray().Single(d => d.GetProperty("clause").GetString() == "R17-3.2a")
            .GetProperty("facts").GetProperty("notCountedWhy").EnumerateArray().Select(w => w.GetString()).ShouldBe(["draft"]);
        (await world.Second.OpineAsync(id, "negative")).Created().State.ShouldBe("disagreed", "the draft is no third reader");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Draft_ThatClaimsMore_IsRefused(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();

        (await SignAsync(world.Junior, id, CaseSteps.OpinionBody().With("draft", true).With("role", "review"))).Names("role");
        (await SignAsync(world.Junior, id, CaseSteps.OpinionBody().With("draft", true).With("role", "report").With("provisional", true))).Names("provisional");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Ticket_BoundsTheSecondsAndStandsInForThem(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();
        var tickets = world.App.Services.GetRequiredService<ReadingTickets>();
        var caller = await CallerAsync(world, world.First);
        var ticket = tickets.Issue(caller, id);

        (await SignAsync(world.Second, id, CaseSteps.OpinionBody().With("readingTicket", ticket))).Names("readingTicket", "reading.ticket");
        (await SignAsync(world.First, id, CaseSteps.OpinionBody().With("readingTicket", ticket).With("secondsSpent", 80_000))).Created();
        (await SignAsync(world.Second, id, CaseSteps.OpinionBody().Without("secondsSpent").With("readingTicket", tickets.Issue(await CallerAsync(world, world.Second), id)))).Created();

        var opinions = (await world.CaseAsync(id)).At("opinions");
        opinions[0].GetProperty("secondsSpent").GetDouble().ShouldBeLessThan(60);
        opinions[0].GetProperty("secondsSource").GetString().ShouldBe("measured");
        opinions[1].GetProperty("secondsSource").GetString().ShouldBe("elapsed");
    }

    private static Task<Governance.Kernel.Caller> CallerAsync(CaseWorld world, Person person) => Task.FromResult(new Governance.Kernel.Caller(
        Governance.Kernel.CallerKind.User, person.User.Id, "reader", world.App.InstitutionId, person.Id, new HashSet<Role> { Role.Physician }, new HashSet<string>()));

    [Theory, MemberData(nameof(All))]
    public async Task CriticalValue_IsShownWithReadBack_AndHP41IsSatisfied(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();

        (await world.First.Client.SendAsync($"cases/{id}/critical-values", world.CriticalValueBody())).Created().State.ShouldBe("analysed");

        var reading = (await world.Officer.AskAsync($"cases/{id}/reading")).Is(HttpStatusCode.OK);
        reading.At("criticalValues")[0].GetProperty("toldTo").GetString().ShouldBe("急诊科 值班医师");
        reading.At("night").GetProperty("outcome").GetString().ShouldBe("satisfied");
        (await world.StoresNothingAsync(id, () => world.First.Client.SendAsync($"cases/{id}/critical-values", world.CriticalValueBody().Without("toldTo")))).Names("toldTo");
        (await world.First.Client.SendAsync($"cases/{id}/critical-values", world.CriticalValueBody().With("foundAt", world.Ago(TimeSpan.FromMinutes(1))))).Names("toldAt", "reading.toldBeforeFound");
    }

    [Theory, MemberData(nameof(All))]
    public async Task CriticalValue_OfABlindFirstCase_IsNotToldToWhoHasNotRead(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync("blindFirst");
        (await world.First.OpineAsync(id, phase: "beforeAi")).Created();
        (await SignAsync(world.First, id, CaseSteps.OpinionBody().With("provisional", true).With("criticalValue", true))).Created();
        (await world.First.Client.SendAsync($"cases/{id}/critical-values", world.CriticalValueBody().With("toldAt", world.Ago(TimeSpan.FromSeconds(-1))))).Created();

        foreach (var path in new[] { $"cases/{id}", $"cases/{id}/reading", $"cases/{id}/timeline" })
        {
            var told = (await world.Second.Client.AskAsync(path)).Is(HttpStatusCode.OK).Text;
            told.ShouldNotContain("气胸");
            told.ShouldNotContain("criticalValue.told");
            told.ShouldNotContain("\"criticalValue\":true");
            told.ShouldNotContain("criticalAt\":\"");
        }

        (await world.First.Client.AskAsync($"cases/{id}/timeline")).Text.ShouldContain("criticalValue.told");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Readers_AreAssignedByTheHead_AndSignersStay(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();
        (await world.First.OpineAsync(id)).Created();

        (await world.First.Client.SendAsync($"cases/{id}/readers", new { readers = new[] { world.Second.Id } })).IsProblem(HttpStatusCode.Forbidden);
        (await world.StoresNothingAsync(id, () => world.Head.Client.SendAsync($"cases/{id}/readers", new { readers = new[] { world.Second.Id } }))).Names("readers", "reading.readerHasSigned");
        (await world.Head.Client.SendAsync($"cases/{id}/readers", new { readers = new[] { world.First.Id, world.Second.Id } })).Created();

        (await world.Third.Client.AskAsync($"cases/{id}")).IsProblem(HttpStatusCode.NotFound);
        (await world.Head.Client.SendAsync($"cases/{id}/readers", new { readers = Array.Empty<Guid>() })).Created();
        (await world.Third.Client.AskAsync($"cases/{id}")).Is(HttpStatusCode.OK);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Readers_OfAnotherHeadsDepartment_AreNotTheirs(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var department = (await world.Officer.SendAsync("departments", new { name = "心内科 " + CaseWorld.Next(), kind = "clinical" })).Created().Id;
        var head = await world.PersonAsync([Role.DepartmentHead], world.Radiologist("chief", 20).With("departmentId", department));
        var id = await world.AnalysedAsync();

        (await world.StoresNothingAsync(id, () => head.Client.SendAsync($"cases/{id}/readers", new { readers = new[] { world.First.Id } }))).Conflicts("reading.otherDepartment");
    }

    [Theory, MemberData(nameof(All))]
    public async Task RoundRobin_NamesEligibleReadersByTurns(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var world = await CaseWorld.OverAsync(app);
        var on = await PlannedAsync(world, new { assignment = "roundRobin", readersPerCase = 2 });
        var named = new Dictionary<Guid, int>();

        for (var i = 0; i < 12; i++)
        {
            var readers = (await world.CaseAsync(await world.RegisterAsync(on: on))).At("readers").EnumerateArray().Select(r => r.GetProperty("id").GetGuid()).ToList();
            readers.Distinct().Count().ShouldBe(2);
            foreach (var reader in readers)
            {
                named[reader] = named.GetValueOrDefault(reader) + 1;
            }
        }

        named.Keys.ShouldNotContain(world.Junior.Id);
        named.Keys.ShouldNotContain(world.Technician.Id);
        named.Keys.ShouldBe([world.First.Id, world.Second.Id, world.Third.Id, world.Senior.Id, world.Head.Id], ignoreOrder: true);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Draw_FollowsTheShare_AndTheSameExaminationDrawsTheSame(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var always = await PlannedAsync(world, new { blindFirstPercent = 100 });
        var never = await PlannedAsync(world, new { blindFirstPercent = 0 });
        var half = await PlannedAsync(world, new { blindFirstPercent = 50 });

        (await world.CaseAsync(await world.RegisterAsync("aiFirst", always))).At("protocol").GetString().ShouldBe("blindFirst");
        (await world.CaseAsync(await world.RegisterAsync("aiFirst", never))).At("protocol").GetString().ShouldBe("aiFirst");
        var protocols = new List<string?>();
        for (var i = 0; i < 24; i++)
        {
            var body = world.CaseBody("aiFirst", half);
            var first = (await world.CaseAsync(await world.RegisterAsync(body))).At("protocol").GetString();
            (await world.CaseAsync(await world.RegisterAsync(body))).At("protocol").GetString().ShouldBe(first, "registering again does not draw again");
            protocols.Add(first);
        }

        protocols.Distinct().Count().ShouldBe(2);
        (await world.CaseAsync(await world.RegisterAsync(world.InvasiveCaseBody("aiFirst", always)))).At("protocol").GetString().ShouldBe("aiFirst", "only routine cases are drawn");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Steps_OfADisagreement_AreRecordedInOrder(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();
        (await world.First.OpineAsync(id)).Created();
        (await world.Second.OpineAsync(id, "negative")).Created().State.ShouldBe("disagreed");
        Task<Answer> StepAsync(Person by, object body) => by.Client.SendAsync($"cases/{id}/resolution", Calls.Json(body).With("signature", CaseSteps.Signature));

        (await world.StoresNothingAsync(id, () => StepAsync(world.Senior, new { method = "senior", label = "positive" }))).RefusedBy("HP-12.1");
        (await StepAsync(world.First, new { method = "talk", settled = false, attendees = new[] { world.Second.Id }, minutes = "各持己见" })).Created().State.ShouldBe("disagreed");
        (await world.Senior.OpineAsync(id, "indeterminate")).Created().State.ShouldBe("disagreed");
        (await StepAsync(world.Senior, new { method = "senior", settled = false })).Created().State.ShouldBe("disagreed");
        (await world.Third.OpineAsync(id, "indeterminate")).Created().State.ShouldBe("disagreed");
        (await StepAsync(world.Senior, new { method = "conference", label = "indeterminate", minutes = "讨论", attendees = new[] { world.First.Id, world.Second.Id }, changesTreatment = true })).RefusedBy("HP-12.1");
        (await StepAsync(world.Senior, new { method = "conference", label = "indeterminate", minutes = "讨论", attendees = new[] { world.First.Id, world.Second.Id }, changesTreatment = false })).Created().State.ShouldBe("opinionIssued");

        var seen = await world.CaseAsync(id);
        seen.At("resolutions").EnumerateArray().Select(r => (r.GetProperty("method").GetString(), r.GetProperty("settled").GetBoolean()))
            .ShouldBe([("talk", false), ("senior", false), ("conference", true)]);
        seen.At("opinions").GetArrayLength().ShouldBe(4, "all opinions stay");
        seen.At("issuedBy").EnumerateArray().Select(p => p.GetProperty("id").GetGuid()).ShouldBe([world.Senior.Id, world.Third.Id]);
    }
}
