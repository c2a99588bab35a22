using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Quality.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Feedback;

/// <summary>Looks once a day at each reader's figures of the pack's window and proposes re-training where HP-6.7 says so; once in a window for a person and a category.</summary>
internal sealed class RetrainingRoutine(
    IWriter writer, Database database, ReaderScope scope, IReaderFigures figures, RuleEngine engine, IInstitutionRegister institutions, TimeProvider clock) : IRoutine
{
    public TimeSpan Every => TimeSpan.FromDays(1);

    public async Task RunAsync(Guid institution, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var today = ShanghaiDay.Of(now);
        await using var db = database.Read(institution);
        var code = await institutions.CreditCodeAsync(db, cancellationToken);
        var terms = engine.Catalog.Parameters(ClauseIds.Retraining, now, code);
        var from = today.AddMonths(-terms.Int(RetrainingRule.WindowMonths)).AddDays(1);
        var system = Caller.System(institution);
        foreach (var category in await scope.CategoriesAsync(db, cancellationToken))
        {
            foreach (var reader in await scope.ReadersAsync(institution, category, cancellationToken))
            {
                var counts = await figures.OfAsync(system, reader, category.Deployments, from, today, cancellationToken);
                var facts = new RetrainingFacts(category.Category, from, today, counts.Judged, counts.Judged - counts.Right, counts.AiWrong, counts.FollowedWrongAi);
                var decision = engine.Decide(ClauseIds.Retraining, facts, now, code);
                if (decision.Outcome == ClauseOutcome.NotSatisfied)
                {
                    await ProposeAsync(institution, reader, category.Category, decision, ShanghaiDay.Start(from), terms.Int(RetrainingRule.PrivateDays), cancellationToken);
                }
            }
        }
    }

    private Task ProposeAsync(Guid institution, Guid reader, string category, Decision decision, DateTimeOffset since, int privateDays, CancellationToken cancellationToken) => writer.WriteAsSystemAsync(
        institution,
        async (act, ct) =>
        {
            if (await act.Db.Set<RetrainingProposal>().AnyAsync(
                p => p.PractitionerId == reader && p.TechnologyCategory == category && (p.State != RetrainingState.Closed || p.ProposedAt >= since), ct))
            {
                return;
            }

            var row = new RetrainingProposal
            {
                InstitutionId = institution,
                Id = act.NewId(),
                PractitionerId = reader,
                TechnologyCategory = category,
                Decisions = [decision],
                ProposedAt = act.Now,
                SharedFrom = ShanghaiDay.Of(act.Now).AddDays(privateDays),
                State = RetrainingState.Proposed,
            };
            act.Db.Add(row);
            act.Record("retraining.proposed", nameof(RetrainingProposal), row.Id, decision.Pack);
        },
        cancellationToken);
}
