using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Governance.Reporting.Domain;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Reporting.Outbox;

/// <summary>
/// By the clock: a concluded case of which nothing is outstanding becomes reported. Where R17-3.5c asks nothing of it the decision is the proof; where a receiver asks for it that was
/// registered later than the case was concluded, its report is queued.
/// </summary>
internal sealed class SettleCases(
    IWriter writer, Database database, ICaseReporting cases, ReceiptBook book, RegulationCatalog catalog, IInstitutionRegister institutions, IDeploymentDirectory deployments, TimeProvider clock) : IRoutine
{
    private const int PageSize = 500;
    private const int ActsOf = 50;

    public TimeSpan Every => TimeSpan.FromSeconds(20);

    public async Task RunAsync(Guid institution, CancellationToken cancellationToken)
    {
        var after = Guid.Empty;
        while (await PageAsync(institution, after, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var part in page.Where(c => c.Settled || c.Unasked.Count > 0).Chunk(ActsOf))
            {
                await writer.WriteAsync<bool>(new WriteRequest(Caller.System(institution)), (scope, ct) => ActAsync(scope, part, ct), cancellationToken);
            }

            after = page[^1].Id;
        }
    }

    private async Task<Outcome<bool>> ActAsync(WriteScope scope, IReadOnlyList<Standing> part, CancellationToken cancellationToken)
    {
        var terms = new ReportingTerms(catalog, scope.Now, await institutions.CreditCodeAsync(scope.Db, cancellationToken));
        foreach (var subject in part)
        {
            if (subject.Settled)
            {
                await cases.MarkReportedAsync(scope, subject.Id, ClauseIds.TimelyReport, subject.Pack, cancellationToken);
                continue;
            }

            // Read again: an act on the case may have queued one since.
            var queued = await scope.Db.Set<ReportMessage>().Where(m => m.SubjectId == subject.Id).Select(m => m.ReceiverId).ToListAsync(cancellationToken);
            foreach (var receiver in subject.Unasked.Except(queued))
            {
                await QueueReports.AddAsync(scope, new QueueReports.Addressee(receiver, ReportSubject.Case, subject.Id), ReportKind.Original, [], terms.DueOn(later: false), null, cancellationToken);
            }
        }

        return true;
    }

    private async Task<List<Standing>> PageAsync(Guid institution, Guid after, CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        var waiting = db.Set<ReportMessage>().Where(m => m.Subject == ReportSubject.Case && m.State != ReportState.Accepted && m.State != ReportState.Replaced && m.State != ReportState.Unneeded).Select(m => m.SubjectId);
        var found = await cases.ConcludedAsync(db, waiting, after, PageSize, cancellationToken);
        if (found.Count == 0)
        {
            return [];
        }

        var now = clock.GetUtcNow();
        var code = await institutions.CreditCodeAsync(db, cancellationToken);
        var terms = new ReportingTerms(catalog, now, code);
        var receivers = await db.Set<ReportReceiver>().ToListAsync(cancellationToken);
        var ids = found.Select(c => c.Id).ToList();
        var messages = (await db.Set<ReportMessage>().Where(m => ids.Contains(m.SubjectId)).OrderBy(m => m.QueuedAt).ThenBy(m => m.Sequence).ToListAsync(cancellationToken)).ToLookup(m => m.SubjectId);
        var classes = new Dictionary<Guid, AiClass>();
        foreach (var deployment in found.Select(c => c.DeploymentId).Distinct())
        {
            classes[deployment] = (await deployments.FindAsync(db, deployment, cancellationToken))!.AiClass;
        }

        return [.. found.Select(c => Stand(c, classes[c.DeploymentId]))];

        Standing Stand(ConcludedCase c, AiClass aiClass)
        {
            var own = messages[c.Id].ToList();
            var decision = book.Timely(receivers, own, c.ConcludedAt, aiClass, now, code);
            var day = ShanghaiDay.Of(c.ConcludedAt);
            var unasked = receivers.Where(r => r.Active && r.Subscriptions.Contains(ReportSubject.Case) && day >= r.FromDay && terms.Asks(r.Fact, CodeName.Of(aiClass)) && own.TrueForAll(m => m.ReceiverId != r.Id)).Select(r => r.Id);
            return new Standing(c.Id, ReceiptBook.IsSettled(decision), decision.Pack, [.. unasked]);
        }
    }

    /// <param name="Unasked">Receivers that ask for the case and have no message of it.</param>
    private sealed record Standing(Guid Id, bool Settled, string Pack, IReadOnlyList<Guid> Unasked);
}
