using Hengjian.Governance.ConsentForms.Register;

namespace Hengjian.Web.Components.Pages.ConsentForms;

internal static class ConsentFormTexts
{
    /// <summary>The topics that a form has words for, in the clause's order.</summary>
    public static IEnumerable<(string Topic, string Text)> Of(ConsentFormView form) => new[]
    {
        ("purpose", form.Purpose), ("risks", form.Risks), ("precautions", form.Precautions), ("complications", form.Complications), ("prevention", form.Prevention),
    }.Where(t => t.Item2.Length > 0);
}
