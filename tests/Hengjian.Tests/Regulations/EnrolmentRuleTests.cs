using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Tests.Regulations;

/// <summary>R17-4.1.1 to 4.1.4, 4.2.2b, 4.2.2c, HP-6.3 and HP-6.4 at their boundaries: to the day, the hour and the case.</summary>
public sealed class EnrolmentRuleTests
{
    private static readonly DateOnly Start = new(2026, 7, 2);
    private static readonly CreditTerms Terms = new(45, 2, 4);

    private static readonly BaseDesignation Base = new(Rules.Person(50), Rules.Person(51), "示范医院", "省卫指〔2025〕1 号", [Rules.Category], [new DesignatedPeriod(new DateOnly(2025, 1, 1), null)]);

    // ---- R17-4.1.1

    [Theory]
    [InlineData(StaffTitle.Resident, false)]
    [InlineData(StaffTitle.Attending, true)]
    [InlineData(StaffTitle.AssociateChief, true)]
    [InlineData(StaffTitle.Chief, true)]
    public void Trainee_ByTitle(StaffTitle title, bool satisfied) => Met(Trainee(new TitleFact(title, new DateOnly(2020, 1, 1)))).ShouldBe(satisfied);

    [Theory]
    [InlineData("2026-03-01", true)]
    [InlineData("2026-03-02", false)]
    public void Trainee_TitleObtained_CountsFromItsDay(string from, bool satisfied) => Met(Trainee(new TitleFact(StaffTitle.Attending, D(from)))).ShouldBe(satisfied);

    [Fact]
    public void Trainee_WithoutTitle_NamesWhatIsAsked() => Trainee().Codes().ShouldBe(["trainee.noTitle"]);

    [Theory]
    [InlineData("2026-03-01", true)]
    [InlineData("2026-02-28", false)]
    public void Trainee_Licence_CountsToItsLastDay(string to, bool satisfied) => Met(Rules.Decide(
        ClauseIds.Trainee, new TraineeFacts(Attending() with { LicenceTo = D(to) }, ProgrammeKind.Physician))).ShouldBe(satisfied);

    [Fact]
    public void Trainee_Technician_IsNoPhysician() => Rules.Decide(ClauseIds.Trainee, new TraineeFacts(Rules.Technician(), ProgrammeKind.Physician)).Codes().ShouldContain("licence.notPhysician");

    [Theory]
    [InlineData(ProgrammeKind.OtherStaff)]
    [InlineData(ProgrammeKind.Literacy)]
    public void Trainee_OfAnotherKindOfProgramme_IsNotAsked(ProgrammeKind kind) =>
        Rules.Decide(ClauseIds.Trainee, new TraineeFacts(Rules.Technician(), kind)).Outcome.ShouldBe(ClauseOutcome.NotApplicable);

    // ---- R17-4.1.2

    [Theory]
    [InlineData("2027-01-01", false)]
    [InlineData("2027-01-02", true)]
    public void Training_SixCalendarMonths_AreFullOnTheDay(string day, bool satisfied) => Met(Normal(D(day))).ShouldBe(satisfied);

    [Theory]
    [InlineData("2026-08-31", "2027-02-28", false)]
    [InlineData("2026-08-31", "2027-03-01", true)]
    public void Training_BegunOnADayThatTheMonthLacks_IsFullOnTheFirstOfTheNext(string from, string day, bool satisfied) =>
        Met(Normal(D(day), from: D(from), hours: 40)).ShouldBe(satisfied);

    [Theory]
    [InlineData(39, false)]
    [InlineData(40, true)]
    public void Training_TwentyCreditHours_CountByHalves(int halfHours, bool satisfied) => Met(Normal(hours: halfHours)).ShouldBe(satisfied);

    [Theory]
    [InlineData(19, 5, false)]
    [InlineData(20, 0, true)]
    public void Training_TwentyCases_CountOnceSigned(int signed, int waiting, bool satisfied) => Met(Normal(signed: signed, waiting: waiting)).ShouldBe(satisfied);

