using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Agreements.Views;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Components.Forms;
using Hengjian.Web.Resources;
using FieldError = Hengjian.Web.Components.Design.FieldError;

namespace Hengjian.Web.Components.Pages.Agreements;

/// <summary>What the pages of agreements share: words for codes, looks of states, several forms on a page.</summary>
public abstract class AgreementPageBase : FormPage<AgreementsText>
{
    protected bool MayWrite => Caller.Can(Permission.AgreementsWrite);

    protected string Acts(IEnumerable<PractitionerAct> acts) => Joined(acts.Select(Word));

    protected static Tone ToneOf(AgreementStanding standing) => standing switch
    {
        AgreementStanding.InForce => Tone.Ok,
        AgreementStanding.Proposed => Tone.Warn,
        AgreementStanding.Upcoming => Tone.Info,
        _ => Tone.None,
    };

    internal Task ActAsync(string form, Func<Task<Outcome<Created>>> act) => ActAsync(form, Permission.AgreementsWrite, act, made => $"/agreements/{made.Id:D}");
}
