using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.Web.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Access;

/// <summary>The permission matrix against the endpoints that are really mapped: every page, file and API call, for every role, a device and nobody.</summary>
public sealed class PermissionTests
{
    private static readonly Permission[] DevicesMeetAClause = [Permission.OpinionsSign, Permission.FinalDiagnosesSign, Permission.DisagreementsResolve];

    [Fact]
    public async Task Endpoints_All_StateTheirPermissionOrArePublic()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);

        var endpoints = Endpoints(app);

        endpoints.Count.ShouldBeGreaterThan(40);
        endpoints.Where(e => e.Metadata.GetMetadata<NeedsAttribute>() is null == e.Metadata.GetMetadata<PublicAttribute>() is null)
            .Select(e => e.DisplayName).ShouldBe(["Blazor Opaque Redirection"], "the framework's own, which nothing here uses and everybody is refused");
    }

    [Fact]
    public async Task Endpoints_Public_AreThoseAndNoOthers()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        string[] known = ["/sign-in", "/sign-in/code", "/setup", "/invitation", "/error/", "/assets/", "/language/", "/health/", "/openapi/", "/design", "/concern", "/verify/"];

        var open = Endpoints(app).Where(e => e.Metadata.GetMetadata<PublicAttribute>() is not null).Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/'));

        open.Where(path => !known.Any(k => path.StartsWith(k, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    public static TheoryData<Role> Roles => [.. Enum.GetValues<Role>()];

    [Theory, MemberData(nameof(Roles))]
    public async Task Role_OnEveryEndpoint_IsAdmittedExactlyByTheMatrix(Role role)
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var client = await app.ClientAsync(role);

        var wrong = await WrongAsync(app, client, needed => PermissionMatrix.Allows(role, needed) ? null : HttpStatusCode.Forbidden);

        // Of institutions an officer writes the own alone: the form for another one refuses.
        wrong.RemoveAll(w => role == Role.GovernanceOfficer && w.Contains("/institutions/new: Forbidden", StringComparison.Ordinal));
        wrong.ShouldBeEmpty();
    }

    [Theory, InlineData("ai-results"), InlineData("dicom"), InlineData("observed-acts")]
    public async Task Device_OnEveryEndpoint_IsAdmittedByItsScopeAlone(string scope)
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var client = await app.DeviceAsync(scope);

        var wrong = await WrongAsync(
            app, client, needed => PermissionMatrix.AllowsDevice([scope], needed) || DevicesMeetAClause.Contains(needed) ? null : HttpStatusCode.Forbidden);

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_OnEveryEndpoint_Is401OrLedToSignIn()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);

        var wrong = await WrongAsync(app, app.Anonymous(), _ => HttpStatusCode.Unauthorized);

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Permissions_Answer_IsTheMatrix()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var client = await app.ClientAsync(Role.Vendor);

        var answer = await client.GetFromJsonAsync<JsonElement>("/api/v1/permissions");

        var roles = answer.GetProperty("roles").EnumerateArray().ToDictionary(r => r.GetProperty("role").GetString()!, r => r.GetProperty("permissions").EnumerateArray().Select(p => p.GetString()!).ToList());
        roles.Count.ShouldBe(Enum.GetValues<Role>().Length);
        foreach (var role in Enum.GetValues<Role>())
        {
            roles[role.ToString()].ShouldBe(
                Enum.GetValues<Permission>().Where(p => PermissionMatrix.Allows(role, p)).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.ToString())));
        }
    }

    [Fact]
    public async Task Page_OfPermissions_ShowsEveryRoleAndPermissionInWords()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var browser = await app.SignedInAsync(await app.UserAsync(Role.Vendor));

        var html = await browser.GetAsync("/permissions");

        html.ShouldContain("医务管理人员");
        html.ShouldNotContain("Permission.");
        html.ShouldNotContain("Role.");
        html.Split("<th scope=\"row\"").Length.ShouldBe(Enum.GetValues<Permission>().Length + 1);
    }

    /// <summary>Calls every guarded endpoint without a body and compares: the expected refusal, or anything but 401 and 403.</summary>
    private static async Task<List<string>> WrongAsync(AppFixture app, HttpClient client, Func<Permission, HttpStatusCode?> refused)
    {
        var wrong = new List<string>();
        foreach (var endpoint in Endpoints(app).Where(e => e.Metadata.GetMetadata<NeedsAttribute>() is not null))
        {
            var expected = refused(endpoint.Metadata.GetMetadata<NeedsAttribute>()!.Permission);
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), PathOf(endpoint));
                using var answer = await client.SendAsync(request);
                var got = answer is { StatusCode: HttpStatusCode.Redirect } && answer.Headers.Location!.OriginalString.StartsWith("/sign-in", StringComparison.Ordinal)
                    ? HttpStatusCode.Unauthorized
                    : answer.StatusCode;
                var right = expected is { } status ? got == status : got is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);
                if (!right)
                {
                    wrong.Add($"{method} {request.RequestUri}: {got}, expected {expected?.ToString() ?? "to be admitted"}");
                }
            }
        }

        return wrong;
    }

    private static List<RouteEndpoint> Endpoints(AppFixture app) =>
        [.. app.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().DistinctBy(e => (e.RoutePattern.RawText, Methods(e)))];

    private static string Methods(RouteEndpoint endpoint) => string.Join(',', endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []);

    private static string PathOf(RouteEndpoint endpoint) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter when parameter.ParameterPolicies.Any(p => p.Content == "guid") => Guid.CreateVersion7().ToString("D", CultureInfo.InvariantCulture),
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter when parameter.ParameterPolicies.Any(p => p.Content == "int") => "1",
        _ => "1",
    }))));
}
