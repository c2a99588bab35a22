using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Web.Components.Forms;

namespace Hengjian.Web.Components.Pages.Technologies;

/// <summary>Gates that a form ticked.</summary>
internal static class PostedGates
{
    public static IReadOnlyList<ManagementGate> Read(PostedForm form, string name)
    {
        var gates = new List<ManagementGate>();
        foreach (var code in form.All(name))
        {
            if (CodeName.TryParse<ManagementGate>(code, out var gate))
            {
                gates.Add(gate);
            }
            else
            {
                form.Errors.Add(name, "field.malformed");
            }
        }

        return gates;
    }
}