    [Fact]
    public void Training_ShortOfAll_NamesEach() => Normal(new DateOnly(2026, 8, 1), hours: 3, signed: 2, waiting: 4).Codes().ShouldBe(["course.monthsShort", "course.hoursShort", "course.casesShort"]);

    [Theory]
    [InlineData("2026-10-01", "2026-10-02", true)]
    [InlineData("2026-10-01", "2026-10-03", false)]
    public void Training_DesignationThroughout_AllowsNoDayBetween(string to, string from, bool satisfied) => Met(Normal(
        designated: Base with { Periods = [new DesignatedPeriod(new DateOnly(2025, 1, 1), D(to)), new DesignatedPeriod(D(from), null)] })).ShouldBe(satisfied);

    [Fact]
    public void Training_DesignatedADayTooLate_IsNotCovered() => Normal(designated: Base with { Periods = [new DesignatedPeriod(Start.AddDays(1), null)] }).Codes().ShouldBe(["course.baseGap"]);

    [Fact]
    public void Training_DesignationEndedTheDayBeforeCompletion_IsNotCovered() =>
        Normal(designated: Base with { Periods = [new DesignatedPeriod(new DateOnly(2025, 1, 1), new DateOnly(2027, 1, 1))] }).Codes().ShouldBe(["course.baseGap"]);

    [Fact]
    public void Training_OfOtherStaff_IsNotAsked() =>
        Rules.Decide(ClauseIds.NormalTraining, new NormalTrainingFacts(ProgrammeKind.OtherStaff, Start, null, [], 0, 0, null)).Outcome.ShouldBe(ClauseOutcome.NotApplicable);

    // ---- HP-6.4

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    public void OtherStaff_HoursOfTheProgramme_AreAsked(int halfHours, bool satisfied) => Met(Rules.Decide(
        ClauseIds.LighterTraining, new LighterTrainingFacts(ProgrammeKind.OtherStaff, Start, null, Theory(halfHours), 4, Terms))).ShouldBe(satisfied);

    [Fact]
    public void OtherStaff_Physician_IsNotAsked() =>
        Rules.Decide(ClauseIds.LighterTraining, new LighterTrainingFacts(ProgrammeKind.Physician, Start, null, [], 4, Terms)).Outcome.ShouldBe(ClauseOutcome.NotApplicable);

    // ---- R17-4.1.3

    [Theory]
    [InlineData("2023-03-01", "2023-08-30", false)]
    [InlineData("2023-03-01", "2023-08-31", true)]
    public void Abroad_SixMonths_CountToTheLastDay(string from, string to, bool satisfied) => Met(Overseas([Period(from, to)])).ShouldBe(satisfied);

    [Fact]
    public void Abroad_OverlappingPeriods_CountOnce() => Overseas([Period("2023-03-01", "2023-06-30"), Period("2023-05-01", "2023-07-31")]).Codes().ShouldBe(["abroad.short"]);

    [Fact]
    public void Abroad_SeparatePeriods_AddUp() => Met(Overseas([Period("2023-03-01", "2023-05-31"), Period("2024-01-01", "2024-04-01")])).ShouldBeTrue();

    [Fact]
    public void Abroad_WithNothing_NamesEach() =>
        Rules.Decide(ClauseIds.OverseasTraining, new OverseasFacts([], 0, false, [], Base)).Codes().ShouldBe(["abroad.noPeriod", "abroad.noProof", "evidence.notChecked", "abroad.notAssessed"]);

    [Theory]
    [InlineData("2026-02-09", false)]
    [InlineData("2026-02-10", true)]
    public void Abroad_Assessment_CountsWhileTheBaseIsDesignated(string from, bool satisfied) => Met(Overseas(
        [Period("2023-03-01", "2023-08-31")], Base with { Periods = [new DesignatedPeriod(D(from).AddDays(satisfied ? 0 : 2), null)] })).ShouldBe(satisfied);

    // ---- R17-4.1.4

