using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Components.Forms;
using Hengjian.Web.Resources;
using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Pages.Concerns;

/// <summary>
/// What the pages share that anybody opens: which institution, and words. They take no session (Access/AccessSetup.cs passes over them), set no cookie and so carry no
/// antiforgery token: what they do, anybody may do.
/// </summary>
public abstract class AnonymousPage : FormPage<ConcernsText>
{
    [Inject]
    internal IInstitutionRegister Institutions { get; set; } = null!;

    /// <summary>Hospitals that concerns can be raised with.</summary>
    protected IReadOnlyList<Choice> Hospitals { get; private set; } = [];

    /// <summary>The one that was chosen, or the only one.</summary>
    protected Guid? Hospital { get; private set; }

    protected override async Task LoadAsync()
    {
        // Neither a proxy nor the browser keeps what is shown here.
        Http.Response.Headers.CacheControl = "no-store";
        var hospitals = (await Institutions.AllAsync(Aborted)).Where(i => !i.IsRegion).ToList();
        Hospitals = [.. hospitals.Select(h => new Choice(h.Id.ToString("D"), h.Name))];
        Hospital = hospitals.Count == 1 ? hospitals[0].Id : hospitals.FirstOrDefault(h => h.Id.ToString("D") == (Form.Text("institution") ?? Asked("institution")))?.Id;
    }

    internal void RefuseInstitution()
    {
        var errors = new FieldErrors();
        errors.Add("institution", "field.required");
        Refuse(errors);
    }
}
