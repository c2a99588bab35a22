using FsCheck;
using FsCheck.Fluent;
using Hengjian.Governance.Authorisations.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Cases.Eligibility;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Tests.Regulations;

namespace Hengjian.Tests.Practitioners;

/// <summary>Since when and until when, against asking on each day of 14 years.</summary>
public sealed class ValidityTimelineTests
{
    private static readonly DateOnly Begin = new(2017, 2, 17);
    private static readonly DateOnly End = new(2031, 1, 1);

    private static readonly EligibilityDecisions Decisions = new(new CaseDecisions(Rules.Engine), Rules.Catalog);

    private static readonly DeploymentFile Deployment = new(
        Guid.Empty, "肺结节", DeploymentStage.RoutineUse, DeploymentMode.Enforced, ReadingProtocol.AiFirst, null, null, null, null, Guid.Empty, "产品", AiClass.ImagingCad, Rules.Category,
        Rules.Radiology, [Rules.Scope], [Rules.Scope], [], [], Guid.Empty, "A", "1", TechnologyScopeFacts.Of("1", null), null!);

    [Fact]
    public void Around_AgainstADayByDayCount_Agrees()
    {
        var inputs = from person in People()
                     from known in Authorised()
                     from day in Gen.Choose(0, End.DayNumber - Begin.DayNumber - 1)
                     from act in Gen.Elements(PractitionerAct.Operate, PractitionerAct.Opinion, PractitionerAct.FinalDiagnosis)
                     select (Person: person, Known: known, Day: Begin.AddDays(day), Act: act);

        Prop.ForAll(inputs.ToArbitrary(), x =>
        {
            var file = new EligibilityFile(new CaseActor(x.Person, x.Known), Deployment, null);
            var found = Decisions.Around(file, x.Act, x.Day);
            bool May(DateOnly day) => EligibilityDecisions.MayAct(Decisions.Decide(file, x.Act, ShanghaiDay.Start(day.AddDays(1)).AddTicks(-1)));
            var holds = May(x.Day);
            var since = x.Day;
            while (since > Begin && May(since.AddDays(-1)) == holds)
                since = since.AddDays(-1);
            DateOnly? until = x.Day;
            while (until < End && May(until.Value.AddDays(1)) == holds)
                until = until.Value.AddDays(1);
            return found.Holds == holds
                && (found.Since == since || (since == Begin && found.Since is null))
                && (until == End ? found.Until is null || found.Until >= End : found.Until == until);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithReplay(20_170_217, 9));
    }

    [Fact]
    public void Eligible_SinceTheYearsWereFull_UntilTheCertificateEnds()
    {
        var person = Rules.Physician() with
        {
            SpecialtyPeriods = [new SpecialtyPeriodFact(Rules.Radiology, new DateOnly(2016, 2, 29), null)],
            Trainings = [new TrainingFact(Rules.Category, TrainingRoute.Normal, new DateOnly(2020, 6, 30), "T-1", ValidTo: new DateOnly(2027, 3, 31))],
        };

        Around(person, new DateOnly(2026, 3, 1)).ShouldBe(new Validity(true, new DateOnly(2021, 3, 1), new DateOnly(2027, 3, 31)));
    }

    [Fact]
    public void NotYetEligible_UntilTheDayBeforeTheFifthYear()
    {
        var person = Rules.Physician() with { SpecialtyPeriods = [new SpecialtyPeriodFact(Rules.Radiology, new DateOnly(2022, 3, 1), null)] };

        Around(person, new DateOnly(2026, 3, 1)).ShouldBe(new Validity(false, new DateOnly(2017, 2, 17), new DateOnly(2027, 2, 28)));
    }

    [Fact]
    public void LeaveStillGoingOn_EndsTheAnswerTheDayItBecomesLong()
    {
        // Three full years and a day until the leave, which becomes long on 2 September; then the years that were full a while ago are not any more.
        var person = Rules.Physician() with
        {
            SpecialtyPeriods =
            [
                new SpecialtyPeriodFact(Rules.Radiology, new DateOnly(2021, 3, 15), null),
                new SpecialtyPeriodFact("", new DateOnly(2026, 3, 1), null, SpecialtyPeriodKind.Leave),
            ],
        };

        Around(person, new DateOnly(2026, 3, 20)).ShouldBe(new Validity(true, new DateOnly(2026, 3, 15), new DateOnly(2026, 9, 1)));
    }

    private static Validity Around(PractitionerFacts person, DateOnly day) => 
        Decisions.Around(new EligibilityFile(new CaseActor(person, new PersonAuthorisations([Term(new DateOnly(2000, 1, 1), new DateOnly(2099, 1, 1))], [])), Deployment, null), PractitionerAct.Opinion, day);

    /// <summary>Up to two authorisations, each perhaps suspended at noon of a day and resumed at noon of a later one.</summary>
    private static Gen<PersonAuthorisations> Authorised()
    {
        var term = from start in Gen.Choose(0, 4000)
                   from length in Gen.Choose(1, 3000)
                   from suspended in Gen.Frequency((2, Gen.Constant<int?>(null)), (1, Gen.Choose(0, 2000).Select(d => (int?)d)))
                   from resumed in Gen.Choose(1, 900)
                   let first = new DateOnly(2016, 1, 1).AddDays(start)
                   select Term(first, first.AddDays(length), suspended is { } s ? [Change(first, s, AuthorisationChangeKind.Suspended), Change(first, s + resumed, AuthorisationChangeKind.Resumed)] : []);
        return from terms in Gen.Frequency((1, Gen.Constant<AuthorisationTerm[]>([])), (4, term.ArrayOf(1)), (2, term.ArrayOf(2)))
               select new PersonAuthorisations(terms, []);
    }

    private static AuthorisationChange Change(DateOnly first, int days, AuthorisationChangeKind kind) =>
        new(kind, ShanghaiDay.Start(first.AddDays(days)).AddHours(12), Guid.Empty, "r");

    private static AuthorisationTerm Term(DateOnly from, DateOnly until, params AuthorisationChange[] changes) => new(
        Guid.Empty, Guid.Empty, "SQ-1", AuthorisationKind.Normal, Enum.GetValues<PractitionerAct>(), ShanghaiDay.Start(from), ShanghaiDay.Start(until), ShanghaiDay.Start(from), changes, null);

    private static Gen<PractitionerFacts> People()
    {
        var day = Gen.Choose(0, 5500).Select(d => new DateOnly(2012, 1, 1).AddDays(d));
        var length = Gen.Frequency((1, Gen.Constant<int?>(null)), (4, Gen.Choose(0, 1500).Select(l => (int?)l)));
        var span = from start in day from days in length select (From: start, To: days is { } l ? start.AddDays(l) : (DateOnly?)null);
        var period = from s in span
                     from kind in Gen.Elements(SpecialtyPeriodKind.Clinical, SpecialtyPeriodKind.Clinical, SpecialtyPeriodKind.Clinical, SpecialtyPeriodKind.Leave)
                     select new SpecialtyPeriodFact(kind == SpecialtyPeriodKind.Leave ? "" : Rules.Radiology, s.From, s.To, kind);
        var training = from s in span
                       from revoked in Gen.Frequency((3, Gen.Constant<int?>(null)), (1, Gen.Choose(0, 900).Select(d => (int?)d)))
                       select new TrainingFact(
                           Rules.Category, TrainingRoute.Normal, s.From, "T", null, s.To, revoked is not null, revoked is { } after ? s.From.AddDays(after) : null);
        return from early in day
               from periods in Gen.ListOf(period, 3)
               from trainings in Gen.ListOf(training, 2)
               from suspensions in Gen.ListOf(span, 2)
               from departures in Gen.ListOf(span, 1)
               from filing in span
               from here in Gen.Elements(true, false)
               from licence in span
               select Rules.Physician() with
               {
                   LicensedHere = here,
                   LicenceFrom = licence.From.AddYears(-8),
                   LicenceTo = licence.To?.AddYears(3),
                   Filings = [new PracticeFilingFact("衡鉴", true, filing.From.AddYears(-3), filing.To)],
                   SpecialtyPeriods = [new SpecialtyPeriodFact(Rules.Radiology, early.AddYears(-7), early.AddYears(-1)), .. periods],
                   Trainings = [.. trainings],
                   Suspensions = [.. suspensions.Select(s => new AbsenceFact(s.From, s.To ?? s.From.AddDays(30)))],
                   Departures = [.. departures.Select(s => new AbsenceFact(s.From, s.To))],
               };
    }
}
