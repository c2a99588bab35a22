using System.Globalization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Enrolments;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Components.Forms;
using Hengjian.Web.Resources;

namespace Hengjian.Web.Components.Pages.Training.Enrolments;

/// <summary>What the pages of enrolments share: looks of states, numbers, the way to a page.</summary>
public abstract class EnrolmentPageBase : FormPage<EnrolmentText>
{
    protected static string PathOf(Guid id) => $"/training/enrolments/{id:D}";

    protected static string Number(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    protected static Tone ToneOf(EnrolmentState state) => state switch
    {
        EnrolmentState.Applied => Tone.Warn,
        EnrolmentState.Active => Tone.Run,
        EnrolmentState.Completed => Tone.Ok,
        EnrolmentState.Refused => Tone.Bad,
        _ => Tone.None,
    };

    protected static Tone ToneOf(CaseEntryState state) => state switch
    {
        CaseEntryState.Signed => Tone.Ok,
        CaseEntryState.Rejected => Tone.Bad,
        _ => Tone.Warn,
    };

    protected bool MayManage => Caller.Can(Permission.EnrolmentsWrite);

    protected static IReadOnlyList<Choice> People(IEnumerable<PersonChoice> people) => [.. people.Select(p => new Choice(p.Id.ToString("D"), p.Name))];
}
