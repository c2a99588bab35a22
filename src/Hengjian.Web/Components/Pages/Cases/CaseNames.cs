using Hengjian.Web.Localization;
using Hengjian.Governance.Cases.Views;
using Hengjian.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Hengjian.Web.Components.Pages.Cases;

/// <summary>Names for the ids and label codes that decisions about a case mention: people, opinions by their authors, labels by their texts.</summary>
internal static class CaseNames
{
    public static Func<string, string?> Of(CaseView subject, IStringLocalizer<CasesText> texts)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        void Add(Guid id, string name)
        {
            if (name.Length > 0)
            {
                names[id.ToString("D")] = name;
            }
        }

        foreach (var label in subject.Deployment.Labels)
        {
            names[label.Code] = label.Display;
        }

        foreach (var person in subject.Readers.Concat(subject.AiResults.Select(r => r.Operator).OfType<PersonView>()).Concat(subject.Clinician is { } c ? [c] : []))
        {
            Add(person.Id, person.Name);
        }

        foreach (var opinion in subject.Opinions)
        {
            Add(opinion.PractitionerId, opinion.PractitionerName);
            Add(opinion.Id, texts["OpinionOf", opinion.PractitionerName, LocalTime.Minute(opinion.SignedAt)]);
        }

        foreach (var signed in subject.Resolutions.Select(r => (r.PractitionerId, r.PractitionerName)).Concat(subject.FinalDiagnoses.Select(d => (d.PractitionerId, d.PractitionerName))))
        {
            Add(signed.PractitionerId, signed.PractitionerName);
        }

        return code => names.GetValueOrDefault(code);
    }

    /// <summary>A label as people read it.</summary>
    public static string? Label(this CaseView subject, string? code) => code is null ? null : subject.Deployment.Labels.FirstOrDefault(l => l.Code == code)?.Display ?? code;
}
