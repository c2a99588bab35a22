using System.Globalization;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Cases.Domain.Rules;

/// <summary>
/// HP-4.1: after a provisional opinion another physician follows in time, and a critical value is told within its minutes, with read-back. While both clocks still run
/// the clause is not due. Deadlines are included: at the very instant it is still in time.
/// </summary>
internal sealed class ProvisionalRule() : Rule<ProvisionalFacts>(ClauseIds.Provisional)
{
    private const string Minutes = "toldWithinMinutes";
    private const string ReadBackNeeded = "readBackNeeded";

    private static readonly RuleMessage None = new("provisional.none");
    private static readonly RuleMessage Running = new("provisional.running");
    private static readonly RuleMessage Overdue = new("provisional.overdue", "due");
    private static readonly RuleMessage Late = new("provisional.late", "due", "on");
    private static readonly RuleMessage NotTold = new("critical.notTold", "found", "minutes");
    private static readonly RuleMessage ToldLate = new("critical.toldLate", "found", "told", "minutes");
    private static readonly RuleMessage NoReadBack = new("critical.noReadBack");

    public override IReadOnlyList<ParameterNeed> Needs => [new(Minutes, ParameterType.Integer), new(ReadBackNeeded, ParameterType.Boolean)];

    public override IReadOnlyList<RuleMessage> Messages => [None, Running, Overdue, Late, NotTold, ToldLate, NoReadBack];

    public override RuleAnswer Decide(ProvisionalFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var minutes = parameters.Int(Minutes);
        var sheet = new FactSheet()
            .Add("provisionalAt", facts.ProvisionalAt).Add("secondDueAt", facts.SecondDueAt).Add("secondAt", facts.SecondAt)
            .Add("criticalAt", facts.CriticalAt).Add("toldAt", facts.ToldAt).Add("readBack", facts.ReadBack).Add(Minutes, minutes);
        if (facts.ProvisionalAt is null && facts.CriticalAt is null)
            return RuleAnswer.NotApplicable(sheet, None.With());

        var missing = new List<MissingItem>();
        var running = false;
        if (facts.SecondDueAt is { } due)
        {
            if (facts.SecondAt is null && at > due)
                missing.Add(Overdue.With(FactSheet.Text(due)));
            else if (facts.SecondAt is { } second && second > due)
                missing.Add(Late.With(FactSheet.Text(due), FactSheet.Text(second)));
            running |= facts.SecondAt is null && at <= due;
        }

        if (facts.CriticalAt is { } found)
            running |= Critical(facts, found, minutes, parameters.Bool(ReadBackNeeded), at, missing);
        return missing.Count == 0 && running ? RuleAnswer.NotApplicable(sheet, Running.With()) : RuleAnswer.From(sheet, missing);
    }

    /// <summary>True while its clock still runs.</summary>
    private static bool Critical(ProvisionalFacts facts, DateTimeOffset found, int minutes, bool readBackNeeded, DateTimeOffset at, List<MissingItem> missing)
    {
        var due = found.AddMinutes(minutes);
        var limit = minutes.ToString(CultureInfo.InvariantCulture);
        if (facts.ToldAt is not { } told)
        {
            if (at > due)
                missing.Add(NotTold.With(FactSheet.Text(found), limit));
            return at <= due;
        }

        if (told > due)
            missing.Add(ToldLate.With(FactSheet.Text(found), FactSheet.Text(told), limit));
        if (readBackNeeded && !facts.ReadBack)
            missing.Add(NoReadBack.With());
        return false;
    }
}
