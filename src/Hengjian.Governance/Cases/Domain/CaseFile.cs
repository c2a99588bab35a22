using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Domain;

/// <summary>The whole aggregate: the case and everything recorded on it, in order of recording.</summary>
internal sealed class CaseFile
{
    private CaseFile(Case subject) => Case = subject;

    public Case Case { get; }

    // What every act on a case reads.
    private static readonly CompiledQuery<Func<HengjianDbContext, Guid, Task<Case?>>> SubjectQuery = new(() => EF.CompileAsyncQuery(
        (HengjianDbContext db, Guid id) => db.Set<Case>().FirstOrDefault(c => c.Id == id)));

    private static readonly CompiledQuery<Func<HengjianDbContext, Guid, IAsyncEnumerable<AiResult>>> AiResultsQuery = new(() => EF.CompileAsyncQuery<HengjianDbContext, Guid, AiResult>(
        (db, id) => db.Set<AiResult>().Where(r => r.CaseId == id).OrderBy(r => r.ReceivedAt).ThenBy(r => r.Id)));

    private static readonly CompiledQuery<Func<HengjianDbContext, Guid, IAsyncEnumerable<Opinion>>> OpinionsQuery = new(() => EF.CompileAsyncQuery<HengjianDbContext, Guid, Opinion>(
        (db, id) => db.Set<Opinion>().Where(o => o.CaseId == id).OrderBy(o => o.SignedAt).ThenBy(o => o.Id)));

    private static readonly CompiledQuery<Func<HengjianDbContext, Guid, IAsyncEnumerable<Reference>>> ReferencesQuery = new(() => EF.CompileAsyncQuery<HengjianDbContext, Guid, Reference>(
        (db, id) => db.Set<Reference>().Where(r => r.CaseId == id).OrderBy(r => r.RecordedAt).ThenBy(r => r.Id)));

    public List<AiResult> AiResults { get; private init; } = [];

    public List<Opinion> Opinions { get; private init; } = [];

    public List<FinalDiagnosis> FinalDiagnoses { get; private init; } = [];

    public List<Resolution> Resolutions { get; private init; } = [];

    public List<Reference> References { get; private init; } = [];

    public List<InformedConsent> Consents { get; private init; } = [];

    /// <summary>The AI result that readers may be shown: the latest accepted or awaiting its operator.</summary>
    public AiResult? CurrentAiResult => AiResults.LastOrDefault(r => r.Status is AiResultStatus.Accepted or AiResultStatus.AwaitingOperator);

    public FinalDiagnosis? CurrentFinalDiagnosis => FinalDiagnoses.LastOrDefault();

    /// <summary>Opinions that no later one supersedes; a draft is none.</summary>
    public IEnumerable<Opinion> CurrentOpinions => Opinions.Where(o => !o.Draft && SupersededBy(o.Id) is null);

    /// <summary>References that were neither withdrawn nor superseded.</summary>
    public IEnumerable<Reference> StandingReferences => References.Where(r => r.EndedAt is null);

    /// <summary>The reference that judges the case: of highest precedence, the latest among equals.</summary>
    public Reference? JudgingReference => StandingReferences.OrderBy(r => r.Kind).ThenBy(r => r.RecordedAt).LastOrDefault();

    /// <summary>Where opinions stand by the deployment's rule of agreement; null: their labels.</summary>
    public OpinionPositions? Positions { get; set; }

    public Guid? SupersededBy(Guid opinion) => Opinions.FirstOrDefault(o => o.SupersedesId == opinion)?.Id;

    /// <summary>True once the reader has a signed before-AI opinion, from when blind-first hides nothing from that reader.</summary>
    public bool HasReadBlind(Guid? practitioner) => practitioner is not null && Opinions.Any(o => o.PractitionerId == practitioner && o.Phase == ReadingPhase.BeforeAi);

    /// <summary>A case just registered, with nothing recorded on it yet.</summary>
    public static CaseFile New(Case subject) => new(subject);

    /// <summary>The parts that statistics need, loaded for many cases at once; each list in order of recording.</summary>
    public static CaseFile Of(Case subject, IEnumerable<AiResult> results, IEnumerable<Opinion> opinions, IEnumerable<Reference> references) => new(subject)
    {
        AiResults = [.. results],
        Opinions = [.. opinions],
        References = [.. references],
    };

