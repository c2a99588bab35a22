using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Registers;
using Hengjian.Web.Api;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Hengjian.Web.Components.Pages.Cases;

/// <summary>The institution's people as choices of a form.</summary>
public sealed class People(Practitioners register, IStringLocalizer<CommonText> common)
{
    /// <summary>People of a kind (every kind when null) who have not left, by name, each with the title.</summary>
    public async Task<IReadOnlyList<Choice>> ChoicesAsync(Caller caller, PractitionerKind? kind, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.RegistersRead))
        {
            return [];
        }

        var page = await register.ListAsync(caller, new PractitionerFilter { Kind = kind }, new PageRequest(1, ListQuery.LargestPage), cancellationToken);
        return [.. page.Items.Where(p => p.LeftOn is null).Select(p => new Choice(p.Id.ToString("D"), p.Title is { } title ? $"{p.Name} · {common["ProfessionalTitle." + title].Value}" : p.Name))];
    }
}
