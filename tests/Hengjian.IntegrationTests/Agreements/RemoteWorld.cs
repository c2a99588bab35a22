using System.Net;
using System.Text.Json.Nodes;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Documents;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Agreements;

/// <summary>
/// The hospital of <see cref="CaseWorld"/> asks, with a deployment of the test's own on which only its technician and two of its readers may act; a second hospital reads, with an
/// officer and two physicians on its own records, and a third has nothing to do with either.
/// </summary>
internal sealed record RemoteWorld(CaseWorld World, Deployed On, Guid Reading, string ReadingCode, HttpClient Officer, Person Reader, Person Other)
{
    /// <summary>Name of the reading hospital, its own alone.</summary>
    public required string Name { get; init; }

    public const string ReadingName = "远程阅片医院";

    public static async Task<RemoteWorld> OpenAsync(TestDatabase database) => await OpenAsync(await CaseWorld.SharedAsync(database));

    public static async Task<RemoteWorld> OpenAsync(CaseWorld world)
    {
        var on = await world.DeployAsync();
        var name = $"{ReadingName} {CaseWorld.Next()}";
        var reading = await world.App.InstitutionAsync(name);
        var officer = await world.App.ClientAsync(await world.App.UserAsync([Role.GovernanceOfficer], institution: reading));
        var code = (await officer.AskAsync("institutions")).At("items")[0].GetProperty("unifiedSocialCreditCode").GetString()!;
        var scene = new RemoteWorld(world, on, reading, code, officer, null!, null!) { Name = name };
        return scene with { Reader = await scene.PhysicianAsync(), Other = await scene.PhysicianAsync() };
    }

    /// <summary>A physician of the reading hospital with an account there.</summary>
    public async Task<Person> PhysicianAsync(Action<JsonObject>? record = null, params Role[] roles)
    {
        var body = World.Radiologist("attending", 9).With("departmentId", null);
        record?.Invoke(body);
        var id = (await Officer.SendAsync("practitioners", body)).Created().Id;
        var user = await World.App.UserAsync(roles.Length == 0 ? [Role.Physician] : roles, id, Reading);
        return new Person(id, user, await World.App.ClientAsync(user));
    }

    public JsonObject Proposal(int fromDays = -10, int days = 300) => Calls.Json(new
    {
        partnerCode = ReadingCode,
        paperNumber = "远诊 " + CaseWorld.Next(),
        purpose = "胸部 CT 远程阅片",
        departmentId = World.Department,
        technologies = new[] { On.Technology },
        acts = new[] { "opinion" },
        from = CaseWorld.Day(World.Today.AddDays(fromDays)),
        to = CaseWorld.Day(World.Today.AddDays(fromDays + days)),
        signature = CaseSteps.Signature,
    });

    /// <summary>Proposed and signed by the asking side, with the paper attached.</summary>
    public async Task<Guid> ProposeAsync(JsonObject? proposal = null)
    {
        var id = (await World.Officer.SendAsync("agreements", proposal ?? Proposal())).Created().Id;
        (await World.Officer.AttachAsync(id, SampleFiles.Pdf(), "协议.pdf", kind: "remoteAgreement", category: "agreement", title: "协议")).Created();
        return id;
    }

    /// <summary>Proposed, and accepted by the reading side with its first physician as reader.</summary>
    public async Task<Guid> AgreeAsync(JsonObject? proposal = null)
    {
        var id = await ProposeAsync(proposal);
        (await AcceptAsync(id)).Created();
        return id;
    }

    public Task<Answer> AcceptAsync(Guid id) => Officer.SendAsync($"agreements/{id}/answer", Acceptance());

    public object Acceptance() => new { accept = true, readers = new[] { Reader.Id }, signature = CaseSteps.Signature };

    /// <summary>The record that stands in for the reader at the asking hospital.</summary>
    public async Task<Guid> StandInAsync(Guid agreement) =>
        (await World.Officer.AskAsync($"agreements/{agreement}")).Is(HttpStatusCode.OK).At("readers")[0].GetProperty("practitionerId").GetGuid();

    /// <summary>Lets the reader act on the deployment by the asking hospital's authorisation.</summary>
    public async Task<Guid> AuthoriseAsync(Guid agreement)
    {
        var standIn = await StandInAsync(agreement);
        await World.App.GrantAsync(World.App.InstitutionId, [(standIn, On.Technology, On.Id)]);
        return standIn;
    }

    /// <summary>An agreement in force with a reader whom the asking hospital has authorised.</summary>
    public async Task<Guid> InForceAsync(JsonObject? proposal = null)
    {
        var id = await AgreeAsync(proposal);
        await AuthoriseAsync(id);
        return id;
    }

    public Task<Answer> ReadAsync(Person reader, Guid id) => reader.Client.AskAsync($"remote/cases/{id}");

    public Task<Answer> OpineAsync(Person reader, Guid id, string label = "positive", string phase = "afterAi") =>
        reader.Client.SendAsync($"remote/cases/{id}/opinions", CaseSteps.OpinionBody(label, phase));
}
