using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Devices.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Readiness.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Tests.Regulations;

/// <summary>One question to a clause and its answer.</summary>
public sealed record BoundaryCase(string Clause, ClauseOutcome Outcome, string What, DateTimeOffset At, Func<DateTimeOffset, Decision> Decide)
{
    public override string ToString() => $"{Clause} {Outcome}: {What}";
}

/// <summary>
/// Every clause of admission on both sides of the day or number on which its answer turns, and where it does not apply. The list is checked for holes: a clause that
/// lacks one of the three fails. Each is asked as of a moment, so that the answer of yesterday stays what it was.
/// </summary>
public sealed class AdmissionBoundaryTests
{
    private static readonly DateOnly Today = new(2026, 3, 1);
    private static readonly DateTimeOffset Now = Rules.At;
    private static readonly DateTimeOffset Yesterday = Now.AddTicks(-10);

    /// <summary>Clauses that apply to whatever they are asked of, and why.</summary>
    private static readonly Dictionary<string, string> AlwaysApplies = new()
    {
        [ClauseIds.PracticeLicence] = "a diagnosis is a licensed physician's, inside the specification and outside it",
    };

    private static readonly string[] Clauses =
    [
        ClauseIds.Scope, ClauseIds.Embedded, ClauseIds.InstitutionFit, ClauseIds.ClinicalDepartment, ClauseIds.ImagingDepartment, ClauseIds.LaboratoryDepartment,
        ClauseIds.DepartmentStaff, ClauseIds.PracticeLicence, ClauseIds.SpecialtyYears, ClauseIds.PhysicianTraining, ClauseIds.OtherStaffTraining, ClauseIds.OperatingRules,
        ClauseIds.ApprovedDevice, ClauseIds.SingleUse, ClauseIds.Registers,
    ];

    private static readonly TechnologyScopeFacts InScope = new(
        "2.1", "2.1", Embedded: false, RunsAloneOrExportsResults: true, [DecisionInfluence.InvasiveAct], null, null, "trial-1", "国械注准20993210001");

    private static readonly TechnologyScopeFacts Part = InScope with { Embedded = true, RunsAloneOrExportsResults = false };

    private static readonly TechnologyScopeFacts NoInfluence = InScope with { Influences = [], NoGreatInfluence = new SignedReason("仅作排序", Rules.Person(3), Today) };

    private static readonly InstitutionFitFacts Fit = new(
        new InstitutionFacts("测试医院", "三级", "甲等", [new RegisteredSubject("32", "医学影像科")], [new ServiceVolume(2025, 1_000_000, 50_000, 800_000)], null),
        ["医学影像"],
        new CommitteeDecisionFact(Rules.Person(50), new DateOnly(2026, 1, 10), Approved: true, null, Today));

    private static readonly DeviceApprovalFacts Approval = new(
        "2.1", [new RegistrationCertificateFact("国械注准20993210001", new DateOnly(2021, 3, 2), Today, RegisteredVersion: "2.1")], new DateOnly(2025, 1, 1), "交付单", []);

    private static readonly OperatingRuleFacts Operating = new(
        true, Rules.Person(1), [Policy(PolicyKind.Procedure), Policy(PolicyKind.Guideline)]);

    private static readonly SingleUseFacts Unit = new("HJ26-000001", SingleUse: true, [], null, Today, null);

