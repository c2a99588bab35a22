using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Committees;
using Hengjian.IntegrationTests.Concerns;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.FollowUps;
using Hengjian.IntegrationTests.Safety;
using Hengjian.IntegrationTests.Training;
using Hengjian.Web.Access;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>
/// Mutated bodies for every POST route that the program maps, found in its own endpoints: a new route is tested without being named. The right body is made of what the route says that it
/// takes, the records that it is about are real where <see cref="Subjects"/> knows them. <see cref="FuzzTests"/> goes deeper, with a hand-made body for the routes that it names.
/// </summary>
public sealed partial class EveryPostRouteTests
{
    private const string Root = "api/v1/";

    private static int Bodies => Sizes.Of(12, 120);

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task PostRoute_OfAnyKind_OnMutatedBodies_NeverAnswers500(TestDatabase database)
    {
        // An application of its own: a mutated right body may well be carried out, and other tests count on what stands in theirs.
        await using var app = await AppFixture.StartAsync(database);
        var world = await CaseWorld.OverAsync(app);
        var routes = Routes(world);
        routes.Count.ShouldBeGreaterThan(120);
        var subjects = new Subjects(world);
        var mutator = new BodyMutator(20261123);

        foreach (var route in routes)
        {
            var needed = route.Metadata.GetMetadata<NeedsAttribute>()!.Permission;
            var path = await subjects.PathAsync(route.RoutePattern.RawText!.TrimStart('/')[Root.Length..]);
            var body = SampleBody.Of(route.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType, world);

            await FuzzTests.SendAsync(await subjects.ClientAsync(needed, path), path, body, mutator, Bodies);
        }

        (await world.Officer.AskAsync("cases?pageSize=200")).Is(HttpStatusCode.OK);
    }

