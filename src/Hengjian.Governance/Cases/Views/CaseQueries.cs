using Hengjian.Governance.Cases.Consents;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Views;

/// <summary>Filters of the work-list. All that are given must hold.</summary>
public sealed record CaseFilter
{
    public IReadOnlyList<CaseState> States { get; init; } = [];

    public Guid? DeploymentId { get; init; }

    /// <summary>Cases that wait for the caller: as reader an own opinion is lacking, as clinician the final diagnosis, as operator a confirmation.</summary>
    public bool Mine { get; init; }

    /// <summary>Cases that name the caller as reader, or lie in the pool.</summary>
    public CaseAssignment? Assigned { get; init; }

    public bool Overdue { get; init; }

    /// <summary>Cases that a clause stops: the operator's confirmation (R17-3.2b) or a consent (R17-3.4) is lacking.</summary>
    public bool Blocked { get; init; }

    /// <summary>Cases whose order no standing rule decided: they wait for a physician.</summary>
    public bool Exceptions { get; init; }

    public ReadingProtocol? Protocol { get; init; }

    /// <summary>Exact case number, accession number, patient identifier or name.</summary>
    public string? Search { get; init; }

    public CaseSort Sort { get; init; } = CaseSort.Newest;

    public int Page { get; init; } = 1;

    public int PageSize { get; init; } = 20;
}

/// <summary>How a case came to a reader.</summary>
public enum CaseAssignment
{
    /// <summary>By name.</summary>
    Me,

    /// <summary>Through the pool: nobody is named.</summary>
    Pool,
}

public enum CaseSort
{
    Newest,
    Oldest,
    Due,
    DueLast,
    Number,
    NumberLast,
}

/// <summary>A page of the work-list. Counting stops at <see cref="CaseQueries.CountedUpTo"/>, so that the list does not slow with history.</summary>
public sealed record CasePage(IReadOnlyList<CaseListItem> Items, int Total, bool TotalIsLowerBound);

/// <summary>One line of the work-list. It never tells what the AI or a reader said.</summary>
public sealed record CaseListItem(
    Guid Id,
    string Number,
    CaseState State,
    ReadingProtocol Protocol,
    Guid DeploymentId,
    string DeploymentName,
    string? PatientName,
    Sex Sex,
    int? Age,
    string ExaminationKind,
    DateTimeOffset ExaminedAt,
    DateTimeOffset RegisteredAt,
    DateTimeOffset? DueAt,
    bool Overdue,
    int OpinionsSigned,
    bool AwaitingOperator,
    bool WithoutAi,
    bool Mine);

/// <summary>One record of the case's time line, from the ledger.</summary>
public sealed record TimeLineEntry(Guid RecordId, string Action, DateTimeOffset At, string ActorId, long? LeafIndex);

