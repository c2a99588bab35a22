using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Practitioners.Contracts;

/// <summary>Whether someone may act here at all on a day: no reader of an imported study, not suspended, not gone.</summary>
internal static class StandingCheck
{
    private static readonly RuleMessage StudyReader = new("standing.studyReader");
    private static readonly RuleMessage Suspended = new("standing.suspended", "from");
    private static readonly RuleMessage Left = new("standing.left", "on");

    public static IReadOnlyList<RuleMessage> Messages { get; } = [StudyReader, Suspended, Left];

    public static void Check(PractitionerFacts practitioner, DateOnly day, FactSheet facts, List<MissingItem> missing)
    {
        facts.Add("practitionerId", practitioner.Id).Add("practitionerKind", CodeName.Of(practitioner.Kind));
        if (practitioner.StudyReader)
            missing.Add(StudyReader.With());
        if (practitioner.Suspensions.FirstOrDefault(s => s.Contains(day)) is { } suspension)
        {
            facts.Add("suspendedFrom", suspension.From);
            missing.Add(Suspended.With(ClauseParameter.TextOf(suspension.From)!));
        }

        if (practitioner.Departures.FirstOrDefault(d => d.Contains(day)) is { } departure)
        {
            facts.Add("leftOn", departure.From);
            missing.Add(Left.With(ClauseParameter.TextOf(departure.From)!));
        }
    }
}
