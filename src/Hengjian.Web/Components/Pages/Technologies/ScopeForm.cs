using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Web.Components.Forms;

namespace Hengjian.Web.Components.Pages.Technologies;

/// <summary>The scope questionnaire between the form and the request.</summary>
/// <param name="Prefix">What the names of its fields begin with: nothing, or <c>scope.</c> where it stands in a version's form.</param>
/// <param name="Answers">The answers; a reason is not signed yet.</param>
/// <param name="Evidence">The studies.</param>
public sealed record ScopeForm(string Prefix, ScopeAnswers? Answers, RowSet Evidence)
{
    internal static ScopeForm Of(ScopeAnswers? stored, string prefix) => new(prefix, stored, StudyFields.Of(prefix + "evidence", stored?.Evidence ?? []));

    internal static ScopeForm Read(PostedForm form, string prefix)
    {
        var influences = new List<DecisionInfluence>();
        foreach (var code in form.All(prefix + "influences"))
        {
            if (CodeName.TryParse<DecisionInfluence>(code, out var influence))
            {
                influences.Add(influence);
            }
            else
            {
                form.Errors.Add(prefix + "influences", "field.malformed");
            }
        }

        var evidence = StudyFields.Read(form, prefix + "evidence");
        return new ScopeForm(
            prefix,
            new ScopeAnswers
            {
                Embedded = form.IsChecked(prefix + "embedded"),
                RunsAloneOrExportsResults = form.IsChecked(prefix + "runsAloneOrExportsResults"),
                Influences = influences,
                OtherInfluence = form.Text(prefix + "otherInfluence"),
                NoGreatInfluence = form.Text(prefix + "noGreatInfluence") is { } reason ? new SignedReason(reason, Guid.Empty, default) : null,
                ClinicalValidation = form.Text(prefix + "clinicalValidation"),
                Approval = form.Text(prefix + "approval"),
                Evidence = StudyFields.Studies(evidence, form),
            },
            evidence);
    }
}