/// <summary>Reads cases within the caller's scope.</summary>
public sealed class CaseQueries(
    Database database, IDeploymentDirectory deployments, IPractitionerDirectory practitioners, IIndicationGrounds grounds, CaseProjection projection, CaseActors actors, CaseReaches reaches, IDocumentDirectory documents, TimeProvider clock)
{
    /// <summary>Totals above this are answered as a lower bound.</summary>
    public const int CountedUpTo = 10_000;

    private const string CriticalValueTold = "case.criticalValue.told";

    /// <summary>The case as the caller may see it, or null outside the caller's scope.</summary>
    public async Task<CaseView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var file = await CaseFile.LoadAsync(db, id, cancellationToken);
        if (file is null || caller.Kind == CallerKind.Device || !(await reaches.OfAsync(db, caller, cancellationToken)).Sees(file.Case))
        {
            return null;
        }

        var deployment = (await deployments.FindAsync(db, file.Case.DeploymentId, cancellationToken))!;
        file.Positions = new OpinionPositions(deployment.Reading, o => database.Fields.Unprotect(o.InstitutionId, "fields", o.Id, o.Fields));
        var indicated = await db.Set<CaseIndication>().FirstOrDefaultAsync(i => i.CaseId == id, cancellationToken);
        var people = file.Opinions.Select(o => o.PractitionerId)
            .Concat(file.FinalDiagnoses.Select(d => d.PractitionerId))
            .Concat(file.Resolutions.Select(r => r.PractitionerId))
            .Concat(file.AiResults.Select(r => r.OperatorId).OfType<Guid>())
            .Concat(file.Case.Readers)
            .Concat(file.Resolutions.SelectMany(r => r.Attendees))
            .Concat(file.Case.ClinicianId is { } c ? [c] : [])
            .Concat(new[] { indicated?.PractitionerId, indicated?.SecondId }.OfType<Guid>())
            .ToHashSet();
        var names = await practitioners.NamesAsync(db, people, cancellationToken);
        var now = clock.GetUtcNow();
        var written = await actors.RulesAsync(db, null, null, deployment, now, cancellationToken);
        var ground = await grounds.OfAsync(db, deployment.Id, cancellationToken);
        return projection.For(
            caller, file, deployment, names, written, ground, indicated, await ConsentScans.ScannedAsync(db, documents, file.Consents, cancellationToken), database.Fields, now);
    }

    /// <summary>What the ledger records of the case, oldest first.</summary>
    public async Task<IReadOnlyList<TimeLineEntry>> TimeLineAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var records = await db.Set<LedgerRecordRow>()
            .Where(r => r.SubjectId == id && r.SubjectKind == nameof(Case) && r.Action.StartsWith("case."))
            .OrderBy(r => r.RecordedAt).ThenBy(r => r.Id)
            .Select(r => new TimeLineEntry(r.Id, r.Action, r.RecordedAt, r.ActorId, r.LeafIndex))
            .ToListAsync(cancellationToken);

        // That somebody found a critical value tells a blinded reader what the picture shows.
        if (records.Exists(r => r.Action == CriticalValueTold) && await CaseFile.LoadAsync(db, id, cancellationToken) is { } file && Blindness.Of(caller, file).OpinionsHidden)
        {
            records.RemoveAll(r => r.Action == CriticalValueTold);
        }

        return records;
    }

    /// <summary>A page of the work-list.</summary>
    public async Task<CasePage> ListAsync(Caller caller, CaseFilter filter, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var now = clock.GetUtcNow();
        var cases = Filter(db, (await reaches.OfAsync(db, caller, cancellationToken)).Visible(db.Set<Case>()), caller, filter, now);
        var total = await cases.Take(CountedUpTo + 1).CountAsync(cancellationToken);
        var page = await Sort(cases, filter.Sort).Skip((filter.Page - 1) * filter.PageSize).Take(filter.PageSize).ToListAsync(cancellationToken);

        var ids = page.Select(c => c.Id).ToList();
        var opinions = await db.Set<Opinion>().Where(o => ids.Contains(o.CaseId) && o.SupersedesId == null && !o.Draft && o.Phase == ReadingPhase.AfterAi)
            .GroupBy(o => o.CaseId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var awaiting = (await db.Set<AiResult>().Where(r => ids.Contains(r.CaseId) && r.Status == AiResultStatus.AwaitingOperator)
            .Select(r => r.CaseId).ToListAsync(cancellationToken)).ToHashSet();
        var mine = (await CaseWork.WaitingFor(db, db.Set<Case>().Where(c => ids.Contains(c.Id)), caller).Select(c => c.Id).ToListAsync(cancellationToken)).ToHashSet();
        var deploymentIds = page.Select(c => c.DeploymentId).Distinct().ToList();
        var deploymentNames = await deployments.NamesAsync(db, deploymentIds, cancellationToken);
        var items = page.Select(c => new CaseListItem(
            c.Id,
            c.Number,
            c.State,
            c.Protocol,
            c.DeploymentId,
            deploymentNames.GetValueOrDefault(c.DeploymentId, ""),
            Masking.Name(database.Fields.Unprotect(c.InstitutionId, "patient_name", c.Id, c.PatientName)),
            c.Sex,
            c.AgeAtExamination,
            c.ExaminationKind,
            c.ExaminedAt,
            c.RegisteredAt,
            c.DueAt,
            c.DueAt < now,
            opinions.GetValueOrDefault(c.Id),
            awaiting.Contains(c.Id),
            c.WithoutAi,
            mine.Contains(c.Id))).ToList();
        return new CasePage(items, Math.Min(total, CountedUpTo), total > CountedUpTo);
    }

    /// <summary>How many cases of each state the filter leaves, whatever states it names itself; counting stops at <see cref="CaseWorkload.CountedUpTo"/> a state.</summary>
    public async Task<IReadOnlyDictionary<CaseState, int>> CountByStateAsync(Caller caller, CaseFilter filter, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var visible = (await reaches.OfAsync(db, caller, cancellationToken)).Visible(db.Set<Case>());
        var cases = Filter(db, visible, caller, filter with { States = [] }, clock.GetUtcNow());
        var counts = new Dictionary<CaseState, int>();
        foreach (var state in Enum.GetValues<CaseState>())
        {
            counts[state] = await cases.Where(c => c.State == state).Take(CaseWorkload.CountedUpTo).CountAsync(cancellationToken);
        }

        return counts;
    }

    private IQueryable<Case> Filter(HengjianDbContext db, IQueryable<Case> cases, Caller caller, CaseFilter filter, DateTimeOffset now)
    {
        if (filter.States.Count > 0)
        {
            var states = filter.States;
            cases = cases.Where(c => states.Contains(c.State));
        }

        if (filter.DeploymentId is { } deployment)
        {
            cases = cases.Where(c => c.DeploymentId == deployment);
        }

        if (filter.Protocol is { } protocol)
        {
            cases = cases.Where(c => c.Protocol == protocol);
        }

        if (filter.Assigned == CaseAssignment.Pool)
        {
            cases = cases.Where(c => c.NamedReaders == "");
        }
        else if (filter.Assigned == CaseAssignment.Me)
        {
            var self = caller.PractitionerId?.ToString("D") ?? "-";
            cases = cases.Where(c => c.NamedReaders.Contains(self));
        }

        if (filter.Overdue)
        {
            cases = cases.Where(c => c.DueAt != null && c.DueAt < now);
        }

        if (filter.Exceptions)
        {
            cases = cases.Where(c => c.State == CaseState.Registered);
        }

        if (filter.Blocked)
        {
            cases = CaseWork.Blocked(db, cases);
        }

        if (filter.Mine)
        {
            cases = CaseWork.WaitingFor(db, cases, caller);
        }

        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var text = filter.Search.Trim();
            var patient = database.Fields.BlindIndex(caller.InstitutionId, "patient", text);
            var name = database.Fields.BlindIndex(caller.InstitutionId, "name", text);
            var accession = database.Fields.BlindIndex(caller.InstitutionId, "accession", text);
            cases = cases.Where(c => c.Number == text || c.PatientIdentifierIndex == patient || c.PatientNameIndex == name || c.AccessionNumberIndex == accession);
        }

        return cases;
    }

    private static IOrderedQueryable<Case> Sort(IQueryable<Case> cases, CaseSort sort) => sort switch
    {
        CaseSort.Oldest => cases.OrderBy(c => c.RegisteredAt).ThenBy(c => c.Id),
        CaseSort.Due => cases.OrderBy(c => c.DueAt == null).ThenBy(c => c.DueAt).ThenBy(c => c.Id),
        CaseSort.DueLast => cases.OrderBy(c => c.DueAt == null).ThenByDescending(c => c.DueAt).ThenBy(c => c.Id),
        CaseSort.Number => cases.OrderBy(c => c.Number),
        CaseSort.NumberLast => cases.OrderByDescending(c => c.Number),
        _ => cases.OrderByDescending(c => c.RegisteredAt).ThenByDescending(c => c.Id),
    };
}
