using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Readiness.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Tests.Regulations;

/// <summary>R17-1.1 to 1.5 at their boundaries. The day decided for is 1 March 2026.</summary>
public sealed class ReadinessRuleTests
{
    private static readonly DateOnly Today = new(2026, 3, 1);

    private static readonly InstitutionFacts Hospital = new(
        "测试医院", "三级", "甲等", [new RegisteredSubject("03", "内科"), new RegisteredSubject("32", "医学影像科")], [new ServiceVolume(2025, 1_000_000, 50_000, 800_000)], null);

    private static readonly CommitteeDecisionFact Agreed = new(Rules.Person(50), new DateOnly(2026, 1, 10), Approved: true, null, null);

    private static readonly DepartmentEquipmentFact Scanner = new(Rules.Person(60), null, "CT-01", DepartmentEquipmentKind.Acquisition, "CT", InService: true, VerificationOverdue: false);

    private static readonly DepartmentEquipmentFact Server = new(Rules.Person(61), null, "AI-SRV", DepartmentEquipmentKind.Hardware, null, InService: true, VerificationOverdue: false);

    private static readonly DepartmentEquipmentFact Pacs = new(Rules.Person(62), null, "PACS", DepartmentEquipmentKind.Pacs, null, InService: true, VerificationOverdue: false);

