using System.Globalization;
using Hengjian.Governance.Authorisations.Contracts;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Authorisations.Domain.Rules;

/// <summary>
/// HP-7.1: an authorisation for the act on the deployment is in its term, neither suspended nor revoked, and the person was not away so long since that it must be decided
/// anew. Technologies outside the specification ask for none.
/// </summary>
internal sealed class AuthorisationRule() : Rule<AuthorisationFacts>(ClauseIds.Authorisation)
{
    private static readonly RuleMessage NotGated = new("authorisation.notGated");
    private static readonly RuleMessage None = new("authorisation.none", "act");
    private static readonly RuleMessage Pending = new("authorisation.pending", "state");
    private static readonly RuleMessage NotYet = new("authorisation.notYet", "number", "from");
    private static readonly RuleMessage Ended = new("authorisation.ended", "number", "on");
    private static readonly RuleMessage Suspended = new("authorisation.suspended", "number", "since", "reason");
    private static readonly RuleMessage Revoked = new("authorisation.revoked", "number", "on", "reason");
    private static readonly RuleMessage Absence = new("authorisation.absence", "number", "months", "from");

    public override IReadOnlyList<ParameterNeed> Needs => [new("absenceMonths", ParameterType.Integer)];

    public override IReadOnlyList<RuleMessage> Messages => [NotGated, None, Pending, NotYet, Ended, Suspended, Revoked, Absence];

    public override RuleAnswer Decide(AuthorisationFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var act = CodeName.Of(facts.Act);
        var sheet = new FactSheet().Add("practitionerId", facts.PractitionerId).Add("act", act);
        if (!facts.Gated)
            return RuleAnswer.NotApplicable(sheet, NotGated.With());

        var terms = facts.Known.Terms.Where(t => t.Acts.Contains(facts.Act) && (facts.KnownAt is null || t.GrantedAt <= facts.KnownAt)).ToArray();
        var months = parameters.Int("absenceMonths");
        var missing = new List<MissingItem>();
        foreach (var term in terms.OrderByDescending(t => t.Until))
        {
            if (Fault(term, facts, at, months) is { } fault)
            {
                missing.Add(fault);
                continue;
            }

            sheet.Add("authorisationId", term.Id).Add("authorisationNumber", term.Number).Add("authorisationKind", CodeName.Of(term.Kind))
                .Add("authorisedFrom", ShanghaiDay.Of(term.From)).Add("authorisedTo", LastDay(term)).Add("conditions", term.Conditions);
            return RuleAnswer.From(sheet, []);
        }

        if (missing.Count == 0)
            missing.Add(None.With(act));
        foreach (var (state, acts) in facts.Known.Pending.Where(p => facts.KnownAt is null && p.Acts.Contains(facts.Act)))
            missing.Add(Pending.With(CodeName.Of(state)));
        return RuleAnswer.From(sheet.Add("onDay", ShanghaiDay.Of(at)), missing);
    }

    private static MissingItem? Fault(AuthorisationTerm term, AuthorisationFacts facts, DateTimeOffset at, int absenceMonths)
    {
        if (at < term.From)
            return NotYet.With(term.Number, Day(ShanghaiDay.Of(term.From)));
        if (at >= term.Until)
            return Ended.With(term.Number, Day(LastDay(term)));
        var change = term.ChangeAt(at, facts.KnownAt);
        if (change is { Kind: AuthorisationChangeKind.Suspended })
            return Suspended.With(term.Number, Day(ShanghaiDay.Of(change.At)), change.Reason);
        if (change is { Kind: AuthorisationChangeKind.Revoked })
            return Revoked.With(term.Number, Day(ShanghaiDay.Of(change.At)), change.Reason);
        return Absences(facts.Periods, term, at, absenceMonths) is { } leave
            ? Absence.With(term.Number, absenceMonths.ToString(CultureInfo.InvariantCulture), Day(leave.From))
            : null;
    }

    /// <summary>A leave longer than the limit that reached into the term before the moment.</summary>
    private static SpecialtyPeriodFact? Absences(IReadOnlyList<SpecialtyPeriodFact> periods, AuthorisationTerm term, DateTimeOffset at, int months)
    {
        var day = ShanghaiDay.Of(at);
        var from = ShanghaiDay.Of(term.From);
        return periods.FirstOrDefault(p =>
        {
            if (p.Kind != SpecialtyPeriodKind.Leave || p.From > day)
                return false;
            var end = p.To is { } to && to < day ? to.AddDays(1) : day;
            return end > from && end > ShanghaiDay.AddMonths(p.From, months);
        });
    }

    private static DateOnly LastDay(AuthorisationTerm term) => ShanghaiDay.Of(term.Until.AddTicks(-1));

    private static string Day(DateOnly day) => ClauseParameter.TextOf(day)!;
}
