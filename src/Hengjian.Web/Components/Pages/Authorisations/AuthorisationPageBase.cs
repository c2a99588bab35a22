using Hengjian.Governance.Authorisations.Contracts;
using Hengjian.Governance.Authorisations.Views;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Practitioners.Registers;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Registers;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Components.Forms;
using Hengjian.Web.Resources;
using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Pages.Authorisations;

/// <summary>What the pages of authorisations share: words, tones, and the people and deployments that one chooses from.</summary>
public abstract class AuthorisationPageBase : FormPage<AuthorisationsText>
{
    /// <summary>Registers that are chosen from are not paged.</summary>
    internal static readonly PageRequest Whole = new(1, 2000);

    [Inject]
    internal Practitioners People { get; set; } = null!;

    [Inject]
    internal Deployments Deployments { get; set; } = null!;

    protected string Acts(IEnumerable<PractitionerAct> acts) => Joined(acts.Select(Word));

    protected IReadOnlyList<PractitionerAct> PostedActs()
    {
        var acts = new List<PractitionerAct>();
        foreach (var text in Form.All("acts"))
        {
            if (CodeName.TryParse<PractitionerAct>(text, out var act))
            {
                acts.Add(act);
            }
            else
            {
                Form.Errors.Add("acts", "field.malformed");
            }
        }

        return acts;
    }

    protected static Tone ToneOf(AuthorisationView view) => view.State switch
    {
        AuthorisationState.Granted => view.InForce ? Tone.Ok : Tone.None,
        AuthorisationState.Refused or AuthorisationState.Withdrawn => Tone.None,
        _ => Tone.Warn,
    };

    /// <summary>Where it stands, in words; a granted one says whether it counts now.</summary>
    protected string StateOf(AuthorisationView view) => view switch
    {
        { State: AuthorisationState.Granted, InForce: true } => L["State.InForce"],
        { State: AuthorisationState.Granted } => view.Changes.LastOrDefault() switch
        {
            { Kind: AuthorisationChangeKind.Suspended } => L["State.Suspended"],
            { Kind: AuthorisationChangeKind.Revoked } => L["State.Revoked"],
            _ => view.From > Clock.GetUtcNow() ? L["State.NotYet"] : L["State.Ended"],
        },
        _ => Word(view.State),
    };

    /// <summary>The last day of a term, included.</summary>
    protected static string LastDay(DateTimeOffset? until) => until is { } end ? Day(ShanghaiDay.Of(end.AddTicks(-1)))! : "–";

    protected async Task<IReadOnlyList<Choice>> PeopleAsync() =>
        [.. (await People.ListAsync(Caller, new PractitionerFilter(), Whole, Aborted)).Items.Select(p => new Choice(p.Id.ToString("D"), p.Name))];

    protected async Task<IReadOnlyList<Choice>> DeploymentsAsync() =>
    [
        .. (await Deployments.ListAsync(Caller, null, Whole, Aborted, studies: false)).Items
            .Where(d => d.Stage != DeploymentStage.Retired).Select(d => new Choice(d.Id.ToString("D"), d.Name)),
    ];
}
