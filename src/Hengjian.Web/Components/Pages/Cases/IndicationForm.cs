using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Web.Components.Forms;

namespace Hengjian.Web.Components.Pages.Cases;

internal static class IndicationForm
{
    /// <summary>The posted answers; a question that was not answered is absent.</summary>
    public static IndicationAnswers Read(PostedForm form, IEnumerable<ChecklistItem> checklist) => new()
    {
        Answers = checklist.Select(i => (i.Code, Answer: form.YesNo("indication.answers." + i.Code))).Where(a => a.Answer is not null).ToDictionary(a => a.Code, a => a.Answer!.Value),
        AlternativesConsidered = form.Text("indication.alternativesConsidered"),
        CostExplained = form.YesNo("indication.costExplained"),
    };
}
