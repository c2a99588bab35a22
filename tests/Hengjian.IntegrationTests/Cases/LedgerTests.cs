using System.Net;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.Governance.Transparency;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>Every act on a case adds its record, which names exactly the rows that the act changed; afterwards data and ledger still agree.</summary>
public sealed class LedgerTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    /// <summary>The records of the case's acts, each with its parts.</summary>
    private static async Task<List<LedgerRecord>> RecordsAsync(CaseWorld world, Guid id)
    {
        await using var db = world.App.Read();
        var rows = await db.Set<LedgerRecordRow>().Where(r => r.SubjectId == id && r.SubjectKind == "Case" && r.Action.StartsWith("case.")).OrderBy(r => r.RecordedAt).ThenBy(r => r.Id).ToListAsync();
        return [.. rows.Select(r => LedgerRecord.Parse(r.Canonical))];
    }

    private static string Parts(LedgerRecord record) => string.Join(", ", record.Parts.Where(p => p.Kind != "UserKey").Select(p => $"{p.Kind} {p.Operation}").Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(All))]
    public async Task Acts_OfAPlayedCase_EachAddARecordOfWhatTheyChanged(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody("blindFirst"));
        (await world.Technician.Client.SendAsync($"cases/{id}/consents", world.ConsentBody())).Created();
        (await world.First.OpineAsync(id, phase: "beforeAi")).Created();
        (await world.Device.SendAsync($"cases/{id}/ai-results", world.ResultBody())).Created();
        var result = (await world.CaseAsync(id)).At("aiResults")[0].GetProperty("id").GetGuid();
        (await world.Technician.Client.SendAsync($"cases/{id}/ai-results/{result}/confirmation", null)).Created();
        (await world.Second.OpineAsync(id, phase: "beforeAi")).Created();
        (await world.First.OpineAsync(id)).Created();
        (await world.Second.OpineAsync(id)).Created();
        (await world.Clinician.ConcludeAsync(id)).Created();
        (await world.Clinician.Client.SendAsync($"cases/{id}/references", new { kind = "pathology", label = "positive", establishedOn = CaseWorld.Day(world.Today) })).Created();
        (await world.Officer.SendAsync($"cases/{id}/report", new { reason = "回执" })).Created();

        var records = await RecordsAsync(world, id);

        records.Select(r => (r.Action, Parts(r))).ShouldBe(
        [
            ("case.registered", "Case Created, CaseIndication Created"),
            ("case.consent.recorded", "Case Changed, InformedConsent Created"),
            ("case.opinion.signed", "Case Changed, Opinion Created, Signature Created"),
            ("case.aiResult.awaitingOperator", "AiResult Created, Case Changed"),
            ("case.acquisition.confirmed", "AiResult Changed, Case Changed"),
            ("case.opinion.signed", "Case Changed, Opinion Created, Signature Created"),
            ("case.opinion.signed", "Case Changed, Opinion Created, Signature Created"),
            ("case.opinion.signed", "Case Changed, Opinion Created, Signature Created"),
            ("case.opinion.issued", ""),
            ("case.finalDiagnosis.signed", "Case Changed, FinalDiagnosis Created, Signature Created"),
            ("case.reference.added", "Case Changed, Reference Created"),
            ("case.reported", "Case Changed"),
        ]);
        records.Where(r => r.Parts.Count > 0).Select(r => r.Subject.Version).ShouldBe(Enumerable.Range(1, 11).Select(v => (long)v), "each act moves the case's version by one");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Records_NameWhoActedAndThePackThatDecided(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();
        (await world.Device.SendAsync($"cases/{id}/ai-results", world.ResultBody())).Created();

        var records = await RecordsAsync(world, id);

        records[0].Actor.ShouldBe(new RecordActor(ActorKind.User, world.Technician.User.Id.ToString("D")));
        records[1].Actor.Kind.ShouldBe(ActorKind.Device);
        records.ShouldAllBe(r => r.Pack == "R17@1" && r.Institution == world.App.InstitutionId.ToString("D") && r.RequestId != null);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Record_OfTheLastAct_CommitsToWhatIsStored(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.IssuedAsync();
        var last = new Dictionary<(string, string), RecordPart>();
        foreach (var part in (await RecordsAsync(world, id)).SelectMany(r => r.Parts))
        {
            last[(part.Kind, part.Id)] = part;
        }

        await using var db = world.App.Read();
        var fields = world.App.Services.GetRequiredService<Governance.Persistence.Database>().Fields;
        var tables = GovernedTable.Of(db.Model);
        var subject = await db.Set<Governance.Cases.Domain.Case>().SingleAsync(c => c.Id == id);
        var opinions = await db.Set<Opinion>().Where(o => o.CaseId == id).ToListAsync();

        last[("Case", id.ToString("D"))].Commitment!.Matches(tables[typeof(Governance.Cases.Domain.Case)].Canonical(db.Entry(subject), fields), subject.Salt).ShouldBeTrue();
        foreach (var opinion in opinions)
        {
            last[("Opinion", opinion.Id.ToString("D"))].Commitment!.Matches(tables[typeof(Opinion)].Canonical(db.Entry(opinion), fields), opinion.Salt).ShouldBeTrue();
        }

        subject.IssuedLabel = "negative";
        last[("Case", id.ToString("D"))].Commitment!.Matches(tables[typeof(Governance.Cases.Domain.Case)].Canonical(db.Entry(subject), fields), subject.Salt).ShouldBeFalse();
    }

    [Theory, MemberData(nameof(All))]
    public async Task RefusedAct_AddsNoRecordOfTheCase(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();
        var before = (await RecordsAsync(world, id)).Count;

        (await world.Junior.OpineAsync(id)).RefusedBy("R17-2.1.2");

        (await RecordsAsync(world, id)).Count.ShouldBe(before);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Data_AfterPlayedCases_IsIntact(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var world = await CaseWorld.OverAsync(app);
        var concluded = await world.ConcludedAsync("blindFirst");
        (await world.Officer.SendAsync($"cases/{concluded}/report", new { reason = "回执" })).Created();
        var shadow = await world.RegisterAsync();
        (await world.Device.SendAsync($"cases/{shadow}/ai-results", world.ResultBody().With("algorithm.version", "9.9.9"))).Is(HttpStatusCode.Conflict);
        var superseded = await world.AnalysedAsync();
        var opinion = (await world.First.OpineAsync(superseded)).Created().Id;
        (await world.First.Client.SendAsync($"cases/{superseded}/opinions", CaseSteps.OpinionBody("negative").With("supersedes", opinion).With("reason", "误选"))).Created();
        (await world.Second.Client.SendAsync($"cases/{superseded}/opinions", CaseSteps.OpinionBody().With("signature.secret", "wrong"))).Is(HttpStatusCode.Forbidden);

        var verified = await app.Services.GetRequiredService<DataVerifier>().VerifyAsync(CancellationToken.None);

        verified.Problems.ShouldBeEmpty();
        verified.Rows.ShouldBeGreaterThan(40);
    }
}
