using System.Globalization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Views;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Hengjian.Web.Components.Pages.Cases;

/// <summary>A due time in words, with the class of its line.</summary>
public sealed record DueWords(string Css, string Text);

/// <summary>The next step of a case and who takes it, for lists.</summary>
public sealed record NextWords(string Text, string? Who, bool Mine);

/// <summary>Words for cases in the language of the request.</summary>
public sealed class CaseWords(
    IStringLocalizer<CasesText> texts, IStringLocalizer<CommonText> common, IStringLocalizer<AccessText> access, TimeProvider clock)
{
    /// <summary>A deadline nearer than this stands out.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromHours(4);

    public string State(CaseState state) => common[CaseStates.TextKey(state.ToString())];

    public string Protocol(ReadingProtocol protocol) => texts["Protocol." + protocol];

    public string Phase(ReadingPhase phase) => texts["Phase." + phase];

    public string Act(CaseEvent act) => texts["Act." + act];

    public string Roles(IEnumerable<Role> roles) => string.Join(texts["List.Or"], roles.Select(r => access["Role." + r].Value));

    public string Join(IEnumerable<string> words) => string.Join(texts["List.Separator"], words);

    public string Person(Sex sex, int? age) => age is { } years ? texts["SexAge", texts["Sex." + sex].Value, years] : texts["Sex." + sex];




    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public string Seconds(double seconds) => seconds < 60
        ? texts["Span.Seconds", Numbers.Format(seconds, 0)]
        : texts["Span.MinutesSeconds", ((int)seconds / 60).ToString(CultureInfo.InvariantCulture), ((int)seconds % 60).ToString(CultureInfo.InvariantCulture)];

    /// <summary>How long until the due time, or since it.</summary>
    public DueWords Due(DateTimeOffset due)
    {
        var left = due - clock.GetUtcNow();
        return left < TimeSpan.Zero
            ? new DueWords("late", texts["Due.Late", Span(-left)])
            : new DueWords(left < Soon ? "soon" : "later", texts["Due.Left", Span(left)]);
    }

    /// <summary>What comes next for a line of the work-list; it says nothing of any result.</summary>
    public NextWords Next(CaseListItem item)
    {
        var (key, who) = item.State switch
        {
            CaseState.Registered => ("Indicate", Role.Physician),
            CaseState.Indicated => ("AwaitAi", (Role?)null),
            CaseState.Analysed when item is { AwaitingOperator: true, WithoutAi: false } => ("ConfirmAcquisition", Role.Operator),
            CaseState.Analysed => ("FirstOpinion", Role.Physician),
            CaseState.Reading or CaseState.Provisional => ("SecondOpinion", Role.Physician),
            CaseState.Disagreed => ("Settle", Role.Physician),
            CaseState.OpinionIssued => ("Conclude", Role.Clinician),
            CaseState.Concluded => ("Report", Role.GovernanceOfficer),
            CaseState.Reported => ("Close", Role.GovernanceOfficer),
            _ => ("Nothing", (Role?)null),
        };
        return new NextWords(texts["Next." + key], item.Mine ? texts["You"].Value : who is { } role ? access["Role." + role].Value : null, item.Mine);
    }

    private string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 1 } => texts["Span.DaysHours", (int)span.TotalDays, span.Hours],
        { TotalHours: >= 1 } => texts["Span.HoursMinutes", span.Hours, span.Minutes],
        _ => texts["Span.Minutes", Math.Max(1, span.Minutes)],
    };
}
