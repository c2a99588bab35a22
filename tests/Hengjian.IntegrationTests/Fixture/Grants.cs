using Hengjian.Governance.Authorisations.Contracts;
using Hengjian.Governance.Authorisations.Domain;
using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Indications.Domain;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Policies.Domain;

namespace Hengjian.IntegrationTests.Fixture;

/// <summary>What tests take for granted: authorisations for every act without beginning and end, and written rules. Tests about these go the real way.</summary>
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

    /// <summary>An operating procedure and a guideline of a technology that bind nobody: what R17-3.1a asks for where a test is about something else.</summary>
    public static Task WriteOperatingRulesAsync(this AppFixture app, Guid institution, Guid technology) => app.WriteAsync(institution, scope =>
    {
        foreach (var kind in new[] { PolicyKind.Procedure, PolicyKind.Guideline })
        {
            Publish(scope, kind, PolicyTopic.Operation, PolicyScope.Technology, technology);
        }
    });

    /// <summary>A standing rule that decides every order whose checklist is answered, and settings that leave nothing to weigh: what R17-3.1b and 3.1c ask for where a test is about something else.</summary>
    public static async Task SetIndicationAsync(this AppFixture app, Guid institution, Guid deployment, Guid technologyVersion)
    {
        await app.ApproveStandingRuleAsync(institution, deployment, technologyVersion);
        await app.WriteAsync(institution, scope => scope.Db.Add(new UseSettings
        {
            InstitutionId = institution,
            Id = scope.NewId(),
            DeploymentId = deployment,
            Weighing = new Weighing { Charge = new AiCharge(ChargeKind.None), Alternatives = [new AlternativeMethod("人工阅片", 0)], Guideline = "测试指南" },
            ChangedAt = Always,
        }));
    }

    /// <summary>The standing rule alone, for a version that a deployment changes to.</summary>
    public static Task ApproveStandingRuleAsync(this AppFixture app, Guid institution, Guid deployment, Guid technologyVersion) => app.WriteAsync(institution, scope =>
    {
        var id = scope.NewId();
        scope.Db.Add(new StandingRule
        {
            InstitutionId = institution,
            Id = id,
            RuleId = id,
            Number = 1,
            DeploymentId = deployment,
            TechnologyVersionId = technologyVersion,
            Name = "常规适应证",
            Grounds = "测试",
            Months = 24,
            State = StandingRuleState.Approved,
            CreatedAt = Always,
            From = Always,
            Until = Always.AddYears(200),
        });
    });

    /// <summary>The written policy that R17-3.8.2 asks for.</summary>
    public static Task WriteRegisterPolicyAsync(this AppFixture app, Guid institution) =>
        app.WriteAsync(institution, scope => Publish(scope, PolicyKind.Policy, PolicyTopic.Registers, PolicyScope.Institution, null));

    private static void Publish(WriteScope scope, PolicyKind kind, PolicyTopic topic, PolicyScope reach, Guid? scopeId)
    {
        var policy = new Policy
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            Kind = kind,
            Topic = topic,
            Title = $"{kind} {scopeId:D}",
            Scope = reach,
            ScopeId = scopeId,
            CreatedAt = Always,
        };
        scope.Db.Add(policy);
        scope.Db.Add(new PolicyVersion
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            PolicyId = policy.Id,
            Number = "1",
            Text = "测试",
            CreatedAt = Always,
            Approver = "测试",
            ApprovedOn = new DateOnly(2000, 1, 1),
            ApprovalAt = Always,
            InForceFrom = new DateOnly(2000, 1, 1),
            ReviewBy = new DateOnly(2200, 1, 1),
        });
    }
}
