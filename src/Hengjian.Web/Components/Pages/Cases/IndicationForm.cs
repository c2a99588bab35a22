using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Web.Components.Forms;
using Hengjian.Web.Components.Pages.Indications;

namespace Hengjian.Web.Components.Pages.Cases;

internal static class IndicationForm
{
    /// <summary>The posted answers; a question that was not answered is absent.</summary>
    public static IndicationAnswers Read(PostedForm form, IEnumerable<ChecklistItem> checklist)
    {
        var weighing = WeighingFields.Read(form, "indication");
        return new IndicationAnswers
        {
            Answers = checklist.Select(i => (i.Code, Answer: form.YesNo("indication.answers." + i.Code))).Where(a => a.Answer is not null).ToDictionary(a => a.Code, a => a.Answer!.Value),
            AlternativesConsidered = form.Text("indication.alternativesConsidered"),
            CostExplained = form.YesNo("indication.costExplained"),
            Payer = weighing.Payer,
            Charge = weighing.Charge,
            Alternatives = weighing.Alternatives,
            PatientView = weighing.PatientView,
            Guideline = weighing.Guideline,
        };
    }

    /// <summary>What is on record under a form's name.</summary>
    public static string? Stored(IndicationAnswers answers, string name) => name switch
    {
        "indication.alternativesConsidered" => answers.AlternativesConsidered,
        "indication.costExplained" => answers.CostExplained is { } told ? (told ? "true" : "false") : null,
        _ when name.StartsWith("indication.answers.", StringComparison.Ordinal) =>
            answers.Answers.TryGetValue(name["indication.answers.".Length..], out var answer) ? (answer ? "true" : "false") : null,
        _ => WeighingFields.Stored(
            new Weighing { Payer = answers.Payer, Charge = answers.Charge, Alternatives = answers.Alternatives, PatientView = answers.PatientView, Guideline = answers.Guideline }, "indication", name),
    };
}
