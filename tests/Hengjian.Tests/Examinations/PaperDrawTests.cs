using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;

namespace Hengjian.Tests.Examinations;

public sealed class PaperDrawTests
{
    private static readonly BlueprintSection[] Sections = [new("法规", QuestionKind.Single, 3, 2), new(null, QuestionKind.Multiple, 2, null), new("法规", null, 2, 5)];

    [Fact]
    public void Draw_SameSeedAndBank_GivesTheSamePaperWhateverTheOrderOfTheBank()
    {
        var bank = Bank();

        var first = PaperDraw.Draw(Sections, bank, 40213).Items;
        var again = PaperDraw.Draw(Sections, Enumerable.Reverse(bank), 40213).Items;

        again.Select(i => (i.Position, i.VersionId, i.Marks)).ShouldBe(first.Select(i => (i.Position, i.VersionId, i.Marks)));
        PaperDraw.BankHash(Sections, Enumerable.Reverse(bank)).ShouldBe(PaperDraw.BankHash(Sections, bank));
    }

    [Fact]
    public void Draw_AnotherSeed_GivesAnotherPaper() =>
        PaperDraw.Draw(Sections, Bank(), 1).Items.Select(i => i.VersionId).ShouldNotBe(PaperDraw.Draw(Sections, Bank(), 2).Items.Select(i => i.VersionId));

    [Fact]
    public void Draw_SectionsThatOverlap_DrawNoQuestionTwice()
    {
        var items = PaperDraw.Draw(Sections, Bank(), 7).Items;

        items.Count.ShouldBe(7);
        items.Select(i => i.QuestionId).ShouldBeUnique();
        items.Select(i => i.Position).ShouldBe(Enumerable.Range(1, 7));
        items.Take(3).ShouldAllBe(i => i.Topic == "法规" && i.Kind == QuestionKind.Single && i.Marks == 2);
    }

    [Fact]
    public void Draw_BankTooSmall_SaysWhichSectionLacksHowMany()
    {
        var (items, shortages) = PaperDraw.Draw([new("偏倚", QuestionKind.CaseOpen, 2, null)], Bank(), 1);

        items.ShouldBeEmpty();
        shortages.ShouldBe([new DrawShortage(0, 2, 0)]);
    }

    [Fact]
    public void BankHash_AnotherVersionOfAQuestion_Differs()
    {
        var bank = Bank();
        var changed = bank.Select((q, i) => i == 0 ? q with { VersionId = new Guid(999, 0, 0, new byte[8]) } : q);

        PaperDraw.BankHash(Sections, changed).ShouldNotBe(PaperDraw.BankHash(Sections, bank));
    }

    [Fact]
    public void OptionOrder_OfTwoCandidates_IsAPermutationOfItsOwnAndStaysTheSame()
    {
        var item = new PaperItem(1, Guid.Empty, Guid.Empty, QuestionKind.Single, "法规", 2, ["A", "B", "C", "D", "E", "F"]);
        var orders = Enumerable.Range(1, 20).Select(i => PaperDraw.OptionOrder(item, 5, new Guid(i, 0, 0, [0, 0, 0, 0, 0, 0, 0, (byte)i]))).ToList();

        orders.ShouldAllBe(o => o.Order().SequenceEqual(Enumerable.Range(0, 6)));
        orders.Select(o => string.Concat(o)).Distinct().Count().ShouldBeGreaterThan(10);
        PaperDraw.OptionOrder(item, 5, new Guid(3, 0, 0, [0, 0, 0, 0, 0, 0, 0, 3])).ShouldBe(orders[2]);
    }

    [Fact]
    public void OptionOrder_OfAJudgement_IsThatOfItsWords() =>
        PaperDraw.OptionOrder(new PaperItem(1, Guid.Empty, Guid.Empty, QuestionKind.Judgement, "法规", 2, ["true", "false"]), 5, new Guid(9, 0, 0, new byte[8])).ShouldBe([0, 1]);

    private static List<BankItem> Bank() =>
    [
        .. Enumerable.Range(1, 40).Select(i => new BankItem(
            new Guid(i, 1, 0, new byte[8]), "Q" + i.ToString("0000", System.Globalization.CultureInfo.InvariantCulture), new Guid(i, 2, 0, new byte[8]),
            i % 3 == 0 ? QuestionKind.Multiple : QuestionKind.Single, i % 2 == 0 ? "法规" : "偏倚", 4, ["A", "B", "C", "D"])),
    ];
}