    [Fact]
    public void Exemption_WithEverything_IsSatisfiedWhateverTheDay()
    {
        Met(Exempt()).ShouldBeTrue();
        Met(Exempt(at: Rules.Midnight(2036, 1, 1))).ShouldBeTrue();
    }

    [Theory]
    [InlineData("2002-02-17", true)]
    [InlineData("2002-02-18", false)]
    public void Exemption_FifteenYears_EndTheDayBeforeTheSpecification(string from, bool satisfied) => Met(Exempt(work: [new ClinicalWork("示范医院", D(from), null)])).ShouldBe(satisfied);

    [Theory]
    [InlineData(ProfessionalTitle.AssociateChief, "2017-02-16", true)]
    [InlineData(ProfessionalTitle.AssociateChief, "2017-02-17", false)]
    [InlineData(ProfessionalTitle.Chief, "2010-01-01", true)]
    [InlineData(ProfessionalTitle.Attending, "2005-01-01", false)]
    public void Exemption_Title_HeldOnTheDay(ProfessionalTitle title, string from, bool satisfied) => Met(Exempt(titles: [new OldTitle(title, D(from))])).ShouldBe(satisfied);

    [Theory]
    [InlineData(299, false)]
    [InlineData(300, true)]
    public void Exemption_ThreeHundredCases(int count, bool satisfied) => Met(Exempt(cases: [Old("2013-01-01", "2017-02-16", count)])).ShouldBe(satisfied);

    [Theory]
    [InlineData("2012-02-17", "2017-02-16", true)]
    [InlineData("2012-02-16", "2017-02-16", false)]
    [InlineData("2012-02-17", "2017-02-17", false)]
    [InlineData("2018-01-01", "2020-12-31", false)]
    public void Exemption_CasesOutsideTheFiveYears_NeverCount(string from, string to, bool satisfied) => Met(Exempt(cases: [Old(from, to, 5000)])).ShouldBe(satisfied);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Exemption_SeriousEvents_Refuse(int events, bool satisfied) => Met(Exempt(events: events)).ShouldBe(satisfied);

    [Fact]
    public void Exemption_WithoutAnything_NamesEach() => Rules.Decide(ClauseIds.Exemption, new ExemptionFacts([], [], [], null, 0, false)).Codes()
        .ShouldBe(["exempt.yearsShort", "exempt.lowTitle", "exempt.casesShort", "exempt.eventsUnstated", "exempt.noPapers", "evidence.notChecked"]);

    // ---- R17-4.2.2b

    [Theory]
    [InlineData("2026-03-01", true)]
    [InlineData("2026-02-28", false)]
    public void Time_UnderWay_IsKeptToTheLastDay(string due, bool satisfied) =>
        Met(Rules.Decide(ClauseIds.TimelyTraining, new TimelinessFacts(D(due), null, null, null, ["偏倚"]))).ShouldBe(satisfied);

    [Theory]
    [InlineData("2026-01-31", true)]
    [InlineData("2026-02-01", false)]
    public void Time_Completed_IsJudgedByTheDayOfCompletion(string completed, bool satisfied) =>
        Met(Rules.Decide(ClauseIds.TimelyTraining, new TimelinessFacts(new DateOnly(2026, 1, 31), null, D(completed), null, []))).ShouldBe(satisfied);

    [Fact]
    public void Time_WithoutALastDayOrEnded_IsNotAsked()
    {
        Rules.Decide(ClauseIds.TimelyTraining, new TimelinessFacts(null, null, null, null, [])).Outcome.ShouldBe(ClauseOutcome.NotApplicable);
        Rules.Decide(ClauseIds.TimelyTraining, new TimelinessFacts(new DateOnly(2026, 1, 1), null, null, new DateOnly(2026, 1, 2), [])).Outcome.ShouldBe(ClauseOutcome.NotApplicable);
    }

    // ---- R17-4.2.2c

