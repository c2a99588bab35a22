using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Cases.Eligibility;

/// <summary>Whether a person may do an act with a deployment, and why.</summary>
public sealed record EligibilityAnswer(bool Eligible, IReadOnlyList<Decision> Decisions);

/// <summary>The same for one act of several, with the days on which the answer is the same.</summary>
public sealed record ActEligibility(PractitionerAct Act, bool Eligible, DateOnly? Since, DateOnly? Until, IReadOnlyList<Decision> Decisions);

/// <summary>What a person may do with one deployment.</summary>
public sealed record DeploymentEligibility(Guid DeploymentId, string Name, IReadOnlyList<ActEligibility> Acts);

/// <summary>Answers "may this person operate, give opinions, sign final diagnoses" for any valid time and any record time.</summary>
public sealed class EligibilityQuestion
{
    private readonly Database _database;
    private readonly IPractitionerDirectory _practitioners;
    private readonly IDeploymentDirectory _deployments;
    private readonly EligibilityDecisions _decisions;
    private readonly TimeProvider _clock;

    internal EligibilityQuestion(
        Database database, IPractitionerDirectory practitioners, IDeploymentDirectory deployments, EligibilityDecisions decisions, TimeProvider clock)
    {
        _database = database;
        _practitioners = practitioners;
        _deployments = deployments;
        _decisions = decisions;
        _clock = clock;
    }

    /// <summary>Null when the practitioner or deployment does not exist, or was not known at <paramref name="knownAt"/>.</summary>
    public async Task<EligibilityAnswer?> AskAsync(
        Caller caller, Guid practitionerId, Guid deploymentId, PractitionerAct act, DateTimeOffset? at, DateTimeOffset? knownAt, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        var deployment = await _deployments.FindAsync(db, deploymentId, cancellationToken);
        var person = await _practitioners.FindAsync(db, practitionerId, knownAt, cancellationToken);
        if (deployment is null || person is null)
        {
            return null;
        }

        var decisions = _decisions.Decide(new EligibilityFile(person, deployment), act, at ?? _clock.GetUtcNow());
        return new EligibilityAnswer(EligibilityDecisions.MayAct(decisions), decisions);
    }

    /// <summary>Every act with each of some deployments, with since when and until when; null when the practitioner does not exist or was not known then.</summary>
    public async Task<IReadOnlyList<DeploymentEligibility>?> AskAllAsync(
        Caller caller, Guid practitionerId, IReadOnlyCollection<Guid> deploymentIds, DateTimeOffset? at, DateTimeOffset? knownAt, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        if (await _practitioners.FindAsync(db, practitionerId, knownAt, cancellationToken) is not { } person)
        {
            return null;
        }

        var moment = at ?? _clock.GetUtcNow();
        var answers = new List<DeploymentEligibility>(deploymentIds.Count);
        foreach (var id in deploymentIds)
        {
            if (await _deployments.FindAsync(db, id, cancellationToken) is { } deployment)
            {
                var file = new EligibilityFile(person, deployment);
                answers.Add(new DeploymentEligibility(id, deployment.Name, [.. Enum.GetValues<PractitionerAct>().Select(act => Answer(file, act, moment))]));
            }
        }

        return answers;
    }

    /// <summary>Who may do an act with a deployment now, as a condition on facts; null when there is no such deployment.</summary>
    public async Task<Func<PractitionerFacts, bool>?> ConditionAsync(Caller caller, Guid deploymentId, PractitionerAct act, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        var now = _clock.GetUtcNow();
        return await _deployments.FindAsync(db, deploymentId, cancellationToken) is { } deployment
            ? person => EligibilityDecisions.MayAct(_decisions.Decide(new EligibilityFile(person, deployment), act, now))
            : null;
    }

    private ActEligibility Answer(EligibilityFile file, PractitionerAct act, DateTimeOffset moment)
    {
        var decisions = _decisions.Decide(file, act, moment);
        var validity = _decisions.Around(file, act, ShanghaiDay.Of(moment));
        return new ActEligibility(act, validity.Holds, validity.Since, validity.Until, decisions);
    }
}