    private static IReadOnlyList<BoundaryCase> Cases { get; } =
    [
        Case(ClauseIds.Scope, ClauseOutcome.Satisfied, "asked again from tomorrow", Now, InScope with { ReassessFrom = Today.AddDays(1) }),
        Case(ClauseIds.Scope, ClauseOutcome.NotSatisfied, "asked again from today", Now, InScope with { ReassessFrom = Today }),
        Case(ClauseIds.Scope, ClauseOutcome.NotApplicable, "the reason is signed today", Now, NoInfluence),
        Case(ClauseIds.Scope, ClauseOutcome.NotSatisfied, "the day before the reason was signed", Yesterday, NoInfluence),
        Case(ClauseIds.Embedded, ClauseOutcome.Satisfied, "embedded, does not run alone, asked again from tomorrow", Now, Part with { ReassessFrom = Today.AddDays(1) }),
        Case(ClauseIds.Embedded, ClauseOutcome.NotSatisfied, "asked again from today", Now, Part with { ReassessFrom = Today }),
        Case(ClauseIds.Embedded, ClauseOutcome.NotApplicable, "embedded, runs alone too and is judged as software", Now, InScope with { Embedded = true }),
        Case(ClauseIds.Embedded, ClauseOutcome.NotApplicable, "not embedded", Now, InScope),

        Case(ClauseIds.InstitutionFit, ClauseOutcome.Satisfied, "the committee is to decide again by today", Now, Fit),
        Case(ClauseIds.InstitutionFit, ClauseOutcome.NotSatisfied, "it was to decide again by yesterday", Now.AddDays(1), Fit),
        Case(ClauseIds.InstitutionFit, ClauseOutcome.Satisfied, "as of yesterday", Yesterday, Fit),
        Case(ClauseIds.InstitutionFit, ClauseOutcome.NotApplicable, "outside the specification", Now, Fit with { Outside = true }),
        .. Department(ClauseIds.ClinicalDepartment, DepartmentKind.Clinical),
        .. Department(ClauseIds.ImagingDepartment, DepartmentKind.Imaging),
        .. Department(ClauseIds.LaboratoryDepartment, DepartmentKind.Laboratory),
        Case(ClauseIds.DepartmentStaff, ClauseOutcome.Satisfied, "the second physician's last day", Now, Staff(Today)),
        Case(ClauseIds.DepartmentStaff, ClauseOutcome.NotSatisfied, "the day after it", Now.AddDays(1), Staff(Today)),
        Case(ClauseIds.DepartmentStaff, ClauseOutcome.NotApplicable, "outside the specification", Now, Staff(Today.AddDays(-1)) with { Outside = true }),

        Case(ClauseIds.PracticeLicence, ClauseOutcome.Satisfied, "the licence's last day", Now, Person(p => p with { LicenceTo = Today })),
        Case(ClauseIds.PracticeLicence, ClauseOutcome.NotSatisfied, "the day after it", Now.AddDays(1), Person(p => p with { LicenceTo = Today })),
        Case(ClauseIds.PracticeLicence, ClauseOutcome.NotSatisfied, "outside the specification, not licensed here", Now, Outside(Person(p => p with { LicensedHere = false }))),
        Case(ClauseIds.SpecialtyYears, ClauseOutcome.Satisfied, "five years to the day", Now, Since(Today.AddYears(-5))),
        Case(ClauseIds.SpecialtyYears, ClauseOutcome.NotSatisfied, "the moment before", Yesterday, Since(Today.AddYears(-5))),
        Case(ClauseIds.SpecialtyYears, ClauseOutcome.Satisfied, "two overlapping jobs that together fill five years", Now, Jobs(Today.AddDays(-1))),
        Case(ClauseIds.SpecialtyYears, ClauseOutcome.NotSatisfied, "two overlapping jobs that fill a day less", Now, Jobs(Today.AddDays(-2))),
        Case(ClauseIds.SpecialtyYears, ClauseOutcome.NotApplicable, "outside the specification", Now, Outside(Since(Today))),
        Case(ClauseIds.PhysicianTraining, ClauseOutcome.Satisfied, "the training's last day of validity", Now, Trained(Today)),
        Case(ClauseIds.PhysicianTraining, ClauseOutcome.NotSatisfied, "the day after it", Now.AddDays(1), Trained(Today)),
        Case(ClauseIds.PhysicianTraining, ClauseOutcome.NotApplicable, "outside the specification", Now, Outside(Trained(Today.AddDays(-1)))),
        Case(ClauseIds.OtherStaffTraining, ClauseOutcome.Satisfied, "a technician trained until today", Now, Trained(Today, Rules.Technician())),
        Case(ClauseIds.OtherStaffTraining, ClauseOutcome.NotSatisfied, "the day after it", Now.AddDays(1), Trained(Today, Rules.Technician())),
        Case(ClauseIds.OtherStaffTraining, ClauseOutcome.NotApplicable, "a physician, judged by R17-2.1.x", Now, Trained(Today)),
        Case(ClauseIds.OtherStaffTraining, ClauseOutcome.NotApplicable, "outside the specification", Now, Outside(Trained(Today.AddDays(-1), Rules.Technician()))),

        Case(ClauseIds.OperatingRules, ClauseOutcome.Satisfied, "acknowledged this moment, to be reviewed by today", Now, Operating),
        Case(ClauseIds.OperatingRules, ClauseOutcome.NotSatisfied, "the moment before the acknowledgement", Yesterday, Operating),
        Case(ClauseIds.OperatingRules, ClauseOutcome.NotSatisfied, "its review was due yesterday", Now.AddDays(1), Operating),
        Case(ClauseIds.OperatingRules, ClauseOutcome.NotApplicable, "outside the specification", Now, Operating with { Gated = false }),
        Case(ClauseIds.ApprovedDevice, ClauseOutcome.Satisfied, "delivered on the certificate's last day", Now, Approval with { DeliveredOn = Today }),
        Case(ClauseIds.ApprovedDevice, ClauseOutcome.NotSatisfied, "delivered on the day after it", Now.AddDays(2), Approval with { DeliveredOn = Today.AddDays(1) }),
        Case(ClauseIds.ApprovedDevice, ClauseOutcome.NotApplicable, "outside the specification from today", Now, Approval with { Certificates = [], Scope = NoInfluence }),
        Case(ClauseIds.ApprovedDevice, ClauseOutcome.NotSatisfied, "the day before", Yesterday, Approval with { Certificates = [], Scope = NoInfluence }),
        Case(ClauseIds.SingleUse, ClauseOutcome.Satisfied, "the unit's last day", Now, Unit),
        Case(ClauseIds.SingleUse, ClauseOutcome.NotSatisfied, "the day after it", Now.AddDays(1), Unit),
        Case(ClauseIds.SingleUse, ClauseOutcome.NotSatisfied, "used before", Now, Unit with { PriorUses = [new("2026-000001", Today)] }),
        Case(ClauseIds.SingleUse, ClauseOutcome.NotApplicable, "made to be used again", Now, Unit with { SingleUse = false }),
        Case(ClauseIds.Registers, ClauseOutcome.Satisfied, "counted twelve months ago to the day", Now, Registers(Today.AddMonths(-12))),
        Case(ClauseIds.Registers, ClauseOutcome.NotSatisfied, "counted the day before that", Now, Registers(Today.AddMonths(-12).AddDays(-1))),
        Case(ClauseIds.Registers, ClauseOutcome.NotApplicable, "nothing was received yet", Now, new RegisterFacts("活检针", [], null)),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(c => c.ToString())];

