using Hengjian.Governance.Devices.Contracts;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Tests.Regulations;

/// <summary>R17-3.8.1b, R17-3.8.2 and HP-15.1 to 15.3, each at its exact days.</summary>
public sealed class DeviceRuleTests
{
    private static readonly DateOnly Today = ShanghaiDay.Of(Rules.At);
    private static readonly SingleUseFacts Unit = new("HJ26-000001", SingleUse: true, [], null, Today.AddDays(30), null);
    private static readonly ReceiptFact Receipt = new("JH-1", Today.AddDays(-10), "供应商", "JH-1", Checked: true, Traceable: true);
    private static readonly StockFacts Stock = new(10, 6, 1, 3, Today.AddDays(-10), null, []);

    public static TheoryData<string, SingleUseFacts, string?> Uses => new()
    {
        { "never used", Unit, null },
        { "no last day", Unit with { ExpiresOn = null }, null },
        { "last day is tomorrow", Unit with { ExpiresOn = Today.AddDays(1) }, null },
        { "last day is today", Unit with { ExpiresOn = Today }, null },
        { "last day was yesterday", Unit with { ExpiresOn = Today.AddDays(-1) }, "singleUse.expired" },
        { "used", Unit with { PriorUses = [new("2026-000001", Today)] }, "singleUse.used" },
        { "opened unused", Unit with { WastedOn = Today.AddDays(-1) }, "singleUse.wasted" },
        { "recalled", Unit with { Recall = "RC-2026-001" }, "singleUse.recalled" },
        { "lot with one left", Unit with { OnHand = 1 }, null },
        { "lot with none left", Unit with { OnHand = 0 }, "singleUse.noneLeft" },
    };

    [Theory, MemberData(nameof(Uses))]
    public void SingleUse_Unit_IsDecided(string what, SingleUseFacts facts, string? code)
    {
        var decision = Rules.Decide(ClauseIds.SingleUse, facts);

        decision.Codes().ShouldBe(code is null ? [] : [code], what);
        decision.Blocks.ShouldBe(code is not null);
    }

    [Fact]
    public void SingleUse_OfTheMomentBeforeItExpired_AnswersAsItWasThen() =>
        Rules.Decide(ClauseIds.SingleUse, Unit with { ExpiresOn = Today.AddDays(-1) }, Rules.At.AddTicks(-1)).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void SingleUse_ReusableUnitUsedBefore_DoesNotApply() =>
        Rules.Decide(ClauseIds.SingleUse, Unit with { SingleUse = false, PriorUses = [new("2026-000001", Today)] }).Outcome.ShouldBe(ClauseOutcome.NotApplicable);

    [Fact]
    public void SingleUse_ReusableUnitExpired_IsRefusedAllTheSame() =>
        Rules.Decide(ClauseIds.SingleUse, Unit with { SingleUse = false, ExpiresOn = Today.AddDays(-1) }).Codes().ShouldBe(["singleUse.expired"]);

    public static TheoryData<string, RegisterFacts, string?> Registers => new()
    {
        { "in order", Of(Stock), null },
        { "no supplier", Of(Stock, Receipt with { Supplier = " " }), "register.noSupplier" },
        { "no document", Of(Stock, Receipt with { Document = null }), "register.noDocument" },
        { "neither lot nor serial", Of(Stock, Receipt with { Traceable = false }), "register.notTraceable" },
        { "no second person", Of(Stock, Receipt with { Checked = false }), "register.notChecked" },
        { "does not balance", Of(Stock with { OnHand = 2 }), "register.balance" },
        { "counted twelve months ago to the day", Of(Counted(Today.AddMonths(-12))), null },
        { "counted the day before that", Of(Counted(Today.AddMonths(-12).AddDays(-1))), "register.notCounted" },
        { "never counted, held for twelve months", Of(Stock with { HeldSince = Today.AddMonths(-12) }), null },
        { "never counted, held a day longer", Of(Stock with { HeldSince = Today.AddMonths(-12).AddDays(-1) }), "register.notCounted" },
        { "count differs", Of(Counted(Today, 3, 2)), "register.difference" },
        { "count differs, explained", Of(Counted(Today, 3, 2, "借出")), null },
        { "billed as used", Of(Stock with { Billed = [new(Today.AddDays(-30), Today, 6, 6)] }), null },
        { "no written policy", Of(Stock) with { Policies = [] }, "register.noPolicy" },
        { "policy to be reviewed today", Of(Stock) with { Policies = [Policy(Today)] }, null },
        { "policy to be reviewed yesterday", Of(Stock) with { Policies = [Policy(Today.AddDays(-1))] }, "register.policyOverdue" },
        { "one of two policies overdue", Of(Stock) with { Policies = [Policy(Today.AddDays(-1)), Policy(Today)] }, null },
        { "billed more", Of(Stock with { Billed = [new(Today.AddDays(-30), Today, 6, 7)] }), "register.billed" },
    };