    /// <summary>Loads the case through <paramref name="db"/> (tracked when the context tracks), or null.</summary>
    public static async Task<CaseFile?> LoadAsync(HengjianDbContext db, Guid id, CancellationToken cancellationToken)
    {
        if (await SubjectQuery.For(db)(db, id) is not { } subject)
        {
            return null;
        }

        var fresh = subject.State is CaseState.Registered or CaseState.Indicated;
        if (fresh && subject.Version == 1)
        {
            // Every act moves the case's version, and registering makes none of its parts: there is nothing to read.
            return new CaseFile(subject);
        }

        return new CaseFile(subject)
        {
            AiResults = await AiResultsQuery.For(db)(db, id).ToListAsync(cancellationToken),
            Opinions = await OpinionsQuery.For(db)(db, id).ToListAsync(cancellationToken),
            Consents = subject.Invasive || subject.AiConsent != AiConsent.NotAsked ? await db.Set<InformedConsent>().Where(c => c.CaseId == id).OrderBy(c => c.RecordedAt).ThenBy(c => c.Id).ToListAsync(cancellationToken) : [],
            References = await ReferencesQuery.For(db)(db, id).ToListAsync(cancellationToken),
            Resolutions = fresh ? [] : await db.Set<Resolution>().Where(r => r.CaseId == id).OrderBy(r => r.SignedAt).ThenBy(r => r.Id).ToListAsync(cancellationToken),
            FinalDiagnoses = fresh ? [] : await db.Set<FinalDiagnosis>().Where(d => d.CaseId == id).OrderBy(d => d.SignedAt).ThenBy(d => d.Id).ToListAsync(cancellationToken),
        };
    }

    /// <summary>Facts of R17-3.2a. <paramref name="titles"/> are the authors' titles, where known.</summary>
    public IssuedOpinionFacts OpinionFacts(IReadOnlyDictionary<Guid, ProfessionalTitle?>? titles = null)
    {
        // Before-AI readings stand apart: they are compared with one another by statistics, never with the opinions that count.
        var positions = Positions is { Differ: true } rule ? rule.Of(CurrentOpinions.Where(o => Case.WithoutAi || o.Phase == ReadingPhase.AfterAi)) : null;
        return OpinionFacts(titles, positions) with { Groups = positions is null ? NoGroups : Positions!.Groups };
    }

    private static readonly Dictionary<string, string> NoGroups = [];

    private IssuedOpinionFacts OpinionFacts(IReadOnlyDictionary<Guid, ProfessionalTitle?>? titles, IReadOnlyDictionary<Guid, string>? positions) => new(
        WithAi: !Case.WithoutAi,
        [.. Opinions.Select(o => new OpinionFact(
            o.Id,
            o.PractitionerId,
            o.SignatureId is null && o.ObservedActId is null ? ActorKind.Device : ActorKind.Person,
            titles?.GetValueOrDefault(o.PractitionerId),
            o.Label,
            o.Phase,
            o.UseConfirmed,
            SupersededBy(o.Id) is not null,
            o.Decisions)
        {
            Position = positions?.GetValueOrDefault(o.Id),
            Says = positions is null ? null : Positions!.Says(o),
            Draft = o.Draft,
            Review = o.Role == OpinionRole.Review,
        })],
        ResolutionFact());

    /// <summary>Facts of R17-3.4.</summary>
    public InvasiveConsentFacts ConsentFacts() => new(
        Case.Invasive,
        Case.InvasiveProcedure?.Name,
        Case.InvasiveProcedure?.StartedAt,
        ConsentsOf(ConsentKind.Invasive));

    /// <summary>Facts of HP-13.2.</summary>
    public AiUseConsentFacts AiUseFacts() => new(Case.AiConsent == AiConsent.Required, ConsentsOf(ConsentKind.AiUse));

    /// <summary>Facts of HP-13.4. <paramref name="scanned"/> are the consents whose scan is attached.</summary>
    public ConsentScanFacts ScanFacts(IReadOnlySet<Guid> scanned) => new(
        Case.Invasive,
        [
            .. Consents.Where(c => c.Content is { Kind: ConsentKind.Invasive, SignedOnPaper: true })
                .Select(c => new PaperConsentFact(c.Id, c.Content.Emergency is not null, scanned.Contains(c.Id), c.WithdrawnAt)),
        ]);

    private List<ConsentFact> ConsentsOf(ConsentKind kind) =>
    [
        .. Consents.Where(c => c.Content.Kind == kind).Select(c => new ConsentFact(
            c.Id,
            c.Content.InformedBy,
            c.Content.InformedAt,
            c.Content.Parties,
            c.Content.Purpose,
            c.Content.Risks,
            c.Content.Precautions,
            c.Content.Complications,
            c.Content.Prevention,
            c.Content.Emergency,
            c.WithdrawnAt,
            c.Content.AttestedAt ?? c.RecordedAt)),
    ];

    private ResolutionFact? ResolutionFact()
    {
        // A resolution settles the opinions that stood then; a later opinion opens the question again.
        var last = Resolutions.LastOrDefault(r => !r.LeftOpen);
        return last is null || Opinions.Any(o => !o.Draft && o.SignedAt > last.SignedAt)
            ? null
            : new ResolutionFact(last.Method, last.Label, last.PractitionerId, last.Minutes is null ? null : last.Id.ToString("D"));
    }
}