    [Fact]
    public void Assessments_BothPassed_Satisfy() => Met(Assessed(Result(AssessmentKind.WrittenExamination), Result(AssessmentKind.SkillsAssessment))).ShouldBeTrue();

    [Fact]
    public void Assessments_OneLacking_NamesIt() => Assessed(Result(AssessmentKind.WrittenExamination)).Missing.Single().Arguments["kind"].ShouldBe("skillsAssessment");

    [Fact]
    public void Assessments_FailedThenPassed_Count() =>
        Met(Assessed(Result(AssessmentKind.WrittenExamination, passed: false), Result(AssessmentKind.WrittenExamination, attempt: 2), Result(AssessmentKind.SkillsAssessment))).ShouldBeTrue();

    [Fact]
    public void Assessments_Failed_NamesTheMarks() =>
        Assessed(Result(AssessmentKind.WrittenExamination, passed: false), Result(AssessmentKind.SkillsAssessment)).Missing.Single().Arguments["score"].ShouldBe("86");

    [Fact]
    public void Assessments_ByOwnSupervisor_DoNotCount() => Rules.Decide(
        ClauseIds.Assessments,
        new AssessmentFacts(
            TrainingRoute.Normal, ProgrammeKind.Physician, new DateOnly(2026, 1, 1), [], [Result(AssessmentKind.WrittenExamination), Result(AssessmentKind.SkillsAssessment)], [Rules.Person(70)])).Codes()
        .ShouldBe(["assessment.ownSupervisor", "assessment.ownSupervisor"]);

    [Fact]
    public void Assessments_BeforeTheTraining_DoNotCount() => Rules.Decide(
        ClauseIds.Assessments, new AssessmentFacts(TrainingRoute.Normal, ProgrammeKind.Physician, new DateOnly(2026, 2, 11), [], [Result(AssessmentKind.WrittenExamination)], [])).Codes()
        .ShouldBe(["assessment.notSat", "assessment.notSat"]);

    [Fact]
    public void Assessments_OfAnExemptionOrOfNothingAsked_AreNotAsked()
    {
        Rules.Decide(ClauseIds.Assessments, new AssessmentFacts(TrainingRoute.Exemption, ProgrammeKind.Physician, Start, [], [], [])).Outcome.ShouldBe(ClauseOutcome.NotApplicable);
        Rules.Decide(ClauseIds.Assessments, new AssessmentFacts(TrainingRoute.Normal, ProgrammeKind.OtherStaff, Start, [], [], [])).Outcome.ShouldBe(ClauseOutcome.NotApplicable);
    }

    // ---- HP-6.3

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public void Admission_Places_AreCounted(int taken, bool satisfied) => Met(Admit(taken: taken)).ShouldBe(satisfied);

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void Admission_Supervisor_HasAMost(int others, bool satisfied) => Met(Admit(others: others)).ShouldBe(satisfied);

    [Theory]
    [InlineData("2026-07-02", true)]
    [InlineData("2026-07-03", false)]
    public void Admission_Base_IsDesignatedOnTheFirstDay(string from, bool satisfied) =>
        Met(Admit(designated: Base with { Periods = [new DesignatedPeriod(D(from), null)] })).ShouldBe(satisfied);

    [Fact]
    public void Admission_ForAnotherCategory_IsRefused() => Admit(designated: Base with { TechnologyCategories = ["pathology-ai"] }).Codes().ShouldBe(["admission.otherCategory"]);

    [Fact]
    public void Admission_OfAnExemption_TakesNoPlaceAndNoSupervisor() =>
        Met(Rules.Decide(ClauseIds.Admission, new AdmissionFacts(Start, Base, Rules.Category, ProgrammeKind.Physician, TrainingRoute.Exemption, 0, 0, []))).ShouldBeTrue();

    [Fact]
    public void Admission_OfOtherStaff_NeedsNoDesignation() =>
        Met(Rules.Decide(ClauseIds.Admission, new AdmissionFacts(Start, null, Rules.Category, ProgrammeKind.OtherStaff, TrainingRoute.Normal, 1, 0, [(Rules.Person(1), "甲", 0)]))).ShouldBeTrue();

