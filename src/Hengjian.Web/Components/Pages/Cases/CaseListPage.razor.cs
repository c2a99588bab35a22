using System.Globalization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Cases.Views;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Registers;
using Hengjian.Web.Access;
using Hengjian.Web.Api;
using Hengjian.Web.Components.Layout;
using Hengjian.Web.Components.Design;
using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Pages.Cases;

/// <summary>The work-list: within the caller's scope, by state, with filters, sorting and pages. It never shows what the AI or a reader said.</summary>
public sealed partial class CaseListPage
{
    private static readonly Dictionary<string, CaseSort> Sorts = new(StringComparer.Ordinal)
    {
        ["due"] = CaseSort.Due, ["-due"] = CaseSort.DueLast, ["number"] = CaseSort.Number, ["-number"] = CaseSort.NumberLast, ["newest"] = CaseSort.Newest, ["oldest"] = CaseSort.Oldest,
    };

    private readonly List<string> _errors = [];
    private CaseFilter _filter = new();
    private CasePage _page = new([], 0, false);
    private IReadOnlyList<TabItem> _tabs = [];
    private IReadOnlyList<Choice> _deployments = [];
    private IReadOnlyList<Choice> _protocols = [];
    private IReadOnlyList<Choice> _only = [];
    private IReadOnlyList<Choice> _belongs = [];
    private IReadOnlyList<Choice> _assigned = [];
    private string _sort = "";
    private string? _filterOnly;
    private Guid? _first;
    private DateTimeOffset _now;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [Inject]
    private CaseQueries Queries { get; set; } = null!;

    [Inject]
    private Deployments Deployments { get; set; } = null!;

    [Inject]
    private IAccessLog AccessLog { get; set; } = null!;

    [Inject]
    private CaseParameters Parameters { get; set; } = null!;

    [Inject]
    private PageContext Frame { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    internal ApiMessages Messages { get; set; } = null!;

    private int Needed { get; set; } = 2;

    private bool Filtered => _filter.Mine || _filter.Assigned is not null || _filter.Overdue || _filter.Blocked || _filter.DeploymentId is not null || _filter.Protocol is not null || _filter.Search is not null || _filter.States.Count > 0;

    /// <inheritdoc/>
    protected override async Task BeforeRenderAsync()
    {
        var caller = Http.GetCaller();
        _now = Clock.GetUtcNow();
        Needed = Parameters.MinimumPhysicians(Frame.InstitutionCode, _now);
        ReadFilter();
        _protocols = [.. Enum.GetValues<ReadingProtocol>().Select(p => new Choice(CodeName.Of(p), Words.Protocol(p)))];
        _only = [new("overdue", L["List.Overdue"]), new("blocked", L["List.Blocked"]), new("exceptions", L["List.Exceptions"])];
        _belongs = [new("true", L["List.Mine"])];
        _assigned = [.. Enum.GetValues<CaseAssignment>().Select(a => new Choice(CodeName.Of(a), L["Assigned." + a]))];
        if (_errors.Count > 0)
        {
            Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return;
        }

        _page = await Queries.ListAsync(caller, _filter, Http.RequestAborted);
        _first = _filter.Mine ? _page.Items.Select(i => (Guid?)i.Id).FirstOrDefault() : null;
        _tabs = Tabs(await Queries.CountByStateAsync(caller, _filter, Http.RequestAborted));
        var deployments = await Deployments.ListAsync(caller, null, new PageRequest(1, ListQuery.LargestPage), Http.RequestAborted);
        _deployments = [.. deployments.Items.Select(d => new Choice(d.Id.ToString("D"), d.Name))];
        AccessLog.Read(Body.Request(Http), "Case", _page.Items.Select(i => i.Id));
    }

    private string? Query(string name) => Http.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    private void ReadFilter()
    {
        var query = new ListQuery(Http);
        var only = query.Text("only");
        query.Errors.Require(only is null or "overdue" or "blocked" or "exceptions", "only", "query.unknownValue", ("value", only ?? ""));
        var sort = query.Text("sort");
        var order = CaseSort.Newest;
        query.Errors.Require(sort is null || Sorts.TryGetValue(sort, out order), "sort", "query.unknownValue", ("value", sort ?? ""));
        _sort = sort ?? "newest";
        _filter = new CaseFilter
        {
            States = query.Codes<CaseState>("state"),
            DeploymentId = query.Id("deployment"),
            Mine = query.Flag("mine"),
            Assigned = query.Code<CaseAssignment>("assigned"),
            Overdue = only == "overdue" || query.Flag("overdue"),
            Exceptions = only == "exceptions",
            Blocked = only == "blocked" || query.Flag("blocked"),
            Protocol = query.Code<ReadingProtocol>("protocol"),
            Search = query.Text("q"),
            Sort = order,
            Page = query.Page,
            PageSize = Pager.DefaultSize,
        };
        _filterOnly = _filter.Blocked ? "blocked" : _filter.Overdue ? "overdue" : null;
        _errors.AddRange(query.Errors.ToRefusal().Errors.Select(e => $"{e.Field}: {Messages.Text(e.Code, e.Arguments)}"));
    }

    private List<TabItem> Tabs(IReadOnlyDictionary<CaseState, int> counts)
    {
        var all = counts.Values.Sum();
        var capped = counts.Values.Any(c => c >= CaseWorkload.CountedUpTo);
        return
        [
            Tab(T["All"], null, all, capped),
            .. CaseStates.Main.Take(4).Concat(["Provisional", "Disagreed"]).Concat(CaseStates.Main.Skip(4)).Append("Cancelled")
                .Select(Enum.Parse<CaseState>)
                .Select(s => Tab(Words.State(s), s, counts[s], counts[s] >= CaseWorkload.CountedUpTo)),
        ];
    }

    private TabItem Tab(string text, CaseState? state, int count, bool capped) => new(
        text,
        Links.With(("state", state is { } s ? CodeName.Of(s) : null), ("page", null)),
        state is { } one ? _filter.States.Contains(one) : _filter.States.Count == 0,
        Tone: state is CaseState.Disagreed && count > 0 ? Tone.Bad : Tone.None)
    {
        CountText = capped ? (CaseWorkload.CountedUpTo - 1).ToString(CultureInfo.InvariantCulture) + "+" : count.ToString(CultureInfo.InvariantCulture),
    };
}
