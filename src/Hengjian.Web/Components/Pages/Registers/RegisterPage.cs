using Hengjian.Governance.Institutions.Registers;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;
using Hengjian.Web.Components.Decisions;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Components.Forms;
using Hengjian.Web.Resources;
using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Pages.Registers;

/// <summary>What the pages of the registers share: words for codes, departments by name, decisions as panels.</summary>
public abstract class RegisterPage : FormPage<RegistersText>
{
    /// <summary>A register that is chosen from is not paged: no institution has so many departments or products.</summary>
    internal static readonly PageRequest Whole = new(1, 1000);

    [Inject]
    internal DecisionViews Decided { get; set; } = null!;

    protected string YesNo(bool value) => T[value ? "Yes" : "No"];

    /// <summary>A decision as a panel; one that no rule made says so.</summary>
    internal DecisionView Panel(Decision decision) => Decided.Of(decision) with
    {
        OutcomeText = decision.Outcome == ClauseOutcome.NotDecided ? L["NotDecided"].Value : null,
    };

    protected static string ClauseHref(string clause) => DecisionViews.ClauseHref(clause);

    internal async Task<IReadOnlyList<DepartmentView>> DepartmentsAsync(Departments departments) => (await departments.ListAsync(Caller, Whole, Aborted)).Items;

    /// <summary>A text of one item a line; blank lines do not count.</summary>
    internal static IReadOnlyList<string> Lines(string? text) =>
        text is null ? [] : [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    /// <summary>The reasons given on the page for overriding rules of these fields.</summary>
    internal Dictionary<string, string> OverridesOf(IEnumerable<string> fields) =>
        fields.Select(f => (Field: f, Reason: Form.Text(OverrideName(f)))).Where(f => f.Reason is not null).ToDictionary(f => f.Field, f => f.Reason!, StringComparer.Ordinal);

    /// <summary>The errors of a list that is one field on the page, those of its items too.</summary>
    protected string? ItemErrors(string field) =>
        string.Join(' ', Errors.Where(e => e.Field == field || e.Field.StartsWith(field + "[", StringComparison.Ordinal)).Select(e => e.Message).Distinct()) is { Length: > 0 } text ? text : null;

    protected static string OverrideName(string field) => $"overrides[{field}]";

    /// <summary>True where the page asks why a rule is overridden: it was refused just now, or was overridden before.</summary>
    protected bool AsksOverride(string field, IReadOnlyDictionary<string, string>? stored) =>
        Overridable.Contains(field) || (Form.IsPosted ? Form.Text(OverrideName(field)) is not null : stored?.ContainsKey(field) == true);
}
