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
    [Inject]
    internal DecisionViews Decided { get; set; } = null!;

    protected bool MayWrite => Caller.Can(Permission.ReportingWrite);

    /// <summary>Why an attempt came to nothing; codes of the line such as <c>http.503</c> share one text.</summary>
    protected string ProblemWord(string problem) => problem.StartsWith("http.", StringComparison.Ordinal) ? L["Problem.http", problem["http.".Length..]] : L["Problem." + problem];

    protected static Tone ToneOf(ReportState state) => ReportingLook.Of(state);
}
