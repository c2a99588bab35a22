using System.Globalization;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.History.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Web.Localization;
using Hengjian.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Hengjian.Web.Components.Records;

/// <summary>Acts, fields and values of the history in words. A code without words is shown as it is, so that nothing is hidden.</summary>
internal sealed class HistoryWords(
    IStringLocalizer<HistoryText> texts,
    IStringLocalizer<RegistersText> registers,
    IStringLocalizer<TechnologyText> technologies,
    IStringLocalizer<DevicesText> devices,
    IStringLocalizer<SafetyText> safety,
    IStringLocalizer<ComplianceText> compliance,
    IStringLocalizer<CommitteesText> committees,
    IStringLocalizer<EnrolmentText> enrolments,
    IStringLocalizer<AccessText> access,
    IStringLocalizer<ExaminationText> examinations,
    IStringLocalizer<CommonText> common)
{
    private const int LongestShown = 600;

    public string Act(string action) => texts["Act." + action] is { ResourceNotFound: false } word ? word : action;

    public string Actor(HistoryActor actor) => actor.Name ?? texts["ActorKind." + actor.Kind];

    /// <summary>The field, and within a document the parts that lead to the difference.</summary>
    public string Field(string kind, FieldChange change)
    {
        var parts = change.Path.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries).Select(p => Word(kind, p));
        return string.Join(" › ", parts.Prepend(Word(kind, change.Field)));
    }

    public string Value(FieldChange change, string? value) => value is null ? texts["NothingBefore"] : change.Kind switch
    {
        HistoryValueKind.Code => CodeWord(change.Code!, value),
        HistoryValueKind.Instant when DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out var at) => LocalTime.Second(at),
        HistoryValueKind.Reference => "…" + value[^Math.Min(12, value.Length)..],
        _ => value switch
        {
            "true" => common["Yes"],
            "false" => common["No"],
            { Length: > LongestShown } => value[..LongestShown] + " …",
            _ => value,
        },
    };

    private string Word(string kind, string field) =>
        texts[$"{kind}.{field}"] is { ResourceNotFound: false } own ? own
        : texts["Field." + field] is { ResourceNotFound: false } word ? word
        : field;

    private string CodeWord(string code, string value)
    {
        // A list of codes comes joined, each in its camelCase form.
        IStringLocalizer[] areas = [texts, registers, technologies, devices, safety, compliance, committees, enrolments, access, examinations];
        return string.Join(access["List.Separator"], value.Split(", ").Select(one =>
            areas.Select(a => a[$"{code}.{char.ToUpperInvariant(one[0])}{one[1..]}"]).FirstOrDefault(w => !w.ResourceNotFound)?.Value ?? one));
    }
}
