using System.Globalization;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Compliance.Domain;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Compliance.Findings;

/// <summary>Raises findings and marks them as mended, within other modules' acts.</summary>
internal sealed class FindingBook(RegulationCatalog catalog, IInstitutionRegister institutions) : IFindings
{
    private const int KeysAtOnce = 500;

    public async Task<Guid> RaiseAsync(WriteScope scope, FindingDraft draft, CancellationToken cancellationToken)
    {
        if (await FindAsync(scope, draft.Key, cancellationToken) is { } known)
        {
            if (known.State == FindingState.Mended)
            {
                await ReopenAsync(scope, known, draft, cancellationToken);
            }

            return known.Id;
        }

        var year = ShanghaiDay.Of(scope.Now).Year;
        var number = await NumberSequence.NextAsync(scope, string.Create(CultureInfo.InvariantCulture, $"finding-{year}"), cancellationToken);
        var finding = new Finding
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            Number = string.Create(CultureInfo.InvariantCulture, $"{year}-{number:0000}"),
            UniqueKey = draft.Key,
            Kind = draft.Kind,
            Clause = draft.Clause,
            SubjectKind = draft.SubjectKind,
            SubjectId = draft.SubjectId,
            Title = draft.Title,
            Path = draft.Path,
            CaseId = draft.CaseId,
            DeploymentId = draft.DeploymentId,
            DepartmentId = draft.DepartmentId,
            SourceId = draft.SourceId,
            Owner = draft.Owner,
            OwnerPractitionerId = draft.OwnerPractitionerId,
            Decisions = draft.Decision is { } decision ? [decision] : [],
            State = FindingState.Open,
            OpenedAt = scope.Now,
            DueAt = draft.DueAt ?? await DueAsync(scope, cancellationToken),
        };
        scope.Db.Add(finding);
        FindingTrail.Add(scope, finding, FindingStep.Raised, null);
        return finding.Id;
    }

    public async Task CloseAsync(WriteScope scope, string key, CancellationToken cancellationToken)
    {
        if (await FindAsync(scope, key, cancellationToken) is not { State: FindingState.Open or FindingState.Explained } finding)
        {
            return;
        }

        (finding.State, finding.EndedAt) = (FindingState.Mended, scope.Now);
        FindingTrail.Add(scope, finding, FindingStep.Mended, null);
    }

    public async Task<IReadOnlySet<string>> StandingAsync(HengjianDbContext db, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var standing = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in keys.Chunk(KeysAtOnce))
        {
            standing.UnionWith(await db.Set<Finding>().Where(f => part.Contains(f.UniqueKey) && f.State != FindingState.Mended).Select(f => f.UniqueKey).ToListAsync(cancellationToken));
        }

        return standing;
    }

    private async Task ReopenAsync(WriteScope scope, Finding finding, FindingDraft draft, CancellationToken cancellationToken)
    {
        (finding.State, finding.EndedAt, finding.OpenedAt) = (FindingState.Open, null, scope.Now);
        finding.DueAt = draft.DueAt ?? await DueAsync(scope, cancellationToken);
        finding.Decisions = draft.Decision is { } decision ? [decision] : [];
        finding.SourceId = draft.SourceId ?? finding.SourceId;
        FindingTrail.Add(scope, finding, FindingStep.Reopened, null);
    }

    private async Task<DateTimeOffset> DueAsync(WriteScope scope, CancellationToken cancellationToken) =>
        scope.Now.AddDays(catalog.Parameters(ClauseIds.Findings, scope.Now, await institutions.CreditCodeAsync(scope.Db, cancellationToken)).Int("explainDays"));

    /// <summary>Also one that this act has raised and not saved yet.</summary>
    private static async Task<Finding?> FindAsync(WriteScope scope, string key, CancellationToken cancellationToken) =>
        scope.Db.Set<Finding>().Local.FirstOrDefault(f => f.UniqueKey == key) ?? await scope.Db.Set<Finding>().FirstOrDefaultAsync(f => f.UniqueKey == key, cancellationToken);
}
