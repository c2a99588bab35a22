using System.Globalization;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Safety.Contracts;

namespace Hengjian.Governance.Safety.Domain;

/// <summary>The internal times that the pack sets for a grade (HP-11.1).</summary>
/// <param name="ReportHours">Hours from the event to its report.</param>
/// <param name="InvestigationDays">Days from the report to the finished investigation, the last one included.</param>
/// <param name="ActionDays">Days from the investigation to the actions' end, where no other day is set.</param>
internal readonly record struct EventTerms(int ReportHours, int InvestigationDays, int ActionDays)
{
    public static EventTerms Of(EventGrade grade, ClauseParameters parameters) => new(
        parameters.Int(Name("reportHours", grade)), parameters.Int(Name("investigationDays", grade)), parameters.Int(Name("actionDays", grade)));

    /// <summary>Names of the clause's parameters, one of each kind a grade.</summary>
    public static IEnumerable<ParameterNeed> Needs =>
        from kind in new[] { "reportHours", "investigationDays", "actionDays" }
        from grade in Enum.GetValues<EventGrade>()
        select new ParameterNeed(Name(kind, grade), ParameterType.Integer);

    public DateOnly InvestigationDueOn(DateTimeOffset reportedAt) => ShanghaiDay.Of(reportedAt).AddDays(InvestigationDays);

    private static string Name(string kind, EventGrade grade) => string.Create(CultureInfo.InvariantCulture, $"{kind}Grade{(int)grade + 1}");
}
