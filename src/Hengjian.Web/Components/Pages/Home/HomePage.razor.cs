using Hengjian.Web.Localization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Inbox;
using Hengjian.Governance.Cases.Views;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Readiness.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Readiness.Evaluation;
using Hengjian.Governance.Technologies.Registers;
using Hengjian.Web.Access;
using Hengjian.Web.Api;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Components.Pages.Cases;
using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Pages.Home;

/// <summary>What waits for the person who signed in: by kind with counts, then the nearest cases. Kinds that a role has no part in are left out, empty ones too.</summary>
public sealed partial class HomePage
{
    private const int Shown = 8;
    private const int MostDeployments = 1000;
    private const int DaysAhead = 90;

    private IReadOnlyList<Row> _rows = [];
    private CasePage _mine = new([], 0, false);
    private Standing? _standing;
    private IReadOnlyList<Expiry>? _ending;
    private bool _sees;
    private bool _acts;
    private DateTimeOffset _now;

    private sealed record Row(string Text, string? Note, int Count, string Href, string Group, Tone Tone);

    /// <summary>A deployment in use that is not ready, or not for long.</summary>
    private sealed record Concern(Guid Id, string Name, ReadinessOutcome Outcome, IReadOnlyList<string> Clauses, DateOnly? GapOn);

    private sealed record Standing(int InUse, int Ready, int AtRisk, int NotReady, IReadOnlyList<Concern> Concerning);

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [Inject]
    private CaseWorkload Workload { get; set; } = null!;

    [Inject]
    private CaseQueries Queries { get; set; } = null!;

    [Inject]
    private InboxQueries Inbox { get; set; } = null!;

    [Inject]
    private Deployments Deployments { get; set; } = null!;

    [Inject]
    private DeploymentReadiness Readiness { get; set; } = null!;

    [Inject]
    private Database Database { get; set; } = null!;

    [Inject]
    private IReminders Reminders { get; set; } = null!;

    [Inject]
    private IEnumerable<IWorkSource> Sources { get; set; } = null!;

