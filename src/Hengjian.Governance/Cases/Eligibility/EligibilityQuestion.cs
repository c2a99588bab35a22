using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Cases.Eligibility;

/// <summary>Whether a person may do an act with a deployment, and why.</summary>
public sealed record EligibilityAnswer(bool Eligible, IReadOnlyList<Decision> Decisions);

/// <summary>Answers "may this person operate, give opinions, sign final diagnoses" for any valid time and any record time.</summary>
public sealed class EligibilityQuestion(
    Database database, IPractitionerDirectory practitioners, IDeploymentDirectory deployments, CaseDecisions rules, TimeProvider clock)
{
    /// <summary>Null when the practitioner or deployment does not exist, or was not known at <paramref name="knownAt"/>.</summary>
    public async Task<EligibilityAnswer?> AskAsync(
        Caller caller, Guid practitionerId, Guid deploymentId, PractitionerAct act, DateTimeOffset? at, DateTimeOffset? knownAt, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var deployment = await deployments.FindAsync(db, deploymentId, cancellationToken);
        var person = await practitioners.FindAsync(db, practitionerId, knownAt, cancellationToken);
        if (deployment is null || person is null)
        {
            return null;
        }

        var moment = at ?? clock.GetUtcNow();
        IReadOnlyList<Decision> decisions = act switch
        {
            PractitionerAct.Operate => rules.Operator(person, byDevice: false, deployment.Needs, moment),
            PractitionerAct.Opinion => rules.Eligibility(person, deployment.Needs, moment),
            _ => [rules.FinalDiagnosis(ActorKind.Person, person, deployment.Needs, gaveOpinion: false, moment)],
        };
        return new EligibilityAnswer(decisions.All(d => !d.Blocks), decisions);
    }
}
