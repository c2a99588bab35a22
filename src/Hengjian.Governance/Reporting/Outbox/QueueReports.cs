using System.Globalization;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Governance.Reporting.Domain;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Reporting.Outbox;

/// <summary>
/// Queues a report in the act that makes it due: when a case is concluded, and when a case that was reported changes. The body is made afterwards, so acts on cases stay short;
/// what is queued is durable with the act.
/// </summary>
internal sealed class QueueReports(RegulationCatalog catalog, IInstitutionRegister institutions, IDeploymentDirectory deployments) : ICaseObserver
{
    public async Task CaseChangedAsync(WriteScope scope, CaseFacts? before, CaseFacts after, CancellationToken cancellationToken)
    {
        // Reporting, closing and reopening change where the case stands, not what it says.
        if (after.Study || !IsComplete(after.State) || (before is not null && before.State != after.State && after.State is CaseState.Reported or CaseState.Closed))
        {
            return;
        }

        var receivers = (await scope.Db.Set<ReportReceiver>().Where(r => r.Active).ToListAsync(cancellationToken)).FindAll(r => r.Subscriptions.Contains(ReportSubject.Case));
        if (receivers.Count == 0)
        {
            return;
        }

        var concluding = before is null || !IsComplete(before.State);
        var messages = await scope.Db.Set<ReportMessage>().Where(m => m.SubjectId == after.CaseId).OrderBy(m => m.Sequence).ToListAsync(cancellationToken);
        var terms = new ReportingTerms(catalog, scope.Now, await institutions.CreditCodeAsync(scope.Db, cancellationToken));
        var aiClass = CodeName.Of((await deployments.FindAsync(scope.Db, after.DeploymentId, cancellationToken))!.AiClass);
        foreach (var receiver in receivers)
        {
            var series = messages.FindAll(m => m.ReceiverId == receiver.Id);
            if (series.Count > 0 ? series[^1].Kind == ReportKind.Withdrawal : concluding)
            {
                if (terms.Asks(receiver.Fact, aiClass) && ShanghaiDay.Of(scope.Now) >= receiver.FromDay)
                {
                    await AddAsync(scope, new Addressee(receiver.Id, ReportSubject.Case, after.CaseId), ReportKind.Original, series, terms.DueOn(later: false), null, cancellationToken);
                }
            }
            else if (series.Count > 0)
            {
                await FollowAsync(scope, series, terms, cancellationToken);
            }
        }
    }

    /// <summary>A message that is not made yet will say the change; else a new one follows.</summary>
    private static async Task FollowAsync(WriteScope scope, List<ReportMessage> series, ReportingTerms terms, CancellationToken cancellationToken)
    {
        var last = series[^1];
        if (last.State is ReportState.Pending or ReportState.Held)
        {
            last.ChangedAt = scope.Now;
            last.NextAttemptAt = scope.Now;
        }
        else if (last.State == ReportState.Rejected)
        {
            await ReplaceAsync(scope, series, terms, cancellationToken);
        }
        else
        {
            await AddAsync(scope, Addressee.Of(last), ReportKind.Amendment, series, terms.DueOn(later: true), null, cancellationToken);
        }
    }

    /// <summary>A new message in the place of the rejected one that stands last.</summary>
    public static async Task<ReportMessage> ReplaceAsync(WriteScope scope, List<ReportMessage> series, ReportingTerms terms, CancellationToken cancellationToken)
    {
        var rejected = series[^1];
        rejected.State = ReportState.Replaced;
        return await AddAsync(
            scope, Addressee.Of(rejected), rejected.Kind, series, rejected.DueOn ?? terms.DueOn(later: rejected.Kind != ReportKind.Original), rejected, cancellationToken);
    }

    public static async Task<ReportMessage> AddAsync(
        WriteScope scope, Addressee to, ReportKind kind, List<ReportMessage> series, DateOnly dueOn, ReportMessage? replaces, CancellationToken cancellationToken)
    {
        var year = ShanghaiDay.Of(scope.Now).Year;
        var serial = await NumberSequence.NextAsync(scope, string.Create(CultureInfo.InvariantCulture, $"report-{year}"), cancellationToken);
        var message = new ReportMessage
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            Number = string.Create(CultureInfo.InvariantCulture, $"RM-{year}-{serial:000000}"),
            ReceiverId = to.Receiver,
            Subject = to.Subject,
            SubjectId = to.SubjectId,
            Title = to.Title,
            Sequence = series.Count == 0 ? 1 : series[^1].Sequence + 1,
            Kind = kind,
            State = ReportState.Pending,
            RefersToId = kind == ReportKind.Original ? null : First(series)?.Id,
            ReplacesId = replaces?.Id,
            DueOn = dueOn,
            QueuedAt = scope.Now,
            ChangedAt = scope.Now,
            NextAttemptAt = scope.Now,
        };
        scope.Db.Add(message);
        scope.Record("report.queued", nameof(ReportMessage), message.Id);
        return message;
    }

    /// <summary>The original that later messages refer to: the last one that no other has replaced.</summary>
    private static ReportMessage? First(List<ReportMessage> series) => series.FindLast(m => m.Kind == ReportKind.Original && m.State != ReportState.Replaced);

    /// <summary>Whom a message is for, and of what it is.</summary>
    public sealed record Addressee(Guid Receiver, ReportSubject Subject, Guid SubjectId, string? Title = null)
    {
        public static Addressee Of(ReportMessage message) => new(message.ReceiverId, message.Subject, message.SubjectId, message.Title);
    }

    private static bool IsComplete(CaseState state) => state is CaseState.Concluded or CaseState.Reported or CaseState.Closed;
}