    private static List<RouteEndpoint> Routes(CaseWorld world) =>
    [
        .. world.App.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith(Root, StringComparison.Ordinal))
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>() is { } methods && methods.HttpMethods.Contains("POST"))
            .DistinctBy(e => e.RoutePattern.RawText)
            .OrderBy(e => e.RoutePattern.RawText, StringComparer.Ordinal),
    ];

    /// <summary>The records that routes are about, made once when a route first asks for them, and who may act on them.</summary>
    private sealed partial class Subjects(CaseWorld world)
    {
        private readonly Dictionary<string, Dictionary<string, string>> _known = [];
        private readonly Dictionary<Permission, HttpClient> _clients = [];
        private School? _school;

        public async Task<HttpClient> ClientAsync(Permission needed, string path = "")
        {
            if (path.StartsWith("examinations/own/", StringComparison.Ordinal))
            {
                return await CandidateAsync();
            }

            if (!_clients.TryGetValue(needed, out var client))
            {
                client = needed switch
                {
                    Permission.OpinionsSign => world.First.Client,
                    Permission.FinalDiagnosesSign => world.Clinician.Client,
                    Permission.TrainingAttend => (await SchoolAsync()).Trainee.Client,
                    Permission.TrainingSupervise => (await SchoolAsync()).Supervisor,
                    Permission.ExaminationsMark => (await ExaminingAsync()).First.Client,
                    _ when PermissionMatrix.Allows(Role.GovernanceOfficer, needed) => world.Officer,
                    _ => await world.App.ClientAsync(Enum.GetValues<Role>().First(r => PermissionMatrix.Allows(r, needed))),
                };
                _clients[needed] = client;
            }

            return client;
        }

        /// <summary>The path with the ids of real records; one that names nothing where no record is known.</summary>
        public async Task<string> PathAsync(string pattern)
        {
            var values = pattern.Contains('{', StringComparison.Ordinal) ? await ValuesAsync(pattern) : [];
            return string.Join('/', pattern.Split('/').Select(part => part.StartsWith('{') ? values.GetValueOrDefault(part[1..].Split(':', '}')[0]) ?? Guid.CreateVersion7(world.App.Clock.GetUtcNow()).ToString("D") : part));
        }

        private async Task<Dictionary<string, string>> ValuesAsync(string pattern)
        {
            var key = pattern switch
            {
                _ when pattern.Contains("/references/", StringComparison.Ordinal) => "references",
                _ when pattern.StartsWith("compliance/findings", StringComparison.Ordinal) => "findings",
                _ when pattern.StartsWith("follow-ups/", StringComparison.Ordinal) => "follow-ups",
                _ when pattern.StartsWith("training/bases", StringComparison.Ordinal) || pattern.StartsWith("training/programmes", StringComparison.Ordinal) => pattern.Split('/')[1],
                _ when pattern.StartsWith("training/", StringComparison.Ordinal) && pattern.Split('/')[1] is "enrolments" or "sessions" or "attendances" or "certificates" => pattern.Split('/')[1],
                _ when pattern.StartsWith("examinations/", StringComparison.Ordinal) => "examinations/" + pattern.Split('/')[1],
                _ => pattern.Split('/')[0],
            };
            if (!_known.TryGetValue(key, out var values))
            {
                _known[key] = values = await MakeAsync(key);
            }

            return values;
        }

        private async Task<Dictionary<string, string>> MakeAsync(string key)
        {
            switch (key)
            {
                case "cases":
                    var read = await world.AnalysedAsync();
                    return new() { ["id"] = Id(read), ["result"] = (await world.CaseAsync(read)).At("aiResults")[0].GetProperty("id").GetString()! };
                case "references":
                    var issued = await world.IssuedAsync();
                    var reference = new { kind = "pathology", label = "positive", establishedOn = CaseWorld.Day(world.Today) };
                    return new() { ["id"] = Id(issued), ["reference"] = Id((await world.Clinician.Client.SendAsync($"cases/{issued}/references", reference)).Created().Id) };
                case "deployments":
                    return new() { ["id"] = Id((await world.DeployAsync()).Id), ["gate"] = "review" };
                case "adverse-events":
                    var @event = (await world.First.Client.SendAsync("adverse-events", AdverseEventTests.Body(world))).Created().Id;
                    var action = new { kind = "corrective", text = "x", owner = "y", dueOn = CaseWorld.Day(world.Today.AddDays(9)) };
                    return new() { ["id"] = Id(@event), ["action"] = Id((await (await ClientAsync(Permission.AdverseEventsHandle)).SendAsync($"adverse-events/{@event}/actions", action)).Created().Id) };
                case "follow-ups":
                    var (on, _) = await FollowUpTests.PlanAsync(world);
                    var followed = await FollowUpTests.ConcludedAsync(world, on);
                    return new() { ["id"] = (await world.Officer.AskAsync($"cases/{followed}/follow-ups")).At("items")[0].GetProperty("id").GetString()! };
                case "findings":
                    var observed = await ObservedWorld.OfAsync(world);
                    var seen = await observed.RegisterAsync();
                    (await observed.ResultAsync(seen)).Created();
                    (await observed.SendAsync(seen, await observed.OpinionAsync(world.Junior, 20))).Created();
                    return new() { ["id"] = (await world.Officer.AskAsync($"compliance/findings?case={seen}")).At("items")[0].GetProperty("id").GetString()! };
                case "concerns":
                    var handler = await ClientAsync(Permission.ConcernsHandle);
                    await ConcernTests.RaiseAsync(ConcernTests.Visitor(world.App), "测试");
                    return new() { ["id"] = (await handler.AskAsync("concerns?pageSize=200")).At("items")[0].GetProperty("id").GetString()! };
                case "motions":
                    await Council.OfAsync(world.App);
                    return new() { ["id"] = Id((await world.Officer.SendAsync("motions", new { committee = "technology", title = "议题 " + CaseWorld.Next(), proposal = "说明" })).Created().Id) };
                case "authorisations":
                    var asked = new { practitionerId = world.First.Id, deploymentId = (await world.DeployAsync()).Id, acts = new[] { "opinion" }, reason = "x", months = 12 };
                    return new() { ["id"] = Id((await world.Officer.SendAsync("authorisations", asked)).Created().Id) };
                case "bases":
                case "programmes":
                    var @base = (await world.Officer.SendAsync("training/bases", new { technologyCategory = "chestCt", lead = "x" })).Created().Id;
                    return new() { ["id"] = Id(key == "bases" ? @base : (await world.Officer.SendAsync("training/programmes", new { baseId = @base, name = "x", kind = "literacy" })).Created().Id) };
                case "enrolments":
                    var school = await SchoolAsync();
                    var enrolment = await school.EnrolAsync();
                    var entry = (await school.LogAsync(enrolment)).Created().Id;
                    return new() { ["id"] = Id(enrolment), ["entry"] = Id(entry), ["person"] = Id(world.Senior.Id), ["material"] = Id(school.Material) };
                case "sessions":
                    return new() { ["id"] = Id(await (await SchoolAsync()).SessionAsync()) };
                case "attendances":
                    // Only who is enrolled can sign in.
                    await ValuesAsync("training/enrolments/{id}");
                    var attended = await SchoolAsync();
                    var code = await attended.CodeAsync(await attended.SessionAsync());
                    return new() { ["id"] = Id((await attended.Trainee.Client.SendAsync("training/attendances", new { code })).Created().Id) };
                case "certificates":
                    return new() { ["id"] = Id((await Certificates.GiveAsync(world.App, await world.RecordAsync(world.Radiologist("attending", 9)), world.Today)).Id) };
                case "users":
                    return new() { ["id"] = Id((await world.App.UserAsync(Role.Trainee)).Id) };
                default:
                    return key.StartsWith("examinations/", StringComparison.Ordinal) ? await ExaminationAsync(key[13..]) : [];
            }
        }

        private async Task<School> SchoolAsync() => _school ??= await School.OverAsync(world);

        private static string Id(Guid id) => id.ToString("D");
    }
}