    [Inject]
    private IAccessLog AccessLog { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private string Summary => !_sees && _rows.Count == 0 ? LocalTime.Minute(_now)
        : _rows.Count == 0 ? L["Summary.None", LocalTime.Minute(_now)]
        : L["Summary", LocalTime.Minute(_now), _rows.Count];

    /// <inheritdoc/>
    protected override async Task BeforeRenderAsync()
    {
        var caller = Http.GetCaller();
        _now = Clock.GetUtcNow();
        _sees = caller.Can(Permission.CasesRead);
        _acts = caller.Can(Permission.OpinionsSign) || caller.Can(Permission.FinalDiagnosesSign) || caller.Can(Permission.AiResultsConfirm);
        await using var db = Database.Read(caller.InstitutionId);
        _rows = await WorkAsync(db, caller);
        if (caller.Can(Permission.DeploymentsSuspend))
        {
            _standing = await StandingAsync(caller);
            _ending = await Reminders.EndingAsync(db, ShanghaiDay.Of(_now).AddDays(DaysAhead), Http.RequestAborted);
        }

        if (!_sees)
        {
            return;
        }

        var work = await Workload.CountAsync(caller, Http.RequestAborted);
        var inbox = caller.Can(Permission.InboxRead) ? (await Inbox.ListAsync(caller, ReceivedObjectStatus.Waiting, new PageRequest(1, 1), Http.RequestAborted)).Total : 0;
        _rows = [.. Rows(work, inbox).Where(r => r.Count > 0).Concat(_rows).OrderBy(r => r.Tone == Tone.Bad ? 0 : 1)];
        if (_acts)
        {
            _mine = await Queries.ListAsync(caller, new CaseFilter { Mine = true, Sort = CaseSort.Due, PageSize = Shown }, Http.RequestAborted);
            AccessLog.Read(Body.Request(Http), "Case", _mine.Items.Select(i => i.Id));
        }
    }

    /// <summary>How the deployments in use stand by their latest evaluation, or decided now where there is none yet.</summary>
    private async Task<Standing> StandingAsync(Caller caller)
    {
        var page = await Deployments.ListAsync(caller, null, new PageRequest(1, MostDeployments), Http.RequestAborted);
        var used = page.Items.Where(d => d.Stage is DeploymentStage.TrialRun or DeploymentStage.RoutineUse).ToList();
        var evaluated = await Readiness.StandingAsync(caller, Http.RequestAborted);
        var decided = used.TrueForAll(d => evaluated.ContainsKey(d.Id))
            ? new Dictionary<Guid, ReadinessAnswer>()
            : await Readiness.DecideAsync(caller, [.. used.Where(d => !evaluated.ContainsKey(d.Id)).Select(d => d.Id)], Http.RequestAborted);
        var all = used.ConvertAll(d => evaluated.TryGetValue(d.Id, out var period)
            ? new Concern(d.Id, d.Name, period.Outcome, period.Blocking, period.GapOn)
            : decided.TryGetValue(d.Id, out var answer)
                ? new Concern(d.Id, d.Name, answer.Outcome, [.. answer.Decisions.Where(x => x.Blocks).Select(x => x.Clause)], answer.GapOn)
                : new Concern(d.Id, d.Name, ReadinessOutcome.Ready, [], null));
        return new Standing(
            all.Count,
            all.Count(c => c.Outcome == ReadinessOutcome.Ready),
            all.Count(c => c.Outcome == ReadinessOutcome.AtRisk),
            all.Count(c => c.Outcome == ReadinessOutcome.NotReady),
            [.. all.Where(c => c.Outcome != ReadinessOutcome.Ready).OrderByDescending(c => c.Outcome).ThenBy(c => c.GapOn)]);
    }

    /// <summary>Work of the modules' own kinds, the most pressing first.</summary>
    private async Task<IReadOnlyList<Row>> WorkAsync(HengjianDbContext db, Caller caller)
    {
        var work = new List<WaitingWork>();
        foreach (var source in Sources)
        {
            work.AddRange(await source.WaitingForAsync(db, caller, Http.RequestAborted));
        }

        return
        [
            .. work.OrderByDescending(w => w.Urgency).Select(w => new Row(
                L["Work." + w.Kind],
                null,
                w.Count,
                w.Path,
                w.Urgency.ToString(),
                w.Urgency switch { WorkUrgency.Overdue => Tone.Bad, WorkUrgency.Due => Tone.Warn, _ => Tone.Info })),
        ];
    }

    private string Left(DateOnly last) => (last.DayNumber - ShanghaiDay.Of(_now).DayNumber) switch
    {
        < 0 => L["Expiries.Over"],
        0 => L["Expiries.LastDay"],
        var days => L["Expiries.Days", days],
    };

    private Row Of(string kind, int count, string href, string group, Tone tone) => new(L["Waiting." + kind], L["WaitingNote." + kind], count, href, group, tone);

    private IEnumerable<Row> Rows(Workload work, int inbox) =>
    [
        Of("Overdue", work.Overdue ?? 0, "/cases?only=overdue&sort=due", "Overdue", Tone.Bad),
        Of("Disagreed", work.Disagreed ?? 0, "/cases?state=disagreed", "Disagreed", Tone.Bad),
        Of("ToConfirm", work.ToConfirm ?? 0, "/cases?only=blocked", "Blocked", Tone.Warn),
        Of("WithoutConsent", work.WithoutConsent ?? 0, "/cases?only=blocked", "Blocked", Tone.Warn),
        Of("ToRead", work.ToRead ?? 0, "/cases?mine=true&state=analysed,reading,provisional,disagreed&sort=due", "Read", Tone.Run),
        Of("ToConclude", work.ToConclude ?? 0, "/cases?state=opinionIssued", "Conclude", Tone.Warn),
        Of("ToIndicate", work.ToIndicate ?? 0, "/cases?state=registered", "Prepare", Tone.Info),
        Of("Inbox", inbox, "/inbox", "Prepare", Tone.Warn),
        Of("AwaitingAi", work.AwaitingAi ?? 0, "/cases?state=indicated", "Prepare", Tone.Info),
        Of("ToReport", work.ToReport ?? 0, "/cases?state=concluded", "Finish", Tone.Info),
        Of("ToClose", work.ToClose ?? 0, "/cases?state=reported", "Finish", Tone.Info),
    ];
}
