using System.Globalization;
using Hengjian.Governance.DataUse.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.DataUse.Domain.Rules;

/// <summary>
/// HP-13.1: data leave under one entry of the register that is for this receiver and purpose, in force on the day (first and last day included), for these categories, with
/// enough of its amount left and, by the pack, a valid agreement attached. It does not apply to data that stay within the institution.
/// </summary>
internal sealed class OutboundTransferRule() : Rule<DataTransferFacts>(ClauseIds.DataUse)
{
    private static readonly RuleMessage StaysInside = new("dataUse.staysInside");
    private static readonly RuleMessage NoEntry = new("dataUse.noEntry", "receiver", "purpose");
    private static readonly RuleMessage NotYet = new("dataUse.notYet", "number", "on");
    private static readonly RuleMessage Over = new("dataUse.over", "number", "on");
    private static readonly RuleMessage Ended = new("dataUse.ended", "number", "on");
    private static readonly RuleMessage OtherUnit = new("dataUse.otherUnit", "number", "unit");
    private static readonly RuleMessage UsedUp = new("dataUse.usedUp", "number", "left", "amount");
    private static readonly RuleMessage OtherCategory = new("dataUse.otherCategory", "number", "categories");
    private static readonly RuleMessage NoAgreement = new("dataUse.noAgreement", "number");

    public override IReadOnlyList<ParameterNeed> Needs => [new("agreementNeeded", ParameterType.Boolean)];

    public override IReadOnlyList<RuleMessage> Messages => [StaysInside, NoEntry, NotYet, Over, Ended, OtherUnit, UsedUp, OtherCategory, NoAgreement];

    /// <summary>The entry that covers the transfer, else null.</summary>
    public static DataUseFact? Covering(DataTransferFacts facts, DateTimeOffset at, bool agreementNeeded) =>
        facts.Entries.FirstOrDefault(e => !Faults(e, facts, ShanghaiDay.Of(at), agreementNeeded).Any());

    public override RuleAnswer Decide(DataTransferFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var day = ShanghaiDay.Of(at);
        var agreement = parameters.Bool("agreementNeeded");
        var sheet = new FactSheet().Add("receiver", facts.Receiver).Add("purpose", CodeName.Of(facts.Purpose)).Add("dataCategories", facts.Categories.Select(CodeName.Of))
            .Add("amount", facts.Amount).Add("amountUnit", CodeName.Of(facts.Unit)).Add("dataUseEntries", facts.Entries.Select(e => e.Number)).Add("onDay", day);
        if (!facts.Outbound)
            return RuleAnswer.NotApplicable(sheet, StaysInside.With());
        if (facts.Entries.Count == 0)
            return RuleAnswer.From(sheet, [NoEntry.With(facts.Receiver, CodeName.Of(facts.Purpose))]);
        if (Covering(facts, at, agreement) is { } covering)
            return RuleAnswer.From(sheet.Add("coveringEntry", covering.Number), []);
        return RuleAnswer.From(sheet, [.. facts.Entries.SelectMany(e => Faults(e, facts, day, agreement))]);
    }

    private static IEnumerable<MissingItem> Faults(DataUseFact entry, DataTransferFacts facts, DateOnly day, bool agreementNeeded)
    {
        if (day < entry.From)
            yield return NotYet.With(entry.Number, ClauseParameter.TextOf(entry.From)!);
        if (entry.EndedOn is { } ended && ended <= day)
            yield return Ended.With(entry.Number, ClauseParameter.TextOf(ended)!);
        else if (day > entry.To)
            yield return Over.With(entry.Number, ClauseParameter.TextOf(entry.To)!);
        if (entry.Unit != facts.Unit)
            yield return OtherUnit.With(entry.Number, CodeName.Of(entry.Unit));
        else if (facts.Amount > entry.Limit - entry.Used)
            yield return UsedUp.With(entry.Number, Number(Math.Max(0, entry.Limit - entry.Used)), Number(facts.Amount));
        if (facts.Categories.Except(entry.Categories).ToList() is { Count: > 0 } others)
            yield return OtherCategory.With(entry.Number, string.Join(',', others.Select(CodeName.Of)));
        if (agreementNeeded && !entry.HasAgreement)
            yield return NoAgreement.With(entry.Number);
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
