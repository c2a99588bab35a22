using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Web.Components.Decisions;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Components.Forms;
using Hengjian.Web.Resources;
using Microsoft.AspNetCore.Components;
using FieldError = Hengjian.Web.Components.Design.FieldError;

namespace Hengjian.Web.Components.Pages.Reporting;

/// <summary>What the pages of reporting share: words for codes, looks of states, several forms on a page.</summary>
public abstract class ReportingPageBase : FormPage<ReportingText>
{
    private string? _posted;

    [Inject]
    internal DecisionViews Decided { get; set; } = null!;

    protected bool MayWrite => Caller.Can(Permission.ReportingWrite);

    protected string Word<T>(T value)
        where T : struct, Enum => L[typeof(T).Name + "." + value];

    /// <summary>Why an attempt came to nothing; codes of the line such as <c>http.503</c> share one text.</summary>
    protected string ProblemWord(string problem) => problem.StartsWith("http.", StringComparison.Ordinal) ? L["Problem.http", problem["http.".Length..]] : L["Problem." + problem];

    protected IReadOnlyList<Choice> Choices<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(v => new Choice(CodeName.Of(v), Word(v)))];

    protected static Tone ToneOf(ReportState state) => ReportingLook.Of(state);

    protected IReadOnlyList<FieldError> ErrorsOf(string form) => _posted == form ? Errors : [];

    /// <summary>Carries out the act of one form, if the caller may, and goes on to the page that <paramref name="next"/> names; null stays.</summary>
    internal async Task ActAsync<T>(string form, Func<T, string?> next, Func<Task<Outcome<T>>> act)
    {
        _posted = form;
        Outcome<T> outcome = Form.Errors.Any ? Form.Errors.ToRefusal() : MayWrite ? await act() : new Forbidden("access.roleLacking");
        if (Accept(outcome) && next(outcome.Value!) is { } page)
        {
            Navigation.NavigateTo(page);
        }
    }
}
