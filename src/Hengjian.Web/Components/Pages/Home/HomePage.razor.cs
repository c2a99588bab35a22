using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Views;
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

    private IReadOnlyList<Row> _rows = [];
    private CasePage _mine = new([], 0, false);
    private bool _sees;
    private bool _acts;
    private DateTimeOffset _now;

    private sealed record Row(string Kind, int Count, string Href, string Group, Tone Tone);

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [Inject]
    private CaseWorkload Workload { get; set; } = null!;

    [Inject]
    private CaseQueries Queries { get; set; } = null!;

    [Inject]
    private IAccessLog AccessLog { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private string Summary => !_sees ? CaseWords.Local(_now)
        : _rows.Count == 0 ? L["Summary.None", CaseWords.Local(_now)]
        : L["Summary", CaseWords.Local(_now), _rows.Count];

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
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
        _rows = [.. Rows(work).Where(r => r.Count > 0)];
        if (_acts)
        {
            _mine = await Queries.ListAsync(caller, new CaseFilter { Mine = true, Sort = CaseSort.Due, PageSize = Shown }, Http.RequestAborted);
            AccessLog.Read(Body.Request(Http), "Case", _mine.Items.Select(i => i.Id));
        }
    }

    private static IEnumerable<Row> Rows(Workload work) =>
    [
        new("Overdue", work.Overdue ?? 0, "/cases?only=overdue&sort=due", "Overdue", Tone.Bad),
        new("Disagreed", work.Disagreed ?? 0, "/cases?state=disagreed", "Disagreed", Tone.Bad),
        new("ToConfirm", work.ToConfirm ?? 0, "/cases?only=blocked", "Blocked", Tone.Warn),
        new("WithoutConsent", work.WithoutConsent ?? 0, "/cases?only=blocked", "Blocked", Tone.Warn),
        new("ToRead", work.ToRead ?? 0, "/cases?mine=true&state=analysed,reading,provisional,disagreed&sort=due", "Read", Tone.Run),
        new("ToConclude", work.ToConclude ?? 0, "/cases?state=opinionIssued", "Conclude", Tone.Warn),
        new("ToIndicate", work.ToIndicate ?? 0, "/cases?state=registered", "Prepare", Tone.Info),
        new("AwaitingAi", work.AwaitingAi ?? 0, "/cases?state=indicated", "Prepare", Tone.Info),
        new("ToReport", work.ToReport ?? 0, "/cases?state=concluded", "Finish", Tone.Info),
        new("ToClose", work.ToClose ?? 0, "/cases?state=reported", "Finish", Tone.Info),
    ];
}
