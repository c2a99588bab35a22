using Hengjian.Governance.Persistence;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Policies.Domain;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Policies.Directory;

internal sealed class OperatingRules : IOperatingRules
{
    private static readonly CompiledQuery<Func<HengjianDbContext, Guid, Guid, IAsyncEnumerable<Joined>>> Rules = new(() => EF.CompileAsyncQuery(
        (HengjianDbContext db, Guid technology, Guid technologyVersion) =>
            from policy in db.Set<Policy>().AsNoTracking()
            where policy.Topic == PolicyTopic.Operation && (policy.ScopeId == technologyVersion || policy.ScopeId == technology)
            join version in db.Set<PolicyVersion>().AsNoTracking() on policy.Id equals version.PolicyId
            where version.ApprovalAt != null
            orderby policy.Id, version.Id
            select new Joined(policy, version)));

    private static readonly CompiledQuery<Func<HengjianDbContext, Guid, Guid, Task<DateTimeOffset?>>> Acknowledged = new(() => EF.CompileAsyncQuery(
        (HengjianDbContext db, Guid practitioner, Guid version) => db.Set<PolicyAcknowledgement>().AsNoTracking()
            .Where(a => a.PractitionerId == practitioner && a.PolicyVersionId == version).OrderBy(a => a.AcknowledgedAt).Select(a => (DateTimeOffset?)a.AcknowledgedAt).FirstOrDefault()));

    public async Task<OperatingRuleFacts> FactsAsync(HengjianDbContext db, OperatingQuestion question, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var day = ShanghaiDay.Of(at);
        var facts = new List<OperatingRuleFact>();
        foreach (var (policy, version) in await RulesAsync(db, question, cancellationToken))
        {
            if (!version.InForceOn(day) || policy.RetiredFrom <= day)
            {
                continue;
            }

            var binding = policy.Binds(question.Act);
            var acknowledged = binding && question.PractitionerId is { } practitioner ? await Acknowledged.For(db)(db, practitioner, version.Id) : null;
            facts.Add(new OperatingRuleFact(
                policy.Id, version.Id, policy.Kind, policy.Title, version.Number, version.InForceFrom!.Value, version.ReviewByOn(day)!.Value, binding,
                acknowledged <= at ? acknowledged : null));
        }

        return new OperatingRuleFacts(question.Gated, question.PractitionerId, facts);
    }

    private static async Task<IReadOnlyList<Joined>> RulesAsync(HengjianDbContext db, OperatingQuestion question, CancellationToken cancellationToken)
    {
        if (db.Memory?.Find<List<Joined>>(db.InstitutionId, question.TechnologyVersionId) is { } known)
        {
            return known;
        }

        var rules = new List<Joined>();
        await foreach (var rule in Rules.For(db)(db, question.TechnologyId, question.TechnologyVersionId).WithCancellation(cancellationToken))
        {
            rules.Add(rule);
        }

        db.Memory?.Keep(db.InstitutionId, question.TechnologyVersionId, rules, typeof(Policy), typeof(PolicyVersion));
        return rules;
    }

    private sealed record Joined(Policy Policy, PolicyVersion Version);
}
