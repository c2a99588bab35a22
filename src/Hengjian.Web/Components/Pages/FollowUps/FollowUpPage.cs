using System.Globalization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.FollowUps.Views;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Registers;
using Hengjian.Web.Components.Decisions;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Components.Forms;
using Hengjian.Web.Resources;
using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Pages.FollowUps;

/// <summary>What the pages of follow-up share: words for codes, people by name, the list's filter from the address.</summary>
public abstract class FollowUpPage : FormPage<FollowUpsText>
{
    [Inject]
    internal DecisionViews Decided { get; set; } = null!;

    [Inject]
    internal IActorNames Actors { get; set; } = null!;

    [Inject]
    internal Deployments DeploymentRegister { get; set; } = null!;

    internal FollowUpFilter AskedFilter => new(
        AskedCode<FollowUpDue>("due"), AskedCode<Governance.FollowUps.Contracts.FollowUpState>("state"), Guid.TryParse(Asked("deployment"), out var id) ? id : null, Asked("mine") == "true");

    protected static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>When it is asked for: months after the diagnosis, or not by a plan.</summary>
    protected string When(int? months) => months is { } n ? L["Task.AfterMonths", n] : L["Task.Unplanned"];

    internal async Task<IReadOnlyList<Choice>> DeploymentChoicesAsync() =>
        [.. (await DeploymentRegister.ListAsync(Caller, null, new PageRequest(1, 1000), Aborted, studies: false)).Items.Select(d => new Choice(d.Id.ToString("D"), d.Name))];

    /// <summary>Codes that were typed in one line, however they are set apart.</summary>
    protected static IReadOnlyList<string> Codes(string? typed) => (typed ?? "").Split([' ', ',', '，', '、'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Names of users by id; an unknown one is a dash.</summary>
    internal Task<Func<Guid?, string>> NamesAsync(IEnumerable<Guid?> ids) => Actors.NamesAsync(Caller.InstitutionId, ids, Aborted);
}
