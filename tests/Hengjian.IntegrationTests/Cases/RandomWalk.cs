using System.Net;
using System.Text.Json.Nodes;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;
using Case = Hengjian.Governance.Cases.Domain.Case;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>Everybody who may turn up in a walk, those who may not act among them.</summary>
internal sealed record WalkCast(IReadOnlyList<HttpClient> Readers, IReadOnlyList<HttpClient> Others)
{
    public static async Task<WalkCast> OfAsync(CaseWorld world) => new(
        [world.First.Client, world.Second.Client, world.Third.Client, world.Senior.Client],
        [
            world.Officer, world.Technician.Client, world.Clinician.Client, world.Device, world.Junior.Client, world.Untrained.Client, world.WrongScope.Client,
            world.Surgeon.Client, world.NewTechnician.Client, await world.App.ClientAsync(Role.QualityOfficer), await world.App.ClientAsync(Role.FollowUpStaff),
            await world.App.ClientAsync(Role.DepartmentHead), await world.StrangerAsync(Role.Physician, Role.Operator, Role.GovernanceOfficer), world.App.Anonymous(),
        ]);
}

/// <summary>One seeded walk over cases of its own: mostly the person who should act next, often somebody else.</summary>
internal sealed class RandomWalk(CaseWorld world, WalkCast cast, int seed)
{
    private const int OpenAtOnce = 12;

    private static readonly string[] Labels = ["positive", "positive", "positive", "negative", "indeterminate", "madeUp"];
    private static readonly CaseEvent[] Events = Enum.GetValues<CaseEvent>();

    private readonly Random _random = new(20261123 + seed);
    private readonly List<WalkCase> _cases = [];

    public Dictionary<CaseState, int> States { get; } = [];

    public int Accepted { get; private set; }

    public int Refused { get; private set; }

    public async Task<RandomWalk> RunAsync(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            if (_cases.Count < OpenAtOnce || _random.Next(40) == 0)
            {
                await RegisterAsync();
                continue;
            }

            var subject = _cases[_random.Next(_cases.Count)];
            var what = _random.Next(4) == 0 ? Events[_random.Next(Events.Length)] : Likely(subject.State);
            await ActAsync(subject, what);
            if (subject.State == CaseState.Cancelled || (subject.State == CaseState.Closed && _random.Next(6) == 0))
            {
                _cases.Remove(subject);
            }
        }

