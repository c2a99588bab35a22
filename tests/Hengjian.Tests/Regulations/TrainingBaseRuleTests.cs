using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Tests.Regulations;

/// <summary>R17-4.2.1a, b, c, R17-4.2.2a and HP-6.1, 6.2, each at its exact boundary.</summary>
public sealed class TrainingBaseRuleTests
{
    private static readonly DateOnly Asked = new(2026, 3, 1);

    [Theory]
    [InlineData(100, null)]
    [InlineData(99, "base.yearShort")]
    public void Qualification_CaseMoreOrLessInAYear_Decides(int cases, string? missing)
    {
        var decision = Qualified(Counted(2023, cases));

        decision.Codes().ShouldBe(missing is null ? [] : [missing]);
        decision.Facts["weakestYear"].ShouldBe(2023L);
        decision.Facts["weakestYearCases"].ShouldBe((long)cases);
    }

    [Theory]
    [InlineData(2021, false)]
    [InlineData(2020, true)]
    [InlineData(2026, true)]
    public void Qualification_OneYearWeak_MattersWithinTheFiveFullYearsAlone(int year, bool satisfied) =>
        (Qualified(Counted(year, 3)).Outcome == ClauseOutcome.Satisfied).ShouldBe(satisfied);

    [Fact]
    public void Qualification_AskedOnNewYearsDay_CountsTheYearThatEndedTheDayBefore()
    {
        var lastDay = Qualified(Counted(2026, 3), asked: new DateOnly(2026, 12, 31));
        var firstDay = Qualified(Counted(2026, 3), asked: new DateOnly(2027, 1, 1));

        lastDay.Outcome.ShouldBe(ClauseOutcome.Satisfied);
        firstDay.Codes().ShouldBe(["base.yearShort"]);
        firstDay.Facts["weakestYear"].ShouldBe(2026L);
    }

