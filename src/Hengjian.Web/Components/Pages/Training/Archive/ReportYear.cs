using System.Globalization;
using Hengjian.Governance.Training.Archive;

namespace Hengjian.Web.Components.Pages.Training.Archive;

/// <summary>The year that a report is asked for; anything else is this year.</summary>
internal static class ReportYear
{
    public static int Of(string? asked, DateOnly today) =>
        int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year >= AnnualReport.FirstYear && year <= today.Year ? year : today.Year;
}