    [Fact]
    public void Institution_WithSubjectVolumeAndDecision_Fits() => Fit().Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Theory]
    [InlineData("医学影像", true)]
    [InlineData("医学影像科", true)]
    [InlineData("医学影像专业", true)]
    [InlineData("32", true)]
    [InlineData("32.02", false)]
    [InlineData("病理科", false)]
    public void Institution_SubjectNeeded_IsLookedForByNameAndCode(string needed, bool fits) =>
        Fit(subjects: [needed]).Codes().ShouldBe(fits ? [] : ["fit.subject"]);

    [Fact]
    public void Institution_WithoutAnySubject_DoesNotFit() => Fit(Hospital with { Subjects = [] }).Codes().ShouldBe(["fit.noSubjects"]);

    [Fact]
    public void Institution_OfUnknownLevel_DoesNotFit() => Fit(Hospital with { Level = "四级" }).Codes().ShouldBe(["fit.level"]);

    [Theory]
    [InlineData(2026, false)]
    [InlineData(2025, true)]
    [InlineData(2024, true)]
    [InlineData(2023, false)]
    public void Institution_ServiceVolume_IsOfAFullRecentYear(int year, bool fits) =>
        Fit(Hospital with { Volumes = [new ServiceVolume(year, 1, null, null)] }).Codes().ShouldBe(fits ? [] : ["fit.volume"]);

    [Theory]
    [InlineData("2026-02-28", true, null, null)]
    [InlineData("2026-03-01", true, null, null)]
    [InlineData("2026-03-02", true, null, "fit.decisionLater")]
    [InlineData("2026-01-10", false, null, "fit.refused")]
    [InlineData("2026-01-10", true, "2026-02-28", "fit.reviewDue")]
    [InlineData("2026-01-10", true, "2026-03-01", null)]
    [InlineData("2026-01-10", true, "2026-03-02", null)]
    public void Institution_CommitteeDecision_CountsWithinItsTime(string on, bool approved, string? review, string? code) =>
        Fit(decision: Agreed with { On = Day(on), Approved = approved, ReviewBy = review is null ? null : Day(review) }).Codes().ShouldBe(code is null ? [] : [code]);

    [Fact]
    public void Institution_WithoutDecision_DoesNotFit() =>
        Rules.Decide(ClauseIds.InstitutionFit, new InstitutionFitFacts(Hospital, ["医学影像"], null)).Codes().ShouldBe(["fit.noDecision"]);

    [Theory]
    [InlineData(ClauseIds.ClinicalDepartment, DepartmentKind.Clinical)]
    [InlineData(ClauseIds.ImagingDepartment, DepartmentKind.Imaging)]
    [InlineData(ClauseIds.LaboratoryDepartment, DepartmentKind.Laboratory)]
    public void Department_EachClause_ConcernsItsKindAlone(string clause, DepartmentKind kind)
    {
        foreach (var other in Enum.GetValues<DepartmentKind>())
        {
            var decision = Rules.Decide(clause, Complete(other));
            decision.Outcome.ShouldBe(other == kind ? ClauseOutcome.Satisfied : ClauseOutcome.NotApplicable, $"{clause} {other}");
            decision.Codes().ShouldBe(other == kind ? [] : ["department.otherKind"]);
        }
    }

    [Fact]
    public void Department_NotSaid_IsAskedForOnce()
    {
        var facts = Complete(DepartmentKind.Imaging) with { Department = null };

        Rules.Decide(ClauseIds.ClinicalDepartment, facts).Outcome.ShouldBe(ClauseOutcome.NotSatisfied);
        Rules.Decide(ClauseIds.ImagingDepartment, facts).Outcome.ShouldBe(ClauseOutcome.NotApplicable);
        Rules.Decide(ClauseIds.LaboratoryDepartment, facts).Outcome.ShouldBe(ClauseOutcome.NotApplicable);
    }

    [Theory]
    [InlineData("2021-02-28", true)]
    [InlineData("2021-03-01", true)]
    [InlineData("2021-03-02", false)]
    public void Department_FiveYears_AreFullToTheDay(string from, bool enough) =>
        Imaging(Rules.Physician() with { SpecialtyPeriods = [new(Rules.Radiology, Day(from), null)] }).Codes()
            .ShouldBe(enough ? [] : ["department.fewPeople", "years.reachedOn"]);

    [Fact]
    public void Department_YearsFrom29February_AreFullOn1March()
    {
        var person = Rules.Physician() with { SpecialtyPeriods = [new(Rules.Radiology, new DateOnly(2016, 2, 29), null)] };
        var facts = Complete(DepartmentKind.Imaging) with { People = [person] };

        Rules.Decide(ClauseIds.ImagingDepartment, facts, Rules.Midnight(2021, 2, 28)).Outcome.ShouldBe(ClauseOutcome.NotSatisfied);
        Rules.Decide(ClauseIds.ImagingDepartment, facts, Rules.Midnight(2021, 3, 1)).Outcome.ShouldBe(ClauseOutcome.Satisfied);
    }

    [Fact]
    public void Department_TwoOverlappingJobsOfDifferentImaging_CountOnce()
    {
        // 2022-03-01 to now and, at the same time, 2022-03-01 to 2024-02-29: four years, not six.
        var person = Rules.Physician() with
        {
            SpecialtyPeriods = [new("放射诊断", new DateOnly(2022, 3, 1), null), new("超声医学", new DateOnly(2022, 3, 1), new DateOnly(2024, 2, 29))],
        };

        Imaging(person).Codes().ShouldBe(["department.fewPeople", "years.reachedOn"]);
    }

    [Fact]
    public void Department_YearsInTwoKindsOfImagingOneAfterTheOther_Add() =>
        Imaging(Rules.Physician() with { SpecialtyPeriods = [new("放射诊断", new DateOnly(2024, 3, 1), null), new("超声医学", new DateOnly(2021, 3, 1), new DateOnly(2024, 2, 29))] })
            .Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void ClinicalDepartment_YearsInAnotherSpecialty_DoNotCount() =>
        Rules.Decide(ClauseIds.ClinicalDepartment, Complete(DepartmentKind.Clinical) with { Specialty = "内科" }).Codes().ShouldBe(["department.fewPeople"]);

    [Theory]
    [InlineData("2026-02-28", false)]
    [InlineData("2026-03-01", false)]
    [InlineData("2026-03-02", true)]
    public void Department_PersonRetired_CountsUntilTheDayBefore(string leftOn, bool counts) =>
        Imaging(Rules.Physician() with { Departures = [new AbsenceFact(Day(leftOn), null)] }).Outcome.ShouldBe(counts ? ClauseOutcome.Satisfied : ClauseOutcome.NotSatisfied);

    [Theory]
    [InlineData("2026-02-28", false)]
    [InlineData("2026-03-01", true)]
    public void Department_LicenceExpiringToday_StillCounts(string to, bool counts) =>
        Imaging(Rules.Physician() with { LicenceTo = Day(to) }).Outcome.ShouldBe(counts ? ClauseOutcome.Satisfied : ClauseOutcome.NotSatisfied);

    [Fact]
    public void ImagingDepartment_TechniciansAlone_AreNotEnough() => Imaging(Rules.Technician()).Codes().ShouldBe(["department.fewPeople"]);

    [Fact]
    public void LaboratoryDepartment_TechnicianWithCytology_IsEnough() =>
        Rules.Decide(ClauseIds.LaboratoryDepartment, Complete(DepartmentKind.Laboratory) with
        {
            People = [Rules.Technician() with { SpecialtyPeriods = [new("细胞学", new DateOnly(2020, 1, 1), null)] }],
        }).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void LaboratoryDepartment_NurseWithCytology_IsNot() =>
        Rules.Decide(ClauseIds.LaboratoryDepartment, Complete(DepartmentKind.Laboratory) with
        {
            People = [Rules.Technician() with { Kind = PractitionerKind.Nurse, SpecialtyPeriods = [new("细胞学", new DateOnly(2020, 1, 1), null)] }],
        }).Codes().ShouldBe(["department.fewPeople"]);

    [Fact]
    public void Department_WithoutHardware_SaysSo() => Imaging(equipment: [Scanner, Pacs]).Codes().ShouldBe(["department.noHardware"]);

    [Fact]
    public void Department_HardwareOfItsOwnRecord_Counts()
    {
        var facts = Complete(DepartmentKind.Imaging);

        Rules.Decide(ClauseIds.ImagingDepartment, facts with { Equipment = [Scanner, Pacs], Department = facts.Department! with { Hardware = [new HardwareItem("诊断工作站", 3, null)] } })
            .Outcome.ShouldBe(ClauseOutcome.Satisfied);
    }

    [Fact]
    public void Department_WithoutFittingScanner_NamesWhatIsNeeded() =>
        Imaging(equipment: [Scanner with { Acquires = "MG" }, Server, Pacs]).Codes().ShouldBe(["department.noAcquisition"]);

    [Theory]
    [InlineData("CT", true)]
    [InlineData("PT,CT", true)]
    [InlineData("ct", true)]
    [InlineData("CTA", false)]
    public void Department_ScannerAcquiringSeveral_FitsByEach(string acquires, bool fits) =>
        Imaging(equipment: [Scanner with { Acquires = acquires }, Server, Pacs]).Outcome.ShouldBe(fits ? ClauseOutcome.Satisfied : ClauseOutcome.NotSatisfied);

    [Fact]
    public void Department_ScannerOutOfService_DoesNotCount() =>
        Imaging(equipment: [Scanner with { InService = false }, Server, Pacs]).Codes().ShouldBe(["department.noAcquisition", "department.outOfService"]);

    [Fact]
    public void Department_ScannerWithVerificationOverdue_DoesNotCount() =>
        Imaging(equipment: [Scanner with { VerificationOverdue = true }, Server, Pacs]).Codes().ShouldBe(["department.noAcquisition", "department.verificationOverdue"]);

    [Fact]
    public void ImagingDepartment_WithoutPacs_SaysSo() => Imaging(equipment: [Scanner, Server]).Codes().ShouldBe(["department.noPacs"]);

    [Fact]
    public void ImagingDepartment_PacsWithoutPlatform_SaysSo() =>
        Rules.Decide(ClauseIds.ImagingDepartment, Complete(DepartmentKind.Imaging) with { Equipment = [Scanner, Server], Pacs = new ImagePlatform("PACS 5", null, null) })
            .Codes().ShouldBe(["department.noPlatform"]);

    [Fact]
    public void Staff_TwoPhysiciansOperatorAndClinician_AreEnough()
    {
        var decision = Staff();

        decision.Outcome.ShouldBe(ClauseOutcome.Satisfied);
        decision.Facts.ContainsKey("gapOn").ShouldBeFalse();
    }

    [Theory]
    [InlineData(PractitionerAct.Opinion)]
    [InlineData(PractitionerAct.Operate)]
    [InlineData(PractitionerAct.FinalDiagnosis)]
    public void Staff_OneFewerOfAnAct_NamesIt(PractitionerAct act)
    {
        var spans = Enough();
        spans.RemoveAt(spans.FindIndex(s => s.Act == act));

        var missing = Staff(spans).Missing.ShouldHaveSingleItem();

        (missing.Code, missing.Arguments["act"]).ShouldBe(("staff.few", CodeName.Of(act)));
    }

    [Fact]
    public void Staff_SamePersonTwice_CountsOnce()
    {
        var spans = Enough();
        spans[1] = spans[0];

        Staff(spans).Codes().ShouldBe(["staff.few"]);
    }

    [Fact]
    public void Staff_NobodyTrained_SaysSo() =>
        Rules.Decide(ClauseIds.DepartmentStaff, new DepartmentStaffFacts(Rules.Category, [], Enough())).Codes().ShouldBe(["staff.noneTrained"]);

    [Theory]
    [InlineData("2026-02-28", ClauseOutcome.NotSatisfied, null)]
    [InlineData("2026-03-01", ClauseOutcome.Satisfied, "2026-03-02")]
    [InlineData("2026-03-30", ClauseOutcome.Satisfied, "2026-03-31")]
    [InlineData("2026-03-31", ClauseOutcome.Satisfied, null)]
    public void Staff_SecondPhysicianEnding_IsWarnedOfThirtyDaysAhead(string last, ClauseOutcome outcome, string? gapOn)
    {
        var spans = Enough();
        spans[1] = spans[1] with { May = [new DayRange(Today.AddYears(-1), Day(last))] };

        var decision = Staff(spans);

        decision.Outcome.ShouldBe(outcome);
        decision.Facts.GetValueOrDefault("gapOn").ShouldBe(gapOn);
        if (gapOn is not null)
        {
            decision.Facts["gapAct"].ShouldBe("opinion");
            decision.Facts["gapBy"].ShouldBe(new object?[] { spans[1].PractitionerId.ToString() });
        }
    }

    [Fact]
    public void Staff_LeaveWithAReplacement_IsNoGap()
    {
        var spans = Enough();
        spans[1] = spans[1] with { May = [new DayRange(Today, Today.AddDays(9)), new DayRange(Today.AddDays(20), DateOnly.MaxValue)] };
        spans.Add(new StaffSpan(Rules.Person(7), PractitionerAct.Opinion, [new DayRange(Today.AddDays(10), Today.AddDays(19))]));

        Staff(spans).Facts.ContainsKey("gapOn").ShouldBeFalse();
    }

    private static Decision Fit(InstitutionFacts? institution = null, IReadOnlyList<string>? subjects = null, CommitteeDecisionFact? decision = null) =>
        Rules.Decide(ClauseIds.InstitutionFit, new InstitutionFitFacts(institution ?? Hospital, subjects ?? ["医学影像"], decision ?? Agreed));

    private static DepartmentConditionFacts Complete(DepartmentKind kind) => new(
        new DepartmentFacts(Rules.Person(40), "测试科", kind, [], []), null, [Rules.Physician()], Rules.Radiology, ["CT"], [Scanner, Server, Pacs]);

    private static Decision Imaging(PractitionerFacts? person = null, IReadOnlyList<DepartmentEquipmentFact>? equipment = null) => Rules.Decide(
        ClauseIds.ImagingDepartment, Complete(DepartmentKind.Imaging) with { People = [person ?? Rules.Physician()], Equipment = equipment ?? [Scanner, Server, Pacs] });

    private static List<StaffSpan> Enough() =>
    [
        Always(1, PractitionerAct.Opinion), Always(2, PractitionerAct.Opinion), Always(3, PractitionerAct.Operate), Always(4, PractitionerAct.FinalDiagnosis),
    ];

    private static StaffSpan Always(int person, PractitionerAct act) => new(Rules.Person(person), act, [new DayRange(Today, DateOnly.MaxValue)]);

    private static Decision Staff(IReadOnlyList<StaffSpan>? spans = null) =>
        Rules.Decide(ClauseIds.DepartmentStaff, new DepartmentStaffFacts(Rules.Category, [Rules.Person(1)], spans ?? Enough()));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