    [Fact]
    public void Qualification_YearCountedWhole_BeatsTheDocumentedFigure()
    {
        var decision = Qualified(new BaseYearFact(2024, 40, true, 500, true));

        decision.Codes().ShouldBe(["base.yearShort"]);
        decision.Facts["countedYears"].ShouldBeAssignableTo<IEnumerable<object?>>()!.ShouldContain("2024: 40");
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "base.noPaper")]
    public void Qualification_YearInWhichTheSystemCame_TakesTheDocumentedFigureWithItsPaper(bool paper, string? missing) =>
        Qualified(new BaseYearFact(2024, 40, false, 150, paper)).Codes().ShouldBe(missing is null ? [] : [missing]);

    [Fact]
    public void Qualification_WithoutAnyFigure_NamesTheYear() => Qualified(new BaseYearFact(2022, 0, false, null, false)).Codes().ShouldBe(["base.noFigure"]);

    [Theory]
    [InlineData("三级", "甲等", null)]
    [InlineData("二级", "甲等", "base.level")]
    [InlineData("三级", "乙等", "base.grade")]
    public void Qualification_OfLevelAndGrade_TertiaryGradeAAlone(string level, string grade, string? missing) =>
        Qualified(null, level: level, grade: grade).Codes().ShouldBe(missing is null ? [] : [missing]);

    [Theory]
    [InlineData(RegionLevel.Province, true)]
    [InlineData(RegionLevel.City, false)]
    [InlineData(RegionLevel.District, false)]
    [InlineData(null, false)]
    public void Qualification_DesignatedByALowerLevel_IsNotSatisfied(RegionLevel? level, bool satisfied) =>
        Qualified(null, authority: new AuthorityFact("某卫生健康委员会", level)).Codes().ShouldBe(satisfied ? [] : ["base.notProvince"]);

    [Theory]
    [InlineData(20, 5, 500, 100, true, 0, 15)]
    [InlineData(19, 5, 500, 100, true, 1, 15)]
    [InlineData(20, 4, 500, 100, true, 1, 12)]
    [InlineData(20, 5, 499, 100, true, 1, 15)]
    [InlineData(20, 5, 500, 99, true, 1, 15)]
    [InlineData(20, 5, 500, 100, false, 1, 15)]
    [InlineData(20, 50, 500, 100, true, 0, 20)]
    public void Facilities_AtTheLeastNumbers_DecideAndGiveTheCapacity(int seats, int workstations, int images, int cases, bool room, int missing, long capacity)
    {
        var decision = Rules.Decide(ClauseIds.BaseFacilities, new BaseFacilities(seats, workstations, images, cases, room));

        decision.Missing.Count.ShouldBe(missing);
        decision.Facts["capacity"].ShouldBe(capacity);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Supervisors_OneOrTwoAble_TwoSatisfy(int able, bool satisfied) =>
        (Supervised([.. Enumerable.Range(1, able).Select(i => Person(i))]).Outcome == ClauseOutcome.Satisfied).ShouldBe(satisfied);

    [Theory]
    [InlineData(2016, 3, 1, true)]
    [InlineData(2016, 3, 2, false)]
    public void Supervisor_TenYearsToTheDay_Satisfy(int year, int month, int day, bool satisfied) => Alone(Person(1) with
    {
        CountedCases = 0, Periods = [new SpecialtyPeriodFact(Rules.Radiology, new DateOnly(year, month, day), null)],
    }).Codes().ShouldBe(satisfied ? [] : ["supervisor.practice"]);

    [Theory]
    [InlineData(300, null, false, true)]
    [InlineData(299, null, false, false)]
    [InlineData(0, 300, true, true)]
    [InlineData(0, 300, false, false)]
    [InlineData(0, 299, true, false)]
    public void Supervisor_ThreeHundredCases_CountedOrWithAPaper_DoWithoutTheYears(int counted, int? documented, bool paper, bool satisfied) =>
        Alone(Person(1) with { CountedCases = counted, DocumentedCases = documented, Paper = paper, Periods = [] }).Codes().ShouldBe(satisfied ? [] : ["supervisor.practice"]);

    [Theory]
    [InlineData(ProfessionalTitle.Attending, "supervisor.title")]
    [InlineData(ProfessionalTitle.AssociateChief, null)]
    [InlineData(ProfessionalTitle.Chief, null)]
    [InlineData(null, "supervisor.title")]
    public void Supervisor_OfATitle_AssociateChiefOrAbove(ProfessionalTitle? title, string? missing) => Alone(Person(1) with { Title = title }).Codes().ShouldBe(missing is null ? [] : [missing]);

    [Fact]
    public void Supervisor_NotEligibleOrNotAuthorised_IsNotAble() => Alone(Person(1) with { Unmet = [ClauseIds.Authorisation] }).Codes().ShouldBe(["supervisor.notAble"]);

    [Fact]
    public void Supervisor_WhoseLastAssessmentFailed_IsNotAble() => Alone(Person(1) with { FailedAssessmentOn = Asked }).Codes().ShouldBe(["supervisor.assessmentFailed"]);

    [Fact]
    public void Supervisors_OneOfThreeNotAble_StillSatisfy()
    {
        var decision = Supervised([Person(1), Person(2) with { Title = null }, Person(3)]);

        decision.Outcome.ShouldBe(ClauseOutcome.Satisfied);
        decision.Facts["otherSupervisors"].ShouldBeAssignableTo<IEnumerable<object?>>()!.ShouldBe(["医师2"]);
    }

    [Theory]
    [InlineData(20, 6, null)]
    [InlineData(19.5, 6, "programme.hoursShort")]
    [InlineData(20, 5, "programme.monthsShort")]
    public void Syllabus_HoursAndMonthsOfATrainee_MustFit(double theory, int months, string? missing) =>
        Syllabus([Course(CoursePart.Theory, (decimal)theory), Course(CoursePart.ClinicalPractice, 40)], months).Codes().ShouldBe(missing is null ? [] : [missing]);

    [Theory]
    [InlineData(CoursePart.Theory, "programme.noPart")]
    [InlineData(CoursePart.ClinicalPractice, "programme.noPart")]
    public void Syllabus_OfOnePartAlone_LacksTheOther(CoursePart part, string missing) => Syllabus([Course(part, 40)]).Codes().ShouldContain(missing);

    [Fact]
    public void Syllabus_WithoutWordingOrMaterials_LacksBoth() =>
        Rules.Decide(ClauseIds.Syllabus, new SyllabusFacts(ProgrammeKind.Physician, false, 6, [Course(CoursePart.Theory, 20), Course(CoursePart.ClinicalPractice, 1)], [], 6, 20))
            .Codes().ShouldBe(["programme.noSyllabus", "programme.noMaterials"]);

    [Theory]
    [InlineData(ProgrammeKind.OtherStaff)]
    [InlineData(ProgrammeKind.Literacy)]
    public void Syllabus_OfOtherKinds_IsNotJudged(ProgrammeKind kind) =>
        Rules.Decide(ClauseIds.Syllabus, new SyllabusFacts(kind, false, 1, [], [], 6, 20)).Outcome.ShouldBe(ClauseOutcome.NotApplicable);

    [Theory]
    [InlineData(ProgrammeKind.Physician, true, 10, 10, 2, null)]
    [InlineData(ProgrammeKind.Physician, false, 10, 10, 2, "programme.baseNotDesignated")]
    [InlineData(ProgrammeKind.OtherStaff, false, 10, 0, 2, null)]
    [InlineData(ProgrammeKind.Physician, true, 11, 10, 3, "programme.overFacilities")]
    [InlineData(ProgrammeKind.Physician, true, 11, 20, 2, "programme.overSupervisors")]
    [InlineData(ProgrammeKind.Literacy, false, 5000, 0, 0, null)]
    public void Programme_OnABase_FitsItsDesignationAndCapacity(ProgrammeKind kind, bool designated, int capacity, int facilities, int supervisors, string? missing) =>
        Rules.Decide(ClauseIds.ProgrammeBase, new ProgrammeBaseFacts(kind, designated, capacity, facilities, supervisors, 1)).Codes().ShouldBe(missing is null ? [] : [missing]);

    [Theory]
    [InlineData(2026, 3, 31, true)]
    [InlineData(2026, 4, 1, false)]
    public void Review_OnItsLastDayAndTheDayAfter_IsOverdueAfterIt(int year, int month, int day, bool satisfied) =>
        (Rules.Decide(ClauseIds.BaseReview, new BaseReviewFacts("省培〔2025〕1号", new DateOnly(2025, 3, 1)), Rules.Midnight(year, month, day)).Outcome == ClauseOutcome.Satisfied).ShouldBe(satisfied);

    private static Decision Qualified(BaseYearFact? changed, DateOnly? asked = null, string level = "三级", string grade = "甲等", AuthorityFact? authority = null)
    {
        var years = Enumerable.Range(2019, 9).Where(y => y != changed?.Year).Select(y => Counted(y, 120));
        return Rules.Decide(ClauseIds.BaseQualification, new BaseQualificationFacts(level, grade, Rules.Category, asked ?? Asked, [.. years, .. changed is null ? [] : new[] { changed }], authority));
    }

    private static BaseYearFact Counted(int year, int cases) => new(year, cases, true, null, false);

    private static Decision Supervised(IReadOnlyList<SupervisorFact> people) => Rules.Decide(ClauseIds.BaseSupervisors, new SupervisorsFacts(Rules.Category, people, Alone: false));

    private static Decision Alone(SupervisorFact person) => Rules.Decide(ClauseIds.BaseSupervisors, new SupervisorsFacts(Rules.Category, [person], Alone: true));

    private static SupervisorFact Person(int number) => new(
        Rules.Person(number), "医师" + number.ToString(System.Globalization.CultureInfo.InvariantCulture), ProfessionalTitle.AssociateChief, [], null, [Rules.Radiology], [], new SpecialtyCounting(true, 6, false), 300, null, false);

    private static Decision Syllabus(IReadOnlyList<ProgrammeCourse> courses, int months = 6) =>
        Rules.Decide(ClauseIds.Syllabus, new SyllabusFacts(ProgrammeKind.Physician, true, months, courses, ["教材"], 6, 20));

    private static ProgrammeCourse Course(CoursePart part, decimal hours) => new(part.ToString(), "课程", part, hours);
}
