using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Access;

public sealed class MeTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Me_UserToken_AnswersRolesAndPermissions(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var user = await app.UserAsync(Role.QualityOfficer);

        var me = await (await app.ClientAsync(user)).GetFromJsonAsync<JsonElement>("/api/v1/me");

        me.GetProperty("id").GetGuid().ShouldBe(user.Id);
        me.GetProperty("roles").EnumerateArray().Select(r => r.GetString()).ShouldBe(["QualityOfficer"]);
        me.GetProperty("permissions").EnumerateArray().Select(r => r.GetString()).ShouldContain("qualityRead");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Me_WithoutToken_Is401(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);

        var answer = await app.Anonymous().GetAsync("/api/v1/me");

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
