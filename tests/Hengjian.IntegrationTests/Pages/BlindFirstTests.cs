using System.Net;
using System.Net.Http.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Pages;

/// <summary>
/// Blind-first, by channel (decisions.md 6 and 17): an AI result with values that occur nowhere else is planted in a blind-first case, and every route of the program that a GET
/// reaches is fetched as every role. Nobody who is blinded may meet those values, nor what another reader said, before the own opinion.
/// </summary>
public sealed class BlindFirstTests
{
    private const double Score = 0.123457;
    private const string Finding = "SENTINEL-FINDING-5521";
    private const string Reason = "SENTINEL-REASON-8842";

    /// <summary>A person with one of these roles may read or conclude the case, or handled it, and is blinded until the opinion is issued or signed.</summary>
    private static readonly Role[] Blinded = [Role.Physician, Role.Clinician, Role.Operator];

    /// <summary>These oversee the institution's cases and neither read nor conclude them.</summary>
    private static readonly Role[] Overseers =
        [Role.GovernanceOfficer, Role.QualityOfficer, Role.FollowUpStaff, Role.DepartmentHead, Role.DepartmentQualityMember];

    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task BlindFirst_OnEveryRoute_ShowsNobodyBlindedWhatTheAiOrAReaderSaid(TestDatabase database)
    {
        var (clinic, id) = await PlantAsync(database);
        var routes = Routes(clinic, id);
        routes.Count.ShouldBeGreaterThan(40);

        foreach (var user in await UsersAsync(clinic))
        {
            var client = await clinic.App.ClientAsync(user);
            foreach (var route in routes)
            {
                using var answer = await client.GetAsync(route);
                var text = await answer.Content.ReadAsStringAsync();
                Leaks(route, text).ShouldBeEmpty($"{string.Join(',', user.Roles)} at {route} ({answer.StatusCode})");
            }
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task BlindFirst_ForThoseWhoOversee_ShowsTheResult(TestDatabase database)
    {
        var (clinic, id) = await PlantAsync(database);

        foreach (var role in Overseers)
        {
            var client = await clinic.App.ClientAsync(await clinic.UserAsync(role));
            Leaks($"/cases/{id}", await client.GetStringAsync($"/cases/{id}")).ShouldContain(Finding, role.ToString());
            Leaks($"/api/v1/cases/{id}", await client.GetStringAsync($"/api/v1/cases/{id}")).ShouldContain("0.123457", role.ToString());
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task BlindFirst_AfterTheOwnOpinion_ShowsTheResultToThatReaderAlone(TestDatabase database)
    {
        var (clinic, id) = await PlantAsync(database);
        await clinic.OpinionAsync(clinic.Reader2, id, "clear", "beforeAi");

        var opened = await (await clinic.App.ClientAsync(clinic.Reader2)).GetStringAsync($"/cases/{id}");
        Leaks($"/cases/{id}", opened).ShouldContain(Finding);
        Leaks($"/cases/{id}", opened).ShouldContain(Reason);

        var junior = await clinic.App.ClientAsync(clinic.Junior);
        foreach (var route in Routes(clinic, id))
        {
            Leaks(route, await (await junior.GetAsync(route)).Content.ReadAsStringAsync()).ShouldBeEmpty(route);
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task BlindFirst_InWhatRefusesAnAct_TellsNothing(TestDatabase database)
    {
        var (clinic, id) = await PlantAsync(database);
        var signature = new { method = "password", secret = TestUser.Password };
        (TestUser User, string Path, object Body)[] acts =
        [
            (clinic.Reader2, "opinions", new { label = "clear", confidence = 50, phase = "afterAi", signature }),
            (clinic.Junior, "opinions", new { label = "clear", confidence = 50, phase = "beforeAi", signature }),
            (clinic.Reader2, "resolution", new { method = "senior", label = "clear", skipReason = "已商议", signature }),
            (clinic.Clinician, "final-diagnosis", new { label = "clear", text = "T", signature }),
            (clinic.Operator, "ai-results", new { label = "clear", algorithm = new { name = Clinic.Algorithm, version = "7.7" }, producedAt = clinic.App.Clock.GetUtcNow() }),
            (clinic.Operator, "ai-failure", new { reason = "late" }),
        ];

        foreach (var (user, path, body) in acts)
        {
            using var answer = await (await clinic.App.ClientAsync(user)).PostAsJsonAsync($"/api/v1/cases/{id}/{path}", body);
            var text = await answer.Content.ReadAsStringAsync();
            answer.StatusCode.ShouldBe(HttpStatusCode.Conflict, $"{path}: {text}");
            Leaks("/api/v1/" + path, text).ShouldBeEmpty(path);
        }
    }

    /// <summary>A blind-first case with the planted result; the first reader has signed both opinions, which give a reason that occurs nowhere else.</summary>
    private static async Task<(Clinic Clinic, Guid Id)> PlantAsync(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync("blindFirst");
        var received = await clinic.AiAsync(id, "seen", Score, new[] { new { note = Finding } });
        Leaks("/api/v1/ai-results", received.ToString()).ShouldBeEmpty("the acknowledgement");
        await clinic.OpinionAsync(clinic.Reader1, id, "seen", "beforeAi");
        await clinic.OpinionAsync(clinic.Reader1, id, "seen", overrideReason: Reason);
        return (clinic, id);
    }

    /// <summary>Everybody the case concerns, and one person of each other role: none of them oversees cases or has an own opinion.</summary>
    private static async Task<List<TestUser>> UsersAsync(Clinic clinic)
    {
        List<TestUser> users = [clinic.Reader2, clinic.Junior, clinic.Clinician, clinic.Operator];
        foreach (var role in Enum.GetValues<Role>().Except(Overseers).Except(Blinded))
        {
            users.Add(await clinic.UserAsync(role));
        }

        // Roles that oversee do not lift the blinding of the one who reads.
        users.Add(await clinic.App.UserAsync([Role.Physician, Role.QualityOfficer], clinic.Reader2.PractitionerId, clinic.Institution));
        users.Add(await clinic.App.UserAsync([Role.Clinician, Role.DepartmentHead], clinic.Clinician.PractitionerId, clinic.Institution));
        return users;
    }

    /// <summary>Every GET of the program, with the case's id (or its deployment's) where it asks for one, and the lists as they would find the case.</summary>
    private static List<string> Routes(Clinic clinic, Guid id)
    {
        var routes = clinic.App.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>() is not { } methods || methods.HttpMethods.Contains("GET"))
            .Select(e => e.RoutePattern)
            .Where(p => p.Parameters.All(x => x.ParameterPolicies.Any(c => c.Content == "guid")))
            .Select(p => "/" + string.Join('/', p.PathSegments.Select(s => string.Concat(s.Parts.Select(part => part switch
            {
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
                _ => (p.RawText!.Contains("deployments/", StringComparison.Ordinal) ? clinic.Deployment : id).ToString("D"),
            })))))
            .Where(r => r is not "/language" && !r.Contains("sign-out", StringComparison.Ordinal))
            .Distinct()
            .ToList();
        routes.AddRange(
        [
            "/cases?state=reading", "/cases?q=ACC-0007", "/cases?mine=true", "/cases?sort=due", "/api/v1/cases?state=reading", "/api/v1/cases?mine=true", $"/cases/{id}?ai=1", $"/cases/{id}/opinion?ai=1",
            $"/api/v1/quality/statistics?deployment={clinic.Deployment}", $"/api/v1/quality/statistics?deployment={clinic.Deployment}&unit=reading",
        ]);
        return routes;
    }

    /// <summary>What of the planted values a text tells. Labels stand in forms as choices and in the deployment's own list, so only a label that somebody gave counts.</summary>
    private static List<string> Leaks(string route, string text)
    {
        List<string> found = [.. new[] { "0.123457", "0.12345", Finding, Reason, "\"label\":\"seen\"", "ai-value" }.Where(s => text.Contains(s, StringComparison.Ordinal))];
        var offersLabels = text.Contains("name=\"label\"", StringComparison.Ordinal);
        if (!route.StartsWith("/api/", StringComparison.Ordinal) && !offersLabels && !route.StartsWith("/deployments", StringComparison.Ordinal)
            && !route.StartsWith("/technologies", StringComparison.Ordinal) && text.Contains(Clinic.SeenDisplay, StringComparison.Ordinal))
        {
            found.Add(Clinic.SeenDisplay);
        }

        return found;
    }
}
