using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Domain;

/// <summary>Which cases wait for a person: the "mine" of the work-list and the counts of the navigation.</summary>
internal static class CaseWork
{
    private static readonly CaseState[] BeingRead = [CaseState.Analysed, CaseState.Reading, CaseState.Provisional, CaseState.Disagreed];

    public static IQueryable<Case> WaitingFor(HengjianDbContext db, IQueryable<Case> cases, Caller caller)
    {
        var self = caller.PractitionerId ?? Guid.Empty;
        var opinions = db.Set<Opinion>();
        var results = db.Set<AiResult>();
        var reads = caller.Can(Permission.OpinionsSign);
        var concludes = caller.Can(Permission.FinalDiagnosesSign);
        var operates = caller.Can(Permission.AiResultsConfirm);
        return cases.Where(c =>
            (reads && BeingRead.Contains(c.State) && !opinions.Any(o => o.CaseId == c.Id && o.PractitionerId == self && o.Phase == ReadingPhase.AfterAi))
            || (concludes && c.State == CaseState.OpinionIssued)
            || (operates && c.State == CaseState.Analysed && results.Any(r => r.CaseId == c.Id && r.Status == AiResultStatus.AwaitingOperator)));
    }
}
