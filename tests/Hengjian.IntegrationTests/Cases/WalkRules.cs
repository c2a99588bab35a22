using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Persistence;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;
using static Hengjian.Governance.Cases.Contracts.CaseState;
using Case = Hengjian.Governance.Cases.Domain.Case;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>What the design (case-states.md) and the clauses allow, read from it and not from the program.</summary>
internal static class WalkRules
{
    /// <summary>Every state.</summary>
    public static readonly IReadOnlyList<CaseState> States = [Registered, Indicated, Analysed, Reading, Provisional, Disagreed, OpinionIssued, Concluded, Reported, Closed, Cancelled];

    /// <summary>From each state, the states that one act may lead to; staying is always allowed.</summary>
    private static readonly Dictionary<CaseState, CaseState[]> Ways = new()
    {
        [Registered] = [Indicated, Cancelled],
        // When the AI fails, what was read before it counts at once.
        [Indicated] = [Analysed, Reading, Provisional, Disagreed, OpinionIssued, Cancelled],
        [Analysed] = [Reading, Provisional, Disagreed, OpinionIssued, Indicated, Cancelled],
        [Reading] = [Provisional, Disagreed, OpinionIssued, Cancelled],
        [Provisional] = [Disagreed, OpinionIssued],
        [Disagreed] = [Reading, Provisional, OpinionIssued],
        [OpinionIssued] = [Disagreed, Concluded],
        [Concluded] = [Reported],
        [Reported] = [Concluded, Closed],
        [Closed] = [Reported],
        [Cancelled] = [],
    };

    /// <summary>Checks a case after an act that was accepted.</summary>
    /// <param name="known">What was seen of the case before; brought up to date.</param>
    public static async Task CheckAsync(CaseWorld world, HengjianDbContext db, WalkCase known, string what)
    {
        var subject = await db.Set<Case>().SingleAsync(c => c.Id == known.Id);
        if (subject.State != known.State)
        {
            Ways[known.State].ShouldContain(subject.State, $"{known.State} –{what}→ {subject.State}");
        }

        var opinions = await db.Set<Opinion>().Where(o => o.CaseId == known.Id).OrderBy(o => o.SignedAt).ThenBy(o => o.Id).ToListAsync();
        var results = await db.Set<AiResult>().Where(r => r.CaseId == known.Id).OrderBy(r => r.ReceivedAt).ThenBy(r => r.Id).ToListAsync();
        Kept(known, opinions, results);
        opinions.RemoveAll(o => o.Draft);
        var eligible = new HashSet<Guid> { world.First.Id, world.Second.Id, world.Third.Id, world.Senior.Id };
        opinions.ShouldAllBe(o => eligible.Contains(o.PractitionerId) && o.SignatureId != null, "2.1.1 to 2.1.3: only eligible physicians sign");
        opinions.GroupBy(o => (o.PractitionerId, o.Phase)).ShouldAllBe(g => g.Count(o => !opinions.Exists(later => later.SupersedesId == o.Id)) == 1, "one current opinion a physician and phase");
        Blind(subject, opinions);

        if (subject.State is OpinionIssued or Concluded or Reported or Closed)
        {
            await IssuedAsync(world, db, subject, opinions, results);
        }

        if (subject.State is Concluded or Reported or Closed)
        {
            var diagnoses = await db.Set<FinalDiagnosis>().Where(d => d.CaseId == known.Id).ToListAsync();
            diagnoses.ShouldNotBeEmpty("3.3: no case is complete without a clinician's final diagnosis");
            diagnoses.ShouldAllBe(d => d.PractitionerId == world.Clinician.Id && d.SignatureId != Guid.Empty, "3.3: by a qualified clinician");
        }

        if (subject.Invasive && (opinions.Count > 0 || results.Exists(r => r.Status is AiResultStatus.Accepted)))
        {
            var consents = await db.Set<InformedConsent>().Where(c => c.CaseId == known.Id).ToListAsync();
            consents.ShouldContain(
                c => c.Content.Parties.Any(p => p.Kind == ConsentPartyKind.Patient && p.SignedAt != null) && c.Content.Parties.Any(p => p.Kind == ConsentPartyKind.Family && p.SignedAt != null)
                    && c.Content.Purpose && c.Content.Risks && c.Content.Precautions && c.Content.Complications && c.Content.Prevention,
                "3.4: patient and family were told everything and signed");
        }

        known.State = subject.State;
    }

    /// <summary>What was stored stays as it was stored.</summary>
    private static void Kept(WalkCase known, List<Opinion> opinions, List<AiResult> results)
    {
        foreach (var (id, was) in known.Said)
        {
            (opinions.Find(o => o.Id == id) is { } o ? Said(o) : results.Find(r => r.Id == id) is { } r ? Said(r) : null).ShouldBe(was, "nothing signed or received is ever changed");
        }

        known.Said.Clear();
        opinions.ForEach(o => known.Said[o.Id] = Said(o));
        results.ForEach(r => known.Said[r.Id] = Said(r));
    }

    private static string Said(Opinion o) => $"{o.PractitionerId} {o.Phase} {o.Label} {o.SignedAt:O} {o.SignatureId} {o.SupersedesId}";

    private static string Said(AiResult r) => $"{r.Label} {r.Score} {r.ContentHash} {r.ReceivedAt:O}";

    /// <summary>decisions.md 6 and 17: who reads blind first has signed before the AI result was shown.</summary>
    private static void Blind(Case subject, List<Opinion> opinions)
    {
        if (subject.Protocol != ReadingProtocol.BlindFirst || subject.WithoutAi)
        {
            return;
        }

        foreach (var after in opinions.Where(o => o.Phase == ReadingPhase.AfterAi && o.ShownAiResultId != null))
        {
            opinions.ShouldContain(o => o.PractitionerId == after.PractitionerId && o.Phase == ReadingPhase.BeforeAi && o.SignedAt <= after.SignedAt, "blind first");
        }
    }

    /// <summary>R17-3.2a and 3.2b.</summary>
    private static async Task IssuedAsync(CaseWorld world, HengjianDbContext db, Case subject, List<Opinion> opinions, List<AiResult> results)
    {
        var current = opinions.Where(o => (subject.WithoutAi || o.Phase == ReadingPhase.AfterAi) && o.UseConfirmed && !opinions.Exists(later => later.SupersedesId == o.Id)).ToList();
        var resolved = await db.Set<Resolution>().Where(r => r.CaseId == subject.Id).ToListAsync();
        current.Select(o => o.PractitionerId).Distinct().Count().ShouldBeGreaterThanOrEqualTo(2, "3.2a: two physicians");
        subject.IssuedLabel.ShouldNotBeNull();
        (current.Where(o => o.Label == subject.IssuedLabel).Select(o => o.PractitionerId).Distinct().Count() >= 2 || resolved.Exists(r => r.Label == subject.IssuedLabel))
            .ShouldBeTrue("3.2a: two physicians agree, or the disagreement was settled");
        if (!subject.WithoutAi)
        {
            results.ShouldContain(r => r.Status == AiResultStatus.Accepted && r.OperatorId == world.Technician.Id, "3.2b: an eligible operator confirmed the acquisition");
        }
    }
}

/// <summary>A case as a walk knows it.</summary>
internal sealed class WalkCase(Guid id, CaseState state)
{
    public Guid Id { get; } = id;

    public CaseState State { get; set; } = state;

    /// <summary>What each opinion and AI result said when it was first seen.</summary>
    public Dictionary<Guid, string> Said { get; } = [];
}
