using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Inbox;
using Hengjian.Governance.Cases.Views;
using Hengjian.Governance.Kernel;
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
    private const int MostDeployments = 50;

    private IReadOnlyList<Row> _rows = [];
    private CasePage _mine = new([], 0, false);
    private IReadOnlyList<Unready>? _unready;
    private bool _sees;
    private bool _acts;
    private DateTimeOffset _now;

    private sealed record Row(string Kind, int Count, string Href, string Group, Tone Tone);

    /// <summary>A deployment in use that a clause stops.</summary>
    private sealed record Unready(Guid Id, string Name, IReadOnlyList<string> Clauses);

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
    private IAccessLog AccessLog { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private string Summary => !_sees ? CaseWords.Local(_now)
        : _rows.Count == 0 ? L["Summary.None", CaseWords.Local(_now)]
        : L["Summary", CaseWords.Local(_now), _rows.Count];

    /// <inheritdoc/>
    protected override async Task BeforeRenderAsync()
    {
        var caller = Http.GetCaller();
        _now = Clock.GetUtcNow();
        _sees = caller.Can(Permission.CasesRead);
        _acts = caller.Can(Permission.OpinionsSign) || caller.Can(Permission.FinalDiagnosesSign) || caller.Can(Permission.AiResultsConfirm);
        if (!_sees)
        {
            return;
        }

        var work = await Workload.CountAsync(caller, Http.RequestAborted);
        var inbox = caller.Can(Permission.InboxRead) ? (await Inbox.ListAsync(caller, ReceivedObjectStatus.Waiting, new PageRequest(1, 1), Http.RequestAborted)).Total : 0;
        _rows = [.. Rows(work, inbox).Where(r => r.Count > 0)];
        _unready = caller.Can(Permission.DeploymentsSuspend) ? await UnreadyAsync(caller) : null;
        if (_acts)
        {
            _mine = await Queries.ListAsync(caller, new CaseFilter { Mine = true, Sort = CaseSort.Due, PageSize = Shown }, Http.RequestAborted);
            AccessLog.Read(Body.Request(Http), "Case", _mine.Items.Select(i => i.Id));
        }
    }

    /// <summary>Deployments in use on which a blocking clause is unmet, so that the officer hears of it before a case is refused.</summary>
    private async Task<IReadOnlyList<Unready>> UnreadyAsync(Caller caller)
    {
        var page = await Deployments.ListAsync(caller, null, new PageRequest(1, MostDeployments), Http.RequestAborted);
        var unready = new List<Unready>();
        foreach (var deployment in page.Items.Where(d => d.Stage is DeploymentStage.AcceptanceTest or DeploymentStage.TrialRun or DeploymentStage.RoutineUse))
        {
            var decisions = await Readiness.DecideAsync(caller, deployment.Id, Http.RequestAborted) ?? [];
            if (decisions.Where(d => d.Blocks).Select(d => d.Clause).ToList() is { Count: > 0 } clauses)
            {
                unready.Add(new Unready(deployment.Id, deployment.Name, clauses));
            }
        }

        return unready;
    }

    private static IEnumerable<Row> Rows(Workload work, int inbox) =>
    [
        new("Overdue", work.Overdue ?? 0, "/cases?only=overdue&sort=due", "Overdue", Tone.Bad),
        new("Disagreed", work.Disagreed ?? 0, "/cases?state=disagreed", "Disagreed", Tone.Bad),
        new("ToConfirm", work.ToConfirm ?? 0, "/cases?only=blocked", "Blocked", Tone.Warn),
        new("WithoutConsent", work.WithoutConsent ?? 0, "/cases?only=blocked", "Blocked", Tone.Warn),
        new("ToRead", work.ToRead ?? 0, "/cases?mine=true&state=analysed,reading,provisional,disagreed&sort=due", "Read", Tone.Run),
        new("ToConclude", work.ToConclude ?? 0, "/cases?state=opinionIssued", "Conclude", Tone.Warn),
        new("ToIndicate", work.ToIndicate ?? 0, "/cases?state=registered", "Prepare", Tone.Info),
        new("Inbox", inbox, "/inbox", "Prepare", Tone.Warn),
        new("AwaitingAi", work.AwaitingAi ?? 0, "/cases?state=indicated", "Prepare", Tone.Info),
        new("ToReport", work.ToReport ?? 0, "/cases?state=concluded", "Finish", Tone.Info),
        new("ToClose", work.ToClose ?? 0, "/cases?state=reported", "Finish", Tone.Info),
    ];
}
