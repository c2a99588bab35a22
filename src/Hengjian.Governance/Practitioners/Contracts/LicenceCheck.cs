using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Practitioners.Contracts;

/// <summary>Whether someone is a physician with a practice licence in force here (a remote reader: at home) whose scope covers one of the scopes asked for.</summary>
internal static class LicenceCheck
{
    private static readonly RuleMessage NotPhysician = new("licence.notPhysician", "kind");
    private static readonly RuleMessage NoNumber = new("licence.none");
    private static readonly RuleMessage NotYet = new("licence.notYet", "from");
    private static readonly RuleMessage Expired = new("licence.expired", "to");
    private static readonly RuleMessage NotHere = new("licence.notHere");
    private static readonly RuleMessage NotAtHome = new("licence.notAtHome", "institution");
    private static readonly RuleMessage NoScopeAsked = new("licence.noScopeAsked");
    private static readonly RuleMessage Scope = new("licence.scope", "has", "needs");

    public static IReadOnlyList<RuleMessage> Messages { get; } = [NotPhysician, NoNumber, NotYet, Expired, NotHere, NotAtHome, NoScopeAsked, Scope];

    /// <param name="practitioner">The person.</param>
    /// <param name="scopesAsked">Scopes, one of which the licence must have; <c>null</c>: any will do.</param>
    /// <param name="day">The day.</param>
    /// <param name="facts">Takes what was looked at.</param>
    /// <param name="missing">Takes what is missing.</param>
    public static void Check(
        PractitionerFacts practitioner, IReadOnlyList<string>? scopesAsked, DateOnly day, FactSheet facts, List<MissingItem> missing)
    {
        // A remote reader practises where the licence is registered: under an agreement (HP-9.1) the diagnosis is made there, and no filing here is asked.
        var home = practitioner.Home;
        if (home is not null)
            facts.Add("remoteFrom", home.Institution);
        facts
            .Add("licenceNumber", practitioner.LicenceNumber)
            .Add("licenceCategory", practitioner.LicenceCategory)
            .Add("licenceFrom", practitioner.LicenceFrom)
            .Add("licenceTo", practitioner.LicenceTo)
            .Add(home is null ? "licensedHere" : "licensedAtHome", practitioner.PractisesHereOn(day))
            .Add("onDay", day);

        if (practitioner.Kind != PractitionerKind.Physician)
            missing.Add(NotPhysician.With(CodeName.Of(practitioner.Kind)));
        if (string.IsNullOrWhiteSpace(practitioner.LicenceNumber))
            missing.Add(NoNumber.With());
        if (practitioner.LicenceFrom is { } from && day < from)
            missing.Add(NotYet.With(ClauseParameter.TextOf(from)!));
        if (practitioner.LicenceTo is { } to && day > to)
            missing.Add(Expired.With(ClauseParameter.TextOf(to)!));
        if (!practitioner.PractisesHereOn(day))
            missing.Add(home is null ? NotHere.With() : NotAtHome.With(home.Institution));
        if (scopesAsked is null)
            return;
        facts.Add("scopes", practitioner.Scopes).Add("scopesAsked", scopesAsked);
        if (scopesAsked.Count == 0)
            missing.Add(NoScopeAsked.With());
        else if (!practitioner.Scopes.Any(s => scopesAsked.Any(asked => NameMatch.Same(s, asked))))
            missing.Add(Scope.With(practitioner.Scopes.Count == 0 ? "none" : string.Join(',', practitioner.Scopes), string.Join(',', scopesAsked)));
    }
}