    private static DateOnly D(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static bool Met(Decision decision) => decision.Outcome == ClauseOutcome.Satisfied;

    private static PractitionerFacts Attending() => Rules.Physician() with { Titles = [new TitleFact(StaffTitle.Attending, null)] };

    private static Decision Trainee(params TitleFact[] titles) => Rules.Decide(ClauseIds.Trainee, new TraineeFacts(Rules.Physician() with { Titles = titles }, ProgrammeKind.Physician));

    private static Decision Normal(DateOnly? day = null, DateOnly? from = null, int hours = 40, int signed = 20, int waiting = 0, BaseDesignation? designated = null) => Rules.Decide(
        ClauseIds.NormalTraining,
        new NormalTrainingFacts(ProgrammeKind.Physician, from ?? Start, null, Theory(hours, from ?? Start), signed, waiting, designated ?? Base),
        At(day ?? new DateOnly(2027, 1, 2)));

    /// <summary>So many half credit hours, at most eight a day, from the second day on.</summary>
    private static IReadOnlyList<TheoryItem> Theory(int halfHours, DateOnly? from = null) =>
    [
        .. Enumerable.Range(0, halfHours).Select(i => Session(At((from ?? Start).AddDays(1 + (i / 8))).AddHours(8 + (i % 8)), 23)),
    ];

    private static TheoryItem Session(DateTimeOffset from, int minutes) =>
        new(Guid.CreateVersion7(from), TheoryKind.Session, "T1", "偏倚", Rules.Person(60), true, [new TheorySpan(from, from.AddMinutes(minutes))]);

    private static Decision Overseas(IReadOnlyList<AbroadPeriod> periods, BaseDesignation? designated = null) => Rules.Decide(
        ClauseIds.OverseasTraining, new OverseasFacts(periods, 1, true, [Result(AssessmentKind.WrittenExamination)], designated ?? Base));

    private static AbroadPeriod Period(string from, string to) => new("大学医院", "德国", D(from), D(to));

    private static Decision Exempt(
        IReadOnlyList<ClinicalWork>? work = null, IReadOnlyList<OldTitle>? titles = null, IReadOnlyList<OldCases>? cases = null, int events = 0, DateTimeOffset? at = null) => Rules.Decide(
        ClauseIds.Exemption,
        new ExemptionFacts(
            work ?? [new ClinicalWork("示范医院", new DateOnly(1998, 7, 1), null)],
            titles ?? [new OldTitle(ProfessionalTitle.AssociateChief, new DateOnly(2012, 1, 1))],
            cases ?? [Old("2013-01-01", "2016-12-31", 420)],
            events,
            2,
            true),
        at);

    private static OldCases Old(string from, string to, int count) => new(D(from), D(to), count, "影像科登记本");

    private static Decision Assessed(params ExaminationResult[] results) =>
        Rules.Decide(ClauseIds.Assessments, new AssessmentFacts(TrainingRoute.Normal, ProgrammeKind.Physician, new DateOnly(2026, 2, 10), [], results, [Rules.Person(60)]));

    private static ExaminationResult Result(AssessmentKind kind, bool passed = true, int attempt = 1) => new(
        Rules.Person(80 + attempt), Rules.Person(90), kind, "结业", attempt, 86, 100, passed, Rules.Midnight(2026, 2, 10).AddHours(9), Rules.Midnight(2026, 2, 11), [Rules.Person(70), Rules.Person(71)]);

    private static Decision Admit(int taken = 0, int others = 0, BaseDesignation? designated = null) => Rules.Decide(
        ClauseIds.Admission, new AdmissionFacts(Start, designated ?? Base, Rules.Category, ProgrammeKind.Physician, TrainingRoute.Normal, 10, taken, [(Rules.Person(60), "沈", others)]));

    private static DateTimeOffset At(DateOnly day) => ShanghaiDay.Start(day);
}
