using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Cases.Domain;

/// <summary>Which cases wait for a person: the "mine" of the work-list and the counts of the first page.</summary>
internal static class CaseWork
{
    private static readonly CaseState[] BeingRead = [CaseState.Analysed, CaseState.Reading, CaseState.Provisional, CaseState.Disagreed];

    private static readonly CaseState[] Open =
        [CaseState.Registered, CaseState.Indicated, CaseState.Analysed, CaseState.Reading, CaseState.Provisional, CaseState.Disagreed, CaseState.OpinionIssued];

    public static IQueryable<Case> WaitingFor(HengjianDbContext db, IQueryable<Case> cases, Caller caller)
    {
        var self = caller.PractitionerId ?? Guid.Empty;
        var opinions = db.Set<Opinion>();
        var results = db.Set<AiResult>();
        var reads = caller.Can(Permission.OpinionsSign);
        var concludes = caller.Can(Permission.FinalDiagnosesSign);
        var operates = caller.Can(Permission.AiResultsConfirm);
        return cases.Where(c =>
            (reads && BeingRead.Contains(c.State) && !opinions.Any(o => o.CaseId == c.Id && o.PractitionerId == self && o.Phase == ReadingPhase.AfterAi)
                && (c.WithoutAi || !results.Any(r => r.CaseId == c.Id && r.Status == AiResultStatus.AwaitingOperator)))
            || (concludes && c.State == CaseState.OpinionIssued)
            || (operates && c.State == CaseState.Analysed && !c.WithoutAi && results.Any(r => r.CaseId == c.Id && r.Status == AiResultStatus.AwaitingOperator)));
    }

    /// <summary>Cases that lack an own opinion of the reader and wait for no operator first.</summary>
    public static IQueryable<Case> ToRead(HengjianDbContext db, IQueryable<Case> cases, Caller reader)
    {
        var self = reader.PractitionerId ?? Guid.Empty;
        var opinions = db.Set<Opinion>();
        var results = db.Set<AiResult>();
        return cases.Where(c =>
            BeingRead.Contains(c.State) && !opinions.Any(o => o.CaseId == c.Id && o.PractitionerId == self && o.Phase == ReadingPhase.AfterAi)
            && (c.WithoutAi || !results.Any(r => r.CaseId == c.Id && r.Status == AiResultStatus.AwaitingOperator)));
    }

    /// <summary>Cases whose AI result no eligible operator has confirmed (R17-3.2b).</summary>
    public static IQueryable<Case> ToConfirm(HengjianDbContext db, IQueryable<Case> cases)
    {
        var results = db.Set<AiResult>();
        return cases.Where(c => c.State == CaseState.Analysed && !c.WithoutAi && results.Any(r => r.CaseId == c.Id && r.Status == AiResultStatus.AwaitingOperator));
    }

    /// <summary>Invasive cases, not complete, without any consent on record (R17-3.4).</summary>
    public static IQueryable<Case> WithoutConsent(HengjianDbContext db, IQueryable<Case> cases)
    {
        var consents = db.Set<InformedConsent>();
        return cases.Where(c => c.Invasive && Open.Contains(c.State) && !consents.Any(i => i.CaseId == c.Id));
    }

    /// <summary>Cases on which a clause stops the next act, as far as a query can tell.</summary>
    public static IQueryable<Case> Blocked(HengjianDbContext db, IQueryable<Case> cases)
    {
        var results = db.Set<AiResult>();
        var consents = db.Set<InformedConsent>();
        return cases.Where(c =>
            (c.State == CaseState.Analysed && !c.WithoutAi && results.Any(r => r.CaseId == c.Id && r.Status == AiResultStatus.AwaitingOperator))
            || (c.AiConsent == AiConsent.Required && c.State == CaseState.Indicated && !consents.Any(i => i.CaseId == c.Id))
            || (c.Invasive && Open.Contains(c.State) && !consents.Any(i => i.CaseId == c.Id)));
    }
}
