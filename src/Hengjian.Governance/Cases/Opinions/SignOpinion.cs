using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Ledger;

namespace Hengjian.Governance.Cases.Opinions;

/// <summary>
/// An eligible, authorised physician signs an opinion. Both (R17-2.1.1 to 2.1.3, HP-7.1) are decided at that moment and frozen under the signature together with what the reader was
/// shown. A wrong opinion is never edited: the same physician supersedes it with a reason.
/// </summary>
public sealed class SignOpinion(CaseActs acts, OpinionActs opinions, CaseDecisions rules, ReadingTickets tickets, ISigning signing, TimeProvider clock)
{
    public async Task<Outcome<CasePartAnswer>> HandleAsync(Guid caseId, OpinionRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        if (context.Caller.Kind != CallerKind.User)
        {
            return new RuleRefused(rules.SignedByDevice(clock.GetUtcNow()));
        }

        var errors = OpinionActs.Check(request);
        var elapsed = request.ReadingTicket is { } ticket ? tickets.Elapsed(context.Caller, caseId, ticket, clock.GetUtcNow()) : null;
        errors.Require(request.ReadingTicket is null || elapsed is not null, "readingTicket", "reading.ticket");
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var unlocked = await signing.UnlockAsync(context.Caller, request.Signature, cancellationToken);
        if (unlocked.Refusal is { } refusal)
        {
            return refusal;
        }

        var time = ReadingTime.Of(request.SecondsSpent, elapsed);
        return await acts.RunAsync<CasePartAnswer>(
            caseId, context, OpinionActs.EventOf(request), (act, ct) => SignAsync(act, request, time, unlocked.Value!, ct), cancellationToken);
    }

    private async Task<Outcome<CasePartAnswer>> SignAsync(
        CaseAct act, OpinionRequest request, ReadingTime time, SigningTicket ticket, CancellationToken cancellationToken)
    {
        var prepared = await opinions.PrepareAsync(act, request, time, null, cancellationToken);
        if (prepared.Refusal is { } refusal)
        {
            return refusal;
        }

        var opinion = prepared.Value!;
        var signature = await signing.SignAsync(
            act.Scope, ticket, request.Draft ? "draft" : "opinion", nameof(Opinion), opinion.Row.Id, CanonicalJson.Serialize(opinion.Content), cancellationToken);
        opinions.Finish(act, request, opinion, signature);
        return new CasePartAnswer(opinion.Row.Id, act.Case.State);
    }
}
