using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Readiness.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Readiness.Evaluation;

/// <summary>
/// On which days from the day asked about a person may do an act with technologies of the same needs. What is on record changes a person's eligibility on few days only
/// (a licence or training ends, a leave begins, the years are full), so each of these is decided once and shared by all deployments of the same needs.
/// </summary>
internal sealed class StaffCalendar(RuleEngine engine, TechnologyNeeds needs, DateTimeOffset at, int ahead)
{
    private readonly Dictionary<(Guid Person, PractitionerAct Act), Entry> _entries = [];
    private readonly DateOnly _day = ShanghaiDay.Of(at);
    private readonly SpecialtyTerms _years = Terms(engine.Catalog.Parameters(ClauseIds.SpecialtyYears, at, needs.Institution));

    /// <summary>The days, with what stands against it on the first.</summary>
    public sealed record Entry(StaffSpan Span, IReadOnlyList<string> Unmet, bool OnLeave);

    public Entry Of(PractitionerFacts person, PractitionerAct act)
    {
        if (!_entries.TryGetValue((person.Id, act), out var entry))
        {
            _entries[(person.Id, act)] = entry = Make(person, act);
        }

        return entry;
    }

    /// <summary>True where the person has a training for the technology that counts on the day, whatever else the person lacks.</summary>
    public bool IsTrained(PractitionerFacts person)
    {
        var facts = new EligibilityFacts(person, needs);
        var clause = person.Kind == PractitionerKind.Physician ? ClauseIds.PhysicianTraining : ClauseIds.OtherStaffTraining;
        return engine.Decide(clause, facts, at, needs.Institution).Outcome == ClauseOutcome.Satisfied;
    }

    private Entry Make(PractitionerFacts person, PractitionerAct act)
    {
        var last = _day.AddDays(ahead);
        var unmet = Unmet(person, act, at);
        var onLeave = OnLeave(person, _day);
        var ranges = new List<DayRange>();
        var from = _day;
        var may = unmet.Count == 0 && !onLeave;
        foreach (var change in Changes(person, act, last))
        {
            if (may)
            {
                ranges.Add(new DayRange(from, change.AddDays(-1)));
            }

            from = change;
            may = !OnLeave(person, change) && Unmet(person, act, ShanghaiDay.Start(change)).Count == 0;
        }

        if (may)
        {
            ranges.Add(new DayRange(from, DateOnly.MaxValue));
        }

        return new Entry(new StaffSpan(person.Id, act, Joined(ranges)), unmet, onLeave);
    }

    private List<string> Unmet(PractitionerFacts person, PractitionerAct act, DateTimeOffset moment)
    {
        var facts = new EligibilityFacts(person, needs);
        Decision[] decisions = act switch
        {
            PractitionerAct.Operate =>
            [
                engine.Decide(ClauseIds.OtherStaffTraining, facts, moment, needs.Institution),
                engine.Decide(ClauseIds.Operator, new OperatorFacts(person, ByDevice: false, needs), moment, needs.Institution),
            ],
            PractitionerAct.Opinion =>
            [
                engine.Decide(ClauseIds.PracticeLicence, facts, moment, needs.Institution),
                engine.Decide(ClauseIds.SpecialtyYears, facts, moment, needs.Institution),
                engine.Decide(ClauseIds.PhysicianTraining, facts, moment, needs.Institution),
            ],
            _ => [engine.Decide(ClauseIds.FinalDiagnosis, new FinalDiagnosisFacts(ActorKind.Person, person, needs, GaveCountedOpinion: false), moment, needs.Institution)],
        };
        return [.. decisions.Where(d => d.Blocks).Select(d => d.Clause)];
    }

    /// <summary>Days after the first, up to the last one looked at, on which something on record begins or ends.</summary>
    private IEnumerable<DateOnly> Changes(PractitionerFacts person, PractitionerAct act, DateOnly last)
    {
        IEnumerable<DateOnly?> days =
        [
            person.LicenceFrom, After(person.LicenceTo),
            .. person.Suspensions.Concat(person.Departures).SelectMany(a => new[] { a.From, After(a.To) }),
            .. person.Filings.SelectMany(f => new[] { f.From, After(f.To) }),
            .. person.Trainings.SelectMany(t => new[] { t.CompletedOn, After(t.ValidTo) }),
            .. person.SpecialtyPeriods.Where(p => p.Kind == SpecialtyPeriodKind.Leave).SelectMany(p => new[] { p.From, After(p.To) }),
            act == PractitionerAct.FinalDiagnosis ? null : YearsReached(person),
        ];
        return days.OfType<DateOnly>().Where(d => d > _day && d <= last).Distinct().Order();
    }

    private DateOnly? YearsReached(PractitionerFacts person) => SpecialtyTime.Measure(person.SpecialtyPeriods, needs.Specialty, _day, _years).ReachedOn;

    private static SpecialtyTerms Terms(ClauseParameters years) =>
        new(years.Int("years"), years.Bool("residencyCounts"), years.Int("leaveOverMonths"), years.Choice("partTimeCounts") == SpecialtyTerms.ByShare);

    private bool OnLeave(PractitionerFacts person, DateOnly day) => person.SpecialtyPeriods.Any(p =>
        p.Kind == SpecialtyPeriodKind.Leave && p.From <= day && !(p.To < day) && (string.IsNullOrWhiteSpace(p.Specialty) || NameMatch.Same(p.Specialty, needs.Specialty)));

    private static DateOnly? After(DateOnly? day) => day is { } known && known < DateOnly.MaxValue ? known.AddDays(1) : null;

    private static List<DayRange> Joined(List<DayRange> ranges)
    {
        var joined = new List<DayRange>();
        foreach (var range in ranges)
        {
            if (joined.Count > 0 && joined[^1].To.AddDays(1) == range.From)
            {
                joined[^1] = joined[^1] with { To = range.To };
            }
            else
            {
                joined.Add(range);
            }
        }

        return joined;
    }
}
