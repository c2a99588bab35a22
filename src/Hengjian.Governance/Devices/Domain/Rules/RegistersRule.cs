using System.Globalization;
using Hengjian.Governance.Devices.Contracts;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Devices.Domain.Rules;

/// <summary>
/// R17-3.8.2: what was received has an origin that can be traced and, where the pack asks so, a second person who checked it; what was drawn is used, wasted or on
/// hand; stock is counted within the pack's interval and a difference is explained; what was used was billed; and the registers are kept under a written policy in force.
/// </summary>
internal sealed class RegistersRule() : Rule<RegisterFacts>(ClauseIds.Registers)
{
    private static readonly RuleMessage Nothing = new("register.nothing");
    private static readonly RuleMessage NoPolicy = new("register.noPolicy");
    private static readonly RuleMessage PolicyOverdue = new("register.policyOverdue", "title", "on");
    private static readonly RuleMessage NoSupplier = new("register.noSupplier", "receipt", "on");
    private static readonly RuleMessage NoDocument = new("register.noDocument", "receipt", "on");
    private static readonly RuleMessage NotTraceable = new("register.notTraceable", "receipt", "on");
    private static readonly RuleMessage NotChecked = new("register.notChecked", "receipt", "on");
    private static readonly RuleMessage Balance = new("register.balance", "drawn", "used", "wasted", "onHand");
    private static readonly RuleMessage NotCounted = new("register.notCounted", "since", "months");
    private static readonly RuleMessage Difference = new("register.difference", "on", "expected", "counted");
    private static readonly RuleMessage Billed = new("register.billed", "from", "to", "used", "billed");

    public override IReadOnlyList<ParameterNeed> Needs =>
        [new("secondPersonAtReceipt", ParameterType.Boolean), new("stockCountMonths", ParameterType.Integer)];

    public override IReadOnlyList<RuleMessage> Messages => [Nothing, NoPolicy, PolicyOverdue, NoSupplier, NoDocument, NotTraceable, NotChecked, Balance, NotCounted, Difference, Billed];

    public override RuleAnswer Decide(RegisterFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var day = ShanghaiDay.Of(at);
        var second = parameters.Bool("secondPersonAtReceipt");
        var months = parameters.Int("stockCountMonths");
        var sheet = new FactSheet().Add("device", facts.Name).Add("receipts", facts.Receipts.Count).Add("secondPersonAtReceipt", second).Add("onDay", day);
        if (facts.Receipts.Count == 0)
            return RuleAnswer.NotApplicable(sheet, Nothing.With());

        sheet.Add("policies", facts.Policies.Select(p => $"{p.Title} {p.Number}"));
        var missing = Faults(facts.Policies, day).Concat(facts.Receipts.SelectMany(r => Faults(r, second))).ToList();
        if (facts.Stock is { } stock)
        {
            sheet.Add("drawn", stock.Drawn).Add("used", stock.Used).Add("wasted", stock.Wasted).Add("onHand", stock.OnHand)
                .Add("lastCountOn", stock.LastCount?.On).Add("billed", stock.Billed.Select(b => $"{Text(b.From)}/{Text(b.To)}: {Number(b.Used)}/{Number(b.Billed)}"));
            missing.AddRange(Faults(stock, months, day));
        }

        return RuleAnswer.From(sheet, missing);
    }

    /// <summary>One policy within its review date is enough; its last day is in time.</summary>
    private static IEnumerable<MissingItem> Faults(IReadOnlyList<WrittenPolicyFact> policies, DateOnly day)
    {
        if (policies.Count == 0)
            yield return NoPolicy.With();
        else if (policies.MaxBy(p => p.ReviewBy) is { } latest && latest.ReviewBy < day)
            yield return PolicyOverdue.With(latest.Title, Text(latest.ReviewBy));
    }

    private static IEnumerable<MissingItem> Faults(ReceiptFact receipt, bool second)
    {
        var on = Text(receipt.ReceivedOn);
        if (string.IsNullOrWhiteSpace(receipt.Supplier))
            yield return NoSupplier.With(receipt.Name, on);
        if (string.IsNullOrWhiteSpace(receipt.Document))
            yield return NoDocument.With(receipt.Name, on);
        if (!receipt.Traceable)
            yield return NotTraceable.With(receipt.Name, on);
        if (second && !receipt.Checked)
            yield return NotChecked.With(receipt.Name, on);
    }

    private static IEnumerable<MissingItem> Faults(StockFacts stock, int months, DateOnly day)
    {
        if (stock.Drawn != stock.Used + stock.Wasted + stock.OnHand)
            yield return Balance.With(Number(stock.Drawn), Number(stock.Used), Number(stock.Wasted), Number(stock.OnHand));
        if ((stock.LastCount?.On ?? stock.HeldSince) is { } since && day > ShanghaiDay.AddMonths(since, months))
            yield return NotCounted.With(Text(since), Number(months));
        if (stock.LastCount is { } count && count.Expected != count.Counted && string.IsNullOrWhiteSpace(count.Explanation))
            yield return Difference.With(Text(count.On), Number(count.Expected), Number(count.Counted));
        foreach (var period in stock.Billed.Where(b => b.Used != b.Billed))
            yield return Billed.With(Text(period.From), Text(period.To), Number(period.Used), Number(period.Billed));
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateOnly? day) => ClauseParameter.TextOf(day) ?? "–";
}
