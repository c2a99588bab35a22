using System.Security.Cryptography;
using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Contracts;

namespace Hengjian.Governance.Reporting.Domain;

/// <summary>The pack's numbers for reporting, as of a moment, for an institution (by its credit code).</summary>
internal sealed class ReportingTerms(RegulationCatalog catalog, DateTimeOffset at, string? institution)
{
    private readonly ClauseParameters _clause = catalog.Parameters(ClauseIds.TimelyReport, at, institution);
    private readonly ClauseParameters _house = catalog.Parameters(ClauseIds.ReportingChannels, at, institution);

    /// <summary>Ages above it are said as one more than it.</summary>
    public int LargestAge => _house.Int("largestAge");

    /// <summary>Days of a patient are moved by so many at most, forwards or backwards.</summary>
    public int ShiftDays => _house.Int("shiftDays");

    /// <summary>Last day for the receipt: the clause's working days, or the house's where the clause leaves them open.</summary>
    public DateOnly DueOn(bool later) =>
        WorkingDayCalendar.Embedded.After(ShanghaiDay.Of(at), Days(later ? "amendmentDeadlineDays" : "deadlineDays"));

    /// <summary>The lightest grade of events that is reported, 1 (worst) to 4.</summary>
    public int EventUpToGrade => _house.Int("eventUpToGrade");

    /// <summary>Last day for the receipt of an event that became known on a day: calendar days, fewer where somebody died.</summary>
    public DateOnly EventDueOn(DateOnly known, bool died) => known.AddDays(_house.Int(died ? "eventDaysDeath" : "eventDaysOther"));

    /// <summary>Last day for the receipt of a month's figures.</summary>
    public DateOnly FiguresDueOn(DateOnly month) => WorkingDayCalendar.Embedded.After(month.AddMonths(1).AddDays(-1), _house.Int("figuresDeadlineDays"));

    public bool Asks(ReceiverFact receiver, string aiClass) => Rules.TimelyReportRule.Asks(receiver, aiClass, _clause);

    /// <summary>Time until the next attempt after <paramref name="attempts"/> that failed: doubled each time up to the longest, spread so that many do not come back together.</summary>
    public TimeSpan Pause(int attempts)
    {
        var longest = TimeSpan.FromMinutes(_house.Int("longestRetryMinutes"));
        var pause = TimeSpan.FromSeconds(_house.Int("firstRetrySeconds") * Math.Pow(2, Math.Min(attempts - 1, 30)));
        var spread = _house.Int("retrySpreadPercent");
        return (pause < longest ? pause : longest) * ((100 + RandomNumberGenerator.GetInt32(-spread, spread + 1)) / 100.0);
    }

    private int Days(string name) => _clause.IsSet(name) ? _clause.Int(name) : _house.Int("deadlineDays");
}
