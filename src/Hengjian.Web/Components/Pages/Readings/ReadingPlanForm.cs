using System.Globalization;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Web.Components.Forms;
using Hengjian.Web.Components.Pages.Registers;

namespace Hengjian.Web.Components.Pages.Readings;

/// <summary>A reading plan between the form and the request. Lists of codes are lines <c>code=text</c>.</summary>
internal sealed record ReadingPlanForm(RowSet Fields, RowSet Reasons)
{
    public static ReadingPlanForm Read(PostedForm form) => new(
        RowSet.Read(form, "fields", ["code", "display", "choices", "unit", "from", "to", "labels"], "kind", "required", "multiple"),
        RowSet.Read(form, "overrideReasons", ["code", "display"], "needsText"));

    public static ReadingPlanForm Of(ReadingPlan plan) => new(
        RowSet.Of("fields", plan.Fields, f =>
        [
            ("code", f.Code), ("display", f.Display), ("kind", CodeName.Of(f.Kind!.Value)), ("required", f.Required ? "true" : null), ("multiple", f.Multiple ? "true" : null),
            ("choices", string.Join('\n', f.Choices.Select(c => $"{c.Code}={c.Display}"))), ("unit", f.Unit), ("from", Number(f.From)), ("to", Number(f.To)),
            ("labels", string.Join('\n', f.Labels)),
        ]),
        RowSet.Of("overrideReasons", plan.OverrideReasons, r => [("code", r.Code), ("display", r.Display), ("needsText", r.NeedsText ? "true" : null)]));

    public ReadingPlan Plan(PostedForm form) => new()
    {
        Fields = Fields.Select(i => new ReadingField
        {
            Code = Fields.Text(i, "code"),
            Display = Fields.Text(i, "display"),
            Kind = Fields.Code<ReadingFieldKind>(i, "kind", form.Errors),
            Required = Fields.IsChecked(i, "required"),
            Multiple = Fields.IsChecked(i, "multiple"),
            Choices = [.. Pairs(Fields.Text(i, "choices")).Select(p => new FieldChoice(p.Code, p.Text))],
            Unit = Fields.Text(i, "unit"),
            From = Fields.Number(i, "from", form.Errors),
            To = Fields.Number(i, "to", form.Errors),
            Labels = RegisterPage.Lines(Fields.Text(i, "labels")),
        }),
        Agreement = new AgreementRule
        {
            Groups = Pairs(form.Text("agreement.groups")).GroupBy(p => p.Code, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().Text, StringComparer.Ordinal),
            Measurement = form.Text("agreement.measurement"),
            Tolerance = form.Number("agreement.tolerance"),
            InPercent = form.IsChecked("agreement.inPercent"),
        },
        OverrideReasons = Reasons.Select(i => new OverrideReason(Reasons.Text(i, "code") ?? "", Reasons.Text(i, "display") ?? "", Reasons.IsChecked(i, "needsText"))),
        OverrideReasonRequired = form.IsChecked("overrideReasonRequired"),
        Assignment = form.Code<AssignmentRule>("assignment") ?? AssignmentRule.Pool,
        ReadersPerCase = form.Whole("readersPerCase"),
        BlindFirstPercent = form.Whole("blindFirstPercent"),
        ViewerUrl = form.Text("viewerUrl"),
        ImageUrl = form.Text("imageUrl"),
    };

    public static string Groups(AgreementRule rule) => string.Join('\n', rule.Groups.Select(g => $"{g.Key}={g.Value}"));

    public static string? Number(double? value) => value?.ToString(CultureInfo.InvariantCulture);

    /// <summary>Lines <c>code=text</c>; without a text the code stands for it.</summary>
    private static IEnumerable<(string Code, string Text)> Pairs(string? lines) => RegisterPage.Lines(lines).Select(line =>
    {
        var parts = line.Split('=', 2, StringSplitOptions.TrimEntries);
        return (parts[0], parts.Length == 2 && parts[1].Length > 0 ? parts[1] : parts[0]);
    });
}