    [Theory, MemberData(nameof(Names))]
    public void Clause_AtItsBoundary_Answers(string name)
    {
        var question = Cases.Single(c => c.ToString() == name);

        question.Decide(question.At).Outcome.ShouldBe(question.Outcome);
    }

    [Fact]
    public void Table_NamesEachClauseWithEachAnswer()
    {
        foreach (var clause in Clauses)
        {
            var needed = AlwaysApplies.ContainsKey(clause) ? new[] { ClauseOutcome.Satisfied, ClauseOutcome.NotSatisfied } : [ClauseOutcome.Satisfied, ClauseOutcome.NotSatisfied, ClauseOutcome.NotApplicable];
            needed.Except(Cases.Where(c => c.Clause == clause).Select(c => c.Outcome)).ShouldBeEmpty(clause);
        }

        // R17-0.0 is decided where packs are compared: OverlayTests.
        ClauseIds.R17.TakeWhile(c => c != ClauseIds.OperatingRules).Skip(1).Except(Clauses).ShouldBeEmpty();
    }

    private static BoundaryCase Case<T>(string clause, ClauseOutcome outcome, string what, DateTimeOffset at, T facts) =>
        new(clause, outcome, what, at, moment => Rules.Decide(clause, facts, moment));

    private static IEnumerable<BoundaryCase> Department(string clause, DepartmentKind kind)
    {
        var facts = Conditions(kind, Today.AddYears(-5));
        yield return Case(clause, ClauseOutcome.Satisfied, "one with five years to the day", Now, facts);
        yield return Case(clause, ClauseOutcome.NotSatisfied, "the moment before", Yesterday, facts);
        yield return Case(clause, ClauseOutcome.NotApplicable, "a department of another kind", Now, Conditions(kind == DepartmentKind.Imaging ? DepartmentKind.Clinical : DepartmentKind.Imaging, Today));
        yield return Case(clause, ClauseOutcome.NotApplicable, "outside the specification", Yesterday, facts with { Outside = true });
    }

