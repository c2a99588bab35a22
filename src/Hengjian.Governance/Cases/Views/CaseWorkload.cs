using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Views;

/// <summary>How many cases wait for a person, by kind. Null where the person's roles have no part in that kind; counting stops at <see cref="CaseWorkload.CountedUpTo"/>.</summary>
/// <param name="ToRead">Being read, and the person's opinion is lacking.</param>
/// <param name="Disagreed">In disagreement, and the person may settle it or watches over it.</param>
/// <param name="ToConclude">The opinion is issued, the final diagnosis is lacking.</param>
/// <param name="ToIndicate">Registered without a confirmed indication.</param>
/// <param name="AwaitingAi">Indicated, without an AI result.</param>
/// <param name="ToConfirm">The AI result waits for an eligible operator (R17-3.2b).</param>
/// <param name="WithoutConsent">Invasive, not complete, without any consent on record (R17-3.4).</param>
/// <param name="Overdue">Past their due time.</param>
/// <param name="ToReport">Concluded, not reported.</param>
/// <param name="ToClose">Reported, not closed.</param>
public sealed record Workload(
    int? ToRead, int? Disagreed, int? ToConclude, int? ToIndicate, int? AwaitingAi, int? ToConfirm, int? WithoutConsent, int? Overdue, int? ToReport, int? ToClose);

/// <summary>Counts what waits, within the caller's scope and in bounded time.</summary>
public sealed class CaseWorkload(Database database, CaseReaches reaches, TimeProvider clock)
{
    /// <summary>Counts above this are answered as this.</summary>
    public const int CountedUpTo = 1_000;

    public async Task<Workload> CountAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var cases = (await reaches.OfAsync(db, caller, cancellationToken)).Visible(db.Set<Case>());
        var now = clock.GetUtcNow();
        var oversees = caller.Can(Permission.CasesReportAndClose);
        var reads = caller.Can(Permission.OpinionsSign);
        var operates = caller.Can(Permission.AiResultsConfirm);
        Task<int> Count(IQueryable<Case> some) => some.Take(CountedUpTo).CountAsync(cancellationToken);
        async Task<int?> If(bool concerned, IQueryable<Case> some) => concerned ? await Count(some) : null;
        return new Workload(
            await If(reads, CaseWork.ToRead(db, cases, caller)),
            await If(oversees || caller.Can(Permission.DisagreementsResolve), cases.Where(c => c.State == CaseState.Disagreed)),
            await If(caller.Can(Permission.FinalDiagnosesSign), cases.Where(c => c.State == CaseState.OpinionIssued)),
            await If(caller.Can(Permission.CasesConfirmIndication), cases.Where(c => c.State == CaseState.Registered)),
            await If(operates, cases.Where(c => c.State == CaseState.Indicated)),
            await If(oversees || operates, CaseWork.ToConfirm(db, cases)),
            await If(oversees || operates, CaseWork.WithoutConsent(db, cases)),
            await If(oversees || reads, cases.Where(c => c.DueAt != null && c.DueAt < now)),
            await If(oversees, cases.Where(c => c.State == CaseState.Concluded)),
            await If(oversees, cases.Where(c => c.State == CaseState.Reported)));
    }
}
