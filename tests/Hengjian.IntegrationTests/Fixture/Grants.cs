using Hengjian.Governance.Authorisations.Contracts;
using Hengjian.Governance.Authorisations.Domain;

namespace Hengjian.IntegrationTests.Fixture;

/// <summary>Authorisations that tests take for granted: for every act, without beginning and end. Tests about authorisations go the real way.</summary>
internal static class Grants
{
    private static readonly DateTimeOffset Always = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task GrantAsync(this AppFixture app, Guid institution, IReadOnlyCollection<(Guid Practitioner, Guid Technology, Guid Deployment)> grants)
    {
        if (grants.Count == 0)
        {
            return;
        }

        await app.WriteAsync(institution, scope =>
        {
            foreach (var (practitioner, technology, deployment) in grants)
            {
                scope.Db.Add(new Authorisation
                {
                    InstitutionId = institution,
                    Id = scope.NewId(),
                    PractitionerId = practitioner,
                    TechnologyId = technology,
                    DeploymentId = deployment,
                    MayOperate = true,
                    MayOpine = true,
                    MayConclude = true,
                    Kind = AuthorisationKind.Existing,
                    State = AuthorisationState.Granted,
                    Number = "T-1",
                    AppliedAt = Always,
                    GrantedAt = Always,
                    From = Always,
                    Until = Always.AddYears(200),
                });
            }
        });
    }
}
