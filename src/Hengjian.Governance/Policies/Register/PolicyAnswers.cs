using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Policies.Register;

/// <summary>R17-3.1a for a deployment, with the versions that a case would keep.</summary>
public sealed record OperatingRulesAnswer(Decision Decision, IReadOnlyList<OperatingRuleFact> Rules, IReadOnlyList<Guid> KeptVersions);

/// <summary>The clauses on policies as of any moment, for pages and the web API.</summary>
public sealed class PolicyAnswers(
    Database database, IOperatingRules rules, IWrittenPolicies policies, IDeploymentDirectory deployments, IInstitutionRegister institutions, RuleEngine engine, TimeProvider clock)
{
    /// <summary>R17-3.6a.</summary>
    public async Task<Decision> FollowUpAsync(Caller caller, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var moment = at ?? clock.GetUtcNow();
        var facts = new FollowUpPolicyFacts(await policies.InForceAsync(db, PolicyTopic.FollowUp, moment, cancellationToken));
        return engine.Decide(ClauseIds.FollowUpPolicy, facts, moment, await institutions.CreditCodeAsync(db, cancellationToken));
    }

    /// <summary>R17-3.1a for the version that a deployment runs, and for a person and an act where they are given; null where there is no such deployment.</summary>
    public async Task<OperatingRulesAnswer?> OperatingAsync(
        Caller caller, Guid deploymentId, Guid? practitionerId, PolicyAct? act, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await deployments.FindAsync(db, deploymentId, cancellationToken) is not { } deployment)
        {
            return null;
        }

        var moment = at ?? clock.GetUtcNow();
        var gated = TechnologyScopeJudgement.IsGated(TechnologyScopeJudgement.Of(deployment.Scope, moment));
        var question = new OperatingQuestion(deployment.TechnologyId, deployment.VersionId, gated, practitionerId, act);
        var facts = await rules.FactsAsync(db, question, moment, cancellationToken);
        return new OperatingRulesAnswer(engine.Decide(ClauseIds.OperatingRules, facts, moment, deployment.Institution), facts.Rules, facts.KeptVersions);
    }
}
