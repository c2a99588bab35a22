using Hengjian.Governance.Authorisations.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Eligibility;

/// <summary>Whether a person may do an act with a deployment, and why.</summary>
public sealed record EligibilityAnswer(bool Eligible, IReadOnlyList<Decision> Decisions);

/// <summary>The same for one act of several, with the days on which the answer is the same.</summary>
public sealed record ActEligibility(PractitionerAct Act, bool Eligible, DateOnly? Since, DateOnly? Until, IReadOnlyList<Decision> Decisions);

/// <summary>What a person may do with one deployment.</summary>
public sealed record DeploymentEligibility(Guid DeploymentId, string Name, IReadOnlyList<ActEligibility> Acts);

/// <summary>Answers "may this person operate, give opinions, sign final diagnoses" for any valid time and any record time.</summary>
public sealed class EligibilityQuestion : IEligibility
{
    private readonly Database _database;
    private readonly CaseActors _actors;
    private readonly IDeploymentDirectory _deployments;
    private readonly IAuthorisationDirectory _authorisations;
    private readonly EligibilityDecisions _decisions;
    private readonly TimeProvider _clock;

    internal EligibilityQuestion(
        Database database, CaseActors actors, IDeploymentDirectory deployments, IAuthorisationDirectory authorisations, EligibilityDecisions decisions, TimeProvider clock)
    {
        _database = database;
        _actors = actors;
        _deployments = deployments;
        _authorisations = authorisations;
        _decisions = decisions;
        _clock = clock;
    }

    /// <summary>Null when the practitioner or deployment does not exist, or was not known at <paramref name="knownAt"/>.</summary>
    public async Task<EligibilityAnswer?> AskAsync(
        Caller caller, Guid practitionerId, Guid deploymentId, PractitionerAct act, DateTimeOffset? at, DateTimeOffset? knownAt, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        await db.Database.OpenConnectionAsync(cancellationToken); // one connection for the five reads: each opening costs as much as a read
        var deployment = await _deployments.FindAsync(db, deploymentId, cancellationToken);
        if (deployment is null || await _actors.FindAsync(db, practitionerId, deployment, knownAt, cancellationToken) is not { } actor)
        {
            return null;
        }

        var decisions = _decisions.Decide(new EligibilityFile(actor, deployment, knownAt), act, at ?? _clock.GetUtcNow());
        return new EligibilityAnswer(EligibilityDecisions.MayAct(decisions), decisions);
    }

    /// <summary>Every act with each of some deployments, with since when and until when; null when the practitioner does not exist or was not known then.</summary>
    public async Task<IReadOnlyList<DeploymentEligibility>?> AskAllAsync(
        Caller caller, Guid practitionerId, IReadOnlyCollection<Guid> deploymentIds, DateTimeOffset? at, DateTimeOffset? knownAt, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        await db.Database.OpenConnectionAsync(cancellationToken);
        var moment = at ?? _clock.GetUtcNow();
        var answers = new List<DeploymentEligibility>(deploymentIds.Count);
        foreach (var id in deploymentIds)
        {
            if (await _deployments.FindAsync(db, id, cancellationToken) is { } deployment)
            {
                if (await _actors.FindAsync(db, practitionerId, deployment, knownAt, cancellationToken) is not { } actor)
                {
                    return null;
                }

                var file = new EligibilityFile(actor, deployment, knownAt);
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
        if (await _deployments.FindAsync(db, deploymentId, cancellationToken) is not { } deployment)
        {
            return null;
        }

        var terms = (await _authorisations.OfDeploymentAsync(db, deployment.TechnologyId, deploymentId, now, null, cancellationToken)).ToLookup(t => t.PractitionerId);
        return person => EligibilityDecisions.MayAct(
            _decisions.Decide(new EligibilityFile(new CaseActor(person, new PersonAuthorisations([.. terms[person.Id]], [])), deployment, null), act, now));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Decision>?> DecideAsync(
        HengjianDbContext db, Guid practitionerId, Guid deploymentId, PractitionerAct act, DateTimeOffset at, CancellationToken cancellationToken) =>
        await _deployments.FindAsync(db, deploymentId, cancellationToken) is { } deployment
            && await _actors.FindAsync(db, practitionerId, deployment, null, cancellationToken) is { } actor
            ? [.. _decisions.Decide(new EligibilityFile(actor, deployment, null), act, at).Where(d => d.Clause != ClauseIds.Authorisation)]
            : null;

    private ActEligibility Answer(EligibilityFile file, PractitionerAct act, DateTimeOffset moment)
    {
        var decisions = _decisions.Decide(file, act, moment);
        var day = ShanghaiDay.Of(moment);
        var validity = _decisions.Around(file, act, day);
        var holds = EligibilityDecisions.MayAct(decisions);

        // Where it changes in the course of the day asked about, the other answer holds for that day alone.
        return holds == validity.Holds ? new ActEligibility(act, holds, validity.Since, validity.Until, decisions) : new ActEligibility(act, holds, null, day, decisions);
    }
}
