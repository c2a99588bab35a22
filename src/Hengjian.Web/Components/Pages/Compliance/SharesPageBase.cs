using System.Globalization;
using Hengjian.Governance.Compliance.Shares;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Technologies.Registers;
using Hengjian.Web.Api;
using Hengjian.Web.Components.Design;
using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Pages.Compliance;

/// <summary>What the pages of clause shares have in common: the period, the deployment and the mode that the address asks for.</summary>
public abstract class SharesPageBase : CompliancePageBase
{
    internal const int DefaultDays = 90;

    [Inject]
    protected ClauseShares Shares { get; set; } = null!;

    [Inject]
    protected Deployments Deployments { get; set; } = null!;

    protected IReadOnlyList<Choice> DeploymentChoices { get; private set; } = [];

    protected ShareScope Scope { get; private set; } = new(null, default, default);

    /// <summary>Both, or <c>enforced</c> or <c>observed</c> alone.</summary>
    protected string? Mode => Asked("mode") is "enforced" or "observed" ? Asked("mode") : null;

    protected async Task ReadScopeAsync()
    {
        var used = await Deployments.ListAsync(Caller, null, new PageRequest(1, ListQuery.LargestPage), Aborted, studies: false);
        DeploymentChoices = [.. used.Items.Select(d => new Choice(d.Id.ToString("D"), d.Name))];
        Guid? deployment = Guid.TryParse(Asked("deployment"), out var asked) && used.Items.Any(d => d.Id == asked) ? asked : null;
        var to = AskedDay("to") ?? Today;
        var from = AskedDay("from") ?? to.AddDays(1 - DefaultDays);
        from = from > to ? to : from;
        Scope = new ShareScope(deployment, to.DayNumber - from.DayNumber > ShareScope.LongestDays ? to.AddDays(-ShareScope.LongestDays) : from, to);
    }

    protected string? DeploymentName => Scope.DeploymentId is { } id ? DeploymentChoices.FirstOrDefault(c => c.Value == id.ToString("D"))?.Text : null;

    /// <summary>The cases behind a figure.</summary>
    protected string CasesHref(string clause, string? mode, ClauseStanding? standing)
    {
        var parts = new List<string> { "from=" + Day(Scope.From), "to=" + Day(Scope.To) };
        if (Scope.DeploymentId is { } id)
        {
            parts.Add("deployment=" + id.ToString("D"));
        }

        if (mode is not null)
        {
            parts.Add("mode=" + mode);
        }

        if (standing is { } stands)
        {
            parts.Add("standing=" + Governance.Regulations.CodeName.Of(stands));
        }

        return $"/compliance/clauses/{Uri.EscapeDataString(clause)}?{string.Join('&', parts)}";
    }

    private DateOnly? AskedDay(string name) => DateOnly.TryParseExact(Asked(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