    [Theory, MemberData(nameof(Registers))]
    public void Register_OfAConsumable_IsDecided(string what, RegisterFacts facts, string? code) =>
        Rules.Decide(ClauseIds.Registers, facts).Codes().ShouldBe(code is null ? [] : [code], what);

    [Fact]
    public void Register_NothingReceived_DoesNotApply() =>
        Rules.Decide(ClauseIds.Registers, new RegisterFacts("针", [], Stock)).Outcome.ShouldBe(ClauseOutcome.NotApplicable);

    [Fact]
    public void Register_OfEquipment_AsksForItsReceiptAlone() =>
        Rules.Decide(ClauseIds.Registers, new RegisterFacts("CT", [Receipt], null) { Policies = [Policy(Today)] }).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    public static TheoryData<string, UpkeepFact, string?> Upkeeps => new()
    {
        { "due tomorrow", Done(Today.AddDays(1)), null },
        { "due today", Done(Today), null },
        { "due yesterday", Done(Today.AddDays(-1)), "upkeep.overdue" },
        { "passed with limits", Done(Today.AddDays(9), UpkeepResult.PassedWithLimits), null },
        { "failed", Done(null, UpkeepResult.Failed), "upkeep.failed" },
        { "never done", new UpkeepFact(UpkeepKind.Verification, true, null, null, null, null), "upkeep.never" },
    };

    [Theory, MemberData(nameof(Upkeeps))]
    public void Upkeep_OfEquipmentInService_IsDecided(string what, UpkeepFact upkeep, string? code)
    {
        foreach (var (kind, clause, blocks) in new[] { (UpkeepKind.Verification, "HP-15.1", true), (UpkeepKind.QualityTesting, "HP-15.2", false), (UpkeepKind.Maintenance, "HP-15.3", false) })
        {
            var decision = Rules.Decide(clause, new UpkeepFacts(kind, [Scanner(upkeep with { Kind = kind })]));

            decision.Codes().ShouldBe(code is null ? [] : [code], what);
            decision.Blocks.ShouldBe(blocks && code is not null, what);
        }
    }

    [Fact]
    public void Upkeep_OfWhatIsOutOfServiceOrNotUnderIt_DoesNotApply()
    {
        var overdue = Done(Today.AddDays(-1));

        Rules.Decide("HP-15.1", new UpkeepFacts(UpkeepKind.Verification, [Scanner(overdue) with { InService = false }])).Outcome.ShouldBe(ClauseOutcome.NotApplicable);
        Rules.Decide("HP-15.1", new UpkeepFacts(UpkeepKind.Verification, [Scanner(overdue with { Applies = false })])).Outcome.ShouldBe(ClauseOutcome.NotApplicable);
        Rules.Decide("HP-15.1", new UpkeepFacts(UpkeepKind.Verification, [])).Outcome.ShouldBe(ClauseOutcome.NotApplicable);
    }

    [Fact]
    public void Upkeep_AsOfTheLastMomentOfTheDueDay_IsInTime() =>
        Rules.Decide("HP-15.1", new UpkeepFacts(UpkeepKind.Verification, [Scanner(Done(Today.AddDays(-1)))]), Rules.At.AddTicks(-1)).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    private static RegisterFacts Of(StockFacts stock, ReceiptFact? receipt = null) => new("活检针", [receipt ?? Receipt], stock) { Policies = [Policy(Today)] };

    private static WrittenPolicyFact Policy(DateOnly reviewBy) =>
        new(Guid.Empty, Guid.Empty, "登记制度", "1", "院长办公会", Today.AddYears(-1), Today.AddYears(-1), null, reviewBy, 1, 1);

    private static StockFacts Counted(DateOnly on, int expected = 3, int counted = 3, string? why = null) =>
        Stock with { HeldSince = Today.AddYears(-5), LastCount = new StockCountFact(on, expected, counted, why) };

    private static UpkeepFact Done(DateOnly? due, UpkeepResult result = UpkeepResult.Passed) =>
        new(UpkeepKind.Verification, Applies: true, Today.AddYears(-1), result, due, "JD-1");

    private static EquipmentFact Scanner(UpkeepFact upkeep) => new(Guid.Empty, "CT", EquipmentKind.Acquisition, [AcquiredData.Ct], null, InService: true, [upkeep]);
}