        return this;
    }

    private async Task RegisterAsync()
    {
        var protocol = _random.Next(3) switch { 0 => "blindFirst", 1 => "concurrent", _ => "aiFirst" };
        var body = _random.Next(4) == 0 ? world.InvasiveCaseBody(protocol) : world.CaseBody(protocol);
        var answer = await world.Technician.Client.SendAsync("cases", _random.Next(4) == 0 ? body.Without("indication") : body);
        answer.Created();
        await using var db = world.App.Read();
        var subject = new WalkCase(answer.Id, CaseState.Registered);
        subject.State = await db.Set<Case>().Where(c => c.Id == answer.Id).Select(c => c.State).SingleAsync();
        _cases.Add(subject);
        Count(subject.State);
    }

    private async Task ActAsync(WalkCase subject, CaseEvent what)
    {
        var (client, path, body) = await CallAsync(subject, what);
        var answer = await client.SendAsync($"cases/{subject.Id}/{path}", body);
        ((int)answer.Status).ShouldBeLessThan(500, $"{what} in {subject.State}: {answer.Text}");
        await using var db = world.App.Read();
        if ((int)answer.Status is >= 200 and < 300)
        {
            Accepted++;
            await WalkRules.CheckAsync(world, db, subject, what.ToString());
            Count(subject.State);
            return;
        }

        Refused++;
        (await db.Set<Case>().Where(c => c.Id == subject.Id).Select(c => c.State).SingleAsync()).ShouldBe(subject.State, $"{what} was refused with {answer.Text}");
    }

    private void Count(CaseState state) => States[state] = States.GetValueOrDefault(state) + 1;

    /// <summary>What would bring the case on.</summary>
    private CaseEvent Likely(CaseState state) => state switch
    {
        CaseState.Registered => Pick(CaseEvent.ConfirmIndication, CaseEvent.ConfirmIndication, CaseEvent.RequestIndicationOverride, CaseEvent.SignIndicationOverride),
        CaseState.Indicated => Pick(CaseEvent.ReceiveAiResult, CaseEvent.RecordConsent, CaseEvent.GiveOpinionBeforeAi, CaseEvent.ReportAiFailure),
        CaseState.Analysed or CaseState.Reading => Pick(CaseEvent.GiveOpinion, CaseEvent.GiveOpinion, CaseEvent.GiveOpinionBeforeAi, CaseEvent.ConfirmAcquisition, CaseEvent.RecordConsent),
        CaseState.Provisional => CaseEvent.GiveOpinion,
        CaseState.Disagreed => Pick(CaseEvent.Resolve, CaseEvent.GiveOpinion),
        CaseState.OpinionIssued => Pick(CaseEvent.SignFinalDiagnosis, CaseEvent.SignFinalDiagnosis, CaseEvent.GiveOpinion),
        CaseState.Concluded => Pick(CaseEvent.Report, CaseEvent.AddReference, CaseEvent.SignFinalDiagnosis),
        CaseState.Reported => Pick(CaseEvent.Close, CaseEvent.AddReference, CaseEvent.SignFinalDiagnosis),
        _ => Pick(CaseEvent.Reopen, CaseEvent.AddReference),
    };

    private CaseEvent Pick(params CaseEvent[] some) => some[_random.Next(some.Length)];

    private HttpClient Who(params HttpClient[] right) => _random.Next(5) == 0 ? cast.Others[_random.Next(cast.Others.Count)] : right[_random.Next(right.Length)];

    private string Label() => Labels[_random.Next(Labels.Length)];

    private async Task<(HttpClient Who, string Path, JsonObject? Body)> CallAsync(WalkCase subject, CaseEvent what)
    {
        var ending = Calls.Json(new { reason = "随机" });
        HttpClient[] readers = [.. cast.Readers];
        switch (what)
        {
            case CaseEvent.ConfirmIndication:
                return (Who(readers), "indication", Calls.Json(new { answers = new { adult = _random.Next(5) > 0, priorSurgery = _random.Next(5) == 0 } }));
            case CaseEvent.RequestIndicationOverride:
                return (Who(readers), "indication/override", Calls.Json(new { reason = "急诊" }));
            case CaseEvent.SignIndicationOverride:
                return (Who(readers), "indication/override/signature", Calls.Json(new { signature = CaseSteps.Signature }));
            case CaseEvent.RecordConsent:
                var consent = world.ConsentBody();
                return (Who(world.Technician.Client), "consents", _random.Next(3) == 0 ? consent.With("complications", false) : consent);
            case CaseEvent.ReceiveAiResult:
                var result = world.ResultBody(Label());
                return (Who(world.Technician.Client, world.Device), "ai-results", _random.Next(6) == 0 ? result.With("algorithm.version", "9.9.9") : result);
            case CaseEvent.ConfirmAcquisition:
                return (Who(world.Technician.Client, world.NewTechnician.Client), $"ai-results/{await LastResultAsync(subject)}/confirmation", null);
            case CaseEvent.ReportAiFailure:
                return (Who(world.Technician.Client), "ai-failure", ending);
            case CaseEvent.GiveOpinionBeforeAi or CaseEvent.GiveOpinion:
                return await OpinionAsync(subject, what, readers);
            case CaseEvent.Resolve:
                return (Who(world.Senior.Client, world.First.Client), "resolution", Calls.Json(new
                {
                    method = _random.Next(2) == 0 ? "senior" : "conference",
                    label = Label(),
                    minutes = "讨论记录",
                    skipReason = _random.Next(4) == 0 ? null : "已商议",
                    attendees = new[] { world.First.Id, world.Second.Id, world.Senior.Id },
                    signature = CaseSteps.Signature,
                }));
            case CaseEvent.SaveDraft:
                var draft = CaseSteps.OpinionBody(Label()).With("draft", true).With("role", "report");
                return (Who([.. readers, world.Junior.Client]), "opinions", draft);
            case CaseEvent.ReportCriticalValue:
                return (Who(readers), "critical-values", world.CriticalValueBody());
            case CaseEvent.AssignReaders:
                var named = _random.Next(2) == 0 ? Array.Empty<Guid>() : [world.First.Id, world.Second.Id, world.Third.Id, world.Senior.Id];
                return (Who(world.Head.Client), "readers", Calls.Json(new { readers = named }));
            case CaseEvent.SignFinalDiagnosis:
                var diagnosis = CaseSteps.DiagnosisBody(Label());
                return (Who(world.Clinician.Client), "final-diagnosis", _random.Next(2) == 0 ? diagnosis.With("reason", "更正") : diagnosis);
            case CaseEvent.AddReference:
                return (Who(world.Clinician.Client), "references", Calls.Json(new { kind = _random.Next(2) == 0 ? "pathology" : "followUp", label = Label(), establishedOn = CaseWorld.Day(world.Today) }));
            case CaseEvent.Report:
                return (Who(world.Officer), "report", ending);
            case CaseEvent.Close:
                return (Who(world.Officer), "closure", ending);
            case CaseEvent.Reopen:
                return (Who(world.Officer), "reopening", ending);
            default:
                // Rarely, or nothing would come to its end.
                return (_random.Next(8) == 0 ? world.Officer : cast.Others[_random.Next(cast.Others.Count)], "cancellation", ending);
        }
    }

    private async Task<(HttpClient, string, JsonObject?)> OpinionAsync(WalkCase subject, CaseEvent what, HttpClient[] readers)
    {
        var body = CaseSteps.OpinionBody(Label(), what == CaseEvent.GiveOpinion ? "afterAi" : "beforeAi");
        if (_random.Next(10) == 0)
        {
            body = body.With("provisional", true);
        }

        if (_random.Next(6) == 0 && await LastOpinionAsync(subject) is { } last)
        {
            body = body.With("supersedes", last.Id).With("reason", "更正");
            var author = new[] { world.First, world.Second, world.Third, world.Senior }.Single(p => p.Id == last.PractitionerId);
            return (Who(author.Client), "opinions", body);
        }

        return (Who(readers), "opinions", body);
    }

    private async Task<Opinion?> LastOpinionAsync(WalkCase subject)
    {
        await using var db = world.App.Read();
        return await db.Set<Opinion>().Where(o => o.CaseId == subject.Id && !o.Draft).OrderByDescending(o => o.SignedAt).FirstOrDefaultAsync();
    }

    private async Task<Guid> LastResultAsync(WalkCase subject)
    {
        await using var db = world.App.Read();
        return await db.Set<AiResult>().Where(r => r.CaseId == subject.Id).OrderByDescending(r => r.ReceivedAt).Select(r => r.Id).FirstOrDefaultAsync();
    }
}