    private static DepartmentConditionFacts Conditions(DepartmentKind kind, DateOnly since)
    {
        var specialty = kind == DepartmentKind.Laboratory ? "病理学" : Rules.Radiology;
        return new DepartmentConditionFacts(
            new DepartmentFacts(Rules.Person(40), "测试科", kind, [], []),
            null,
            [Rules.Physician() with { SpecialtyPeriods = [new SpecialtyPeriodFact(specialty, since, To: null)] }],
            specialty,
            ["CT"],
            [
                Piece(60, "CT-01", DepartmentEquipmentKind.Acquisition, "CT"), Piece(61, "AI-SRV", DepartmentEquipmentKind.Hardware, null), Piece(62, "PACS", DepartmentEquipmentKind.Pacs, null),
            ]);
    }

    private static DepartmentEquipmentFact Piece(int number, string name, string kind, string? acquires) =>
        new(Rules.Person(number), null, name, kind, acquires, InService: true, VerificationOverdue: false);

    private static DepartmentStaffFacts Staff(DateOnly secondUntil) => new(
        Rules.Category,
        [Rules.Person(1)],
        [
            Span(1, PractitionerAct.Opinion, DateOnly.MaxValue), Span(2, PractitionerAct.Opinion, secondUntil), Span(3, PractitionerAct.Operate, DateOnly.MaxValue),
            Span(4, PractitionerAct.FinalDiagnosis, DateOnly.MaxValue),
        ]);

    private static StaffSpan Span(int person, PractitionerAct act, DateOnly until) => new(Rules.Person(person), act, [new DayRange(Today.AddYears(-1), until)]);

    private static EligibilityFacts Person(Func<PractitionerFacts, PractitionerFacts> change) => new(change(Rules.Physician()), Rules.Needs);

    private static EligibilityFacts Outside(EligibilityFacts facts) => facts with { Technology = facts.Technology with { Outside = true } };

    private static EligibilityFacts Since(DateOnly from) => Person(p => p with { SpecialtyPeriods = [new SpecialtyPeriodFact(Rules.Radiology, from, To: null)] });

    /// <summary>Two jobs that overlap by a year; the later ends on that day.</summary>
    private static EligibilityFacts Jobs(DateOnly until) => Person(p => p with
    {
        SpecialtyPeriods =
        [
            new SpecialtyPeriodFact(Rules.Radiology, Today.AddYears(-5), Today.AddYears(-2)), new SpecialtyPeriodFact(Rules.Radiology, Today.AddYears(-3), until),
        ],
    });

    private static EligibilityFacts Trained(DateOnly until, PractitionerFacts? person = null) =>
        new((person ?? Rules.Physician()) with { Trainings = [new TrainingFact(Rules.Category, TrainingRoute.Normal, new DateOnly(2024, 1, 1), "T-1") { ValidTo = until }] }, Rules.Needs);

    private static OperatingRuleFact Policy(PolicyKind kind) => new(
        Rules.Person(70 + (int)kind), Rules.Person(80 + (int)kind), kind, "操作规程", "1.0", Today.AddYears(-1), Today, Binding: true, Now);

    private static RegisterFacts Registers(DateOnly countedOn) => new(
        "活检针",
        [new ReceiptFact("JH-1", Today.AddDays(-10), "供应商", "JH-1", Checked: true, Traceable: true)],
        new StockFacts(10, 6, 1, 3, Today.AddYears(-5), new StockCountFact(countedOn, 3, 3, null), []))
    {
        Policies = [new WrittenPolicyFact(Guid.Empty, Guid.Empty, "登记制度", "1", "院长办公会", Today.AddYears(-1), Today.AddYears(-1), null, Today, 1, 1)],
    };
}
