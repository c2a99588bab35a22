using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Cases.Observed;

/// <summary>A clause that a case had no decision on when it was concluded.</summary>
[OutsideLedger("derived from the decisions of the case's acts")]
internal sealed class ClauseGap : ITenantRow
{
    public Guid InstitutionId { get; set; }

    public Guid Id { get; set; }

    public Guid CaseId { get; set; }

    public string Clause { get; set; } = "";
}

/// <summary>Keeps, in the act that concludes a case, which clauses were not decided on it: the share of cases in which a clause held says so without opening each case.</summary>
internal sealed class ClauseGaps : ICaseObserver
{
    private static readonly string[] OfEveryCase =
    [
        ClauseIds.PracticeLicence, ClauseIds.SpecialtyYears, ClauseIds.PhysicianTraining, ClauseIds.Authorisation, ClauseIds.OperatingRules, ClauseIds.Weighing, ClauseIds.Indication,
        ClauseIds.FinalDiagnosis,
    ];

    public async Task CaseChangedAsync(WriteScope scope, CaseFacts? before, CaseFacts after, CancellationToken cancellationToken)
    {
        if (after.Study || !CaseMachine.IsComplete(after.State) || before?.ConcludedAt is not null || (before is not null && CaseMachine.IsComplete(before.State)))
        {
            return;
        }

        // The act has loaded the case with its parts.
        var db = scope.Db;
        var indication = await db.Set<CaseIndication>().FirstOrDefaultAsync(i => i.CaseId == after.CaseId, cancellationToken);
        var decided = db.Set<Opinion>().Local.Where(o => o.CaseId == after.CaseId && !o.Draft).SelectMany(o => o.Decisions)
            .Concat(db.Set<AiResult>().Local.Where(r => r.CaseId == after.CaseId).SelectMany(r => r.Decisions))
            .Concat(db.Set<FinalDiagnosis>().Local.Where(d => d.CaseId == after.CaseId).SelectMany(d => d.Decisions))
            .Concat(indication?.Decisions ?? [])
            .Where(d => d.Outcome != ClauseOutcome.NotDecided).Select(d => d.Clause).ToHashSet(StringComparer.Ordinal);
        foreach (var clause in OfEveryCase.Concat(after.WithoutAi ? [] : [ClauseIds.Operator]).Where(c => !decided.Contains(c)))
        {
            db.Add(new ClauseGap { InstitutionId = scope.InstitutionId, Id = scope.NewId(), CaseId = after.CaseId, Clause = clause });
        }
    }
}

internal sealed class ClauseGapConfiguration : IEntityTypeConfiguration<ClauseGap>
{
    public void Configure(EntityTypeBuilder<ClauseGap> entity)
    {
        entity.ToTable("clause_gaps");
        entity.HasIndex(g => new { g.InstitutionId, g.CaseId, g.Clause }).IsUnique();
    }
}
