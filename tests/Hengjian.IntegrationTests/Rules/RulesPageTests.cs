using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Rules;

/// <summary>The page of the rules in force.</summary>
public sealed class RulesPageTests
{
    [Fact]
    public async Task Page_ForAnybodySignedIn_HasAnAnchorForEveryClauseAndTheLegalStatus()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var browser = await app.SignedInAsync(await app.UserAsync(Role.Vendor));

        var html = await browser.GetAsync("/rules");

        foreach (var clause in ClauseIds.R17)
        {
            html.ShouldContain($"id=\"{clause}\"");
        }

        html.ShouldContain("待机构确认");
        html.ShouldContain("R17@1");
    }

    [Theory, InlineData("yes"), InlineData("no")]
    public async Task Filter_ByDecided_ShowsExactlyThose(string decided)
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var engine = app.Services.GetRequiredService<RuleEngine>();
        var browser = await app.SignedInAsync(await app.UserAsync(Role.Vendor));

        var html = await browser.GetAsync("/rules?decided=" + decided);

        foreach (var clause in ClauseIds.R17)
        {
            html.Contains($"id=\"{clause}\"", StringComparison.Ordinal).ShouldBe(engine.DecidedClauses.Contains(clause) == (decided == "yes"), clause);
        }
    }

    [Fact]
    public async Task Clause_WithNumbers_ShowsThemWithTheirUnit()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var browser = await app.SignedInAsync(await app.UserAsync(Role.Vendor));

        var html = await browser.GetAsync("/rules");

        html.ShouldContain("5 年");
        html.ShouldContain("2 人");
    }
}
