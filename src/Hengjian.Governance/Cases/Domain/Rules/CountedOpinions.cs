using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Cases.Domain.Rules;

/// <summary>
/// Which opinions of a case count to R17-3.2a: current ones, by persons, after the AI result (any phase without AI), whose authors were eligible by
/// the decisions frozen into their own signatures; one a physician, the last signed.
/// </summary>
internal sealed class CountedOpinions
{
    private static readonly string[] EligibilityClauses = [ClauseIds.PracticeLicence, ClauseIds.SpecialtyYears, ClauseIds.PhysicianTraining];

    private CountedOpinions(IReadOnlyList<OpinionFact> counted, IReadOnlyList<(OpinionFact Opinion, string Why)> others)
    {
        Counted = counted;
        Others = others;
    }

    /// <summary>One opinion for each physician who counts, in order of signing.</summary>
    public IReadOnlyList<OpinionFact> Counted { get; }

    /// <summary>The rest, each with a term of the pack that says why.</summary>
    public IReadOnlyList<(OpinionFact Opinion, string Why)> Others { get; }

    public static CountedOpinions Of(IssuedOpinionFacts facts, bool useMustBeConfirmed)
    {
        var judged = facts.Opinions.Select(o => (Opinion: o, Why: WhyNot(o, facts.WithAi, useMustBeConfirmed))).ToArray();
        var last = judged
            .Where(j => j.Why is null)
            .GroupBy(j => j.Opinion.PractitionerId)
            .Select(g => g.Last().Opinion)
            .ToHashSet(ReferenceEqualityComparer.Instance);
        return new CountedOpinions(
            [.. judged.Where(j => last.Contains(j.Opinion)).Select(j => j.Opinion)],
            [.. judged.Where(j => !last.Contains(j.Opinion)).Select(j => (j.Opinion, j.Why ?? "samePhysician"))]);
    }

    private static string? WhyNot(OpinionFact opinion, bool withAi, bool useMustBeConfirmed)
    {
        if (opinion.Author != ActorKind.Person || opinion.PractitionerId is not { } author)
            return "notAPerson";
        if (opinion.Draft)
            return "draft";
        if (opinion.Superseded)
            return "superseded";
        if (withAi && opinion.Phase == ReadingPhase.BeforeAi)
            return "beforeAi";
        if (useMustBeConfirmed && !opinion.UseConfirmed)
            return "useNotConfirmed";
        // Opinions signed before authorisations were kept carry no decision on one; where there is one it counts.
        if (opinion.Eligibility.Any(d => d.Clause == ClauseIds.Authorisation && d.Blocks))
            return "ineligible";
        foreach (var clause in EligibilityClauses)
        {
            var frozen = opinion.Eligibility.FirstOrDefault(d => d.Clause == clause);
            if (frozen is null || frozen.Outcome == ClauseOutcome.NotDecided)
                return "eligibilityNotDecided";

            // A decision about someone else proves nothing, however it came into this signature.
            if (frozen.Facts.GetValueOrDefault("practitionerId") is string id && id != author.ToString())
                return "eligibilityOfOther";
            if (frozen.Blocks)
                return "ineligible";
        }

        return null;
    }
}
