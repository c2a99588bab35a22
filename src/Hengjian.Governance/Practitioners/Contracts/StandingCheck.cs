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
        if (practitioner.SuspendedFrom is { } from && from <= day)
        {
            facts.Add("suspendedFrom", from);
            missing.Add(Suspended.With(ClauseParameter.TextOf(from)!));
        }

        if (practitioner.LeftOn is { } left && left <= day)
        {
            facts.Add("leftOn", left);
            missing.Add(Left.With(ClauseParameter.TextOf(left)!));
        }
    }
}
