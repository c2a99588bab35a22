using Hengjian.Governance.Agreements.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Agreements.Domain.Rules;

/// <summary>
/// HP-9.1: a physician of another institution acts only under an agreement that both sides have signed, in its term and not ended, that covers the deployment and the act and
/// has the physician as a reader: named by the reading institution, or authorised by the asking one and never struck from the list.
/// </summary>
internal sealed class RemoteAgreementRule() : Rule<RemoteReaderFacts>(ClauseIds.RemoteAgreement)
{
    private static readonly RuleMessage NotRemote = new("agreement.notRemote");
    private static readonly RuleMessage None = new("agreement.none", "institution");
    private static readonly RuleMessage NotYet = new("agreement.notYet", "number", "from");
    private static readonly RuleMessage Over = new("agreement.over", "number", "on");
    private static readonly RuleMessage Ended = new("agreement.ended", "number", "on", "reason");
    private static readonly RuleMessage NotCovered = new("agreement.notCovered", "number");
    private static readonly RuleMessage OtherAct = new("agreement.otherAct", "number", "act");
    private static readonly RuleMessage NotNamed = new("agreement.notNamed", "number");
    private static readonly RuleMessage Struck = new("agreement.struck", "number", "on");

    public override IReadOnlyList<RuleMessage> Messages => [NotRemote, None, NotYet, Over, Ended, NotCovered, OtherAct, NotNamed, Struck];

    /// <summary>The least sample of the region's figures on remote reading; it decides nothing here.</summary>
    public override IReadOnlyList<ParameterNeed> Needs => [new("leastCases", ParameterType.Integer)];

    public override RuleAnswer Decide(RemoteReaderFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var sheet = new FactSheet().Add("practitionerId", facts.PractitionerId).Add("act", CodeName.Of(facts.Act));
        if (facts.Home is not { } home)
            return RuleAnswer.NotApplicable(sheet, NotRemote.With());

        sheet.Add("remoteFrom", home.Institution).Add("onDay", ShanghaiDay.Of(at));
        var missing = new List<MissingItem>();
        var signed = facts.Agreements.Where(a => a.Partner == home.InstitutionId && a.AcceptedAt <= at && (facts.KnownAt is null || a.AcceptedAt <= facts.KnownAt));
        foreach (var agreement in signed.OrderByDescending(a => a.To).ThenByDescending(a => a.AcceptedAt))
        {
            if (Fault(agreement, facts, at) is { } fault)
            {
                missing.Add(fault);
                continue;
            }

            sheet.Add("agreementId", agreement.Id).Add("agreementNumber", agreement.Number).Add("agreementFrom", agreement.From).Add("agreementTo", agreement.To)
                .Add("readerBy", Listed(agreement, facts, at) is null ? "authorisation" : "list");
            return RuleAnswer.From(sheet, []);
        }

        if (missing.Count == 0)
            missing.Add(None.With(home.Institution));
        return RuleAnswer.From(sheet, missing);
    }

    private static MissingItem? Fault(AgreementFact agreement, RemoteReaderFacts facts, DateTimeOffset at)
    {
        var day = ShanghaiDay.Of(at);
        if (agreement.EndedAt is { } ended && ended <= at && (facts.KnownAt is null || ended <= facts.KnownAt))
            return Ended.With(agreement.Number, Day(ShanghaiDay.Of(ended)), agreement.EndReason ?? "");
        if (day < agreement.From)
            return NotYet.With(agreement.Number, Day(agreement.From));
        if (day > agreement.To)
            return Over.With(agreement.Number, Day(agreement.To));
        if (!agreement.Covers)
            return NotCovered.With(agreement.Number);
        if (!agreement.Acts.Contains(facts.Act))
            return OtherAct.With(agreement.Number, CodeName.Of(facts.Act));
        return Listed(agreement, facts, at) switch
        {
            { RemovedAt: { } removed } when removed <= at && (facts.KnownAt is null || removed <= facts.KnownAt) => Struck.With(agreement.Number, Day(ShanghaiDay.Of(removed))),
            null when !facts.Authorised => NotNamed.With(agreement.Number),
            _ => null,
        };
    }

    /// <summary>The last naming of the reader by then.</summary>
    private static NamedReaderFact? Listed(AgreementFact agreement, RemoteReaderFacts facts, DateTimeOffset at) =>
        agreement.Readers.LastOrDefault(r => r.PractitionerId == facts.PractitionerId && r.AddedAt <= at && (facts.KnownAt is null || r.AddedAt <= facts.KnownAt));

    private static string Day(DateOnly day) => ClauseParameter.TextOf(day)!;
}
