using System.Collections.Concurrent;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Committees;

/// <summary>A committee of three with its chair, and an officer who puts motions.</summary>
internal sealed record Council(HttpClient Officer, HttpClient Chair, HttpClient Second, HttpClient Third, IReadOnlyList<TestUser> Members)
{
    private static readonly ConcurrentDictionary<(AppFixture App, Guid Institution, string Committee), Lazy<Task<Council>>> Seated = new();

    /// <summary>The committee of an institution, seated once.</summary>
    public static Task<Council> OfAsync(AppFixture app, Guid? institution = null, string committee = "technology") =>
        Seated.GetOrAdd((app, institution ?? app.InstitutionId, committee), key => new Lazy<Task<Council>>(() => SeatAsync(key.App, key.Institution, key.Committee))).Value;

    /// <summary>Two vote for it, and the chair signs.</summary>
    public async Task ApproveAsync(Guid motion, string? conditions = null)
    {
        (await Second.SendAsync($"motions/{motion}/votes", new { choice = "for" })).Created();
        (await Third.SendAsync($"motions/{motion}/votes", new { choice = "for" })).Created();
        (await Chair.SendAsync($"motions/{motion}/decision", new { conditions, signature = CaseSteps.Signature })).Created();
    }

    public async Task RefuseAsync(Guid motion)
    {
        (await Second.SendAsync($"motions/{motion}/votes", new { choice = "against", reason = "证据不足" })).Created();
        (await Third.SendAsync($"motions/{motion}/votes", new { choice = "against", reason = "证据不足" })).Created();
        (await Chair.SendAsync($"motions/{motion}/decision", new { signature = CaseSteps.Signature })).Created();
    }

    private static async Task<Council> SeatAsync(AppFixture app, Guid institution, string committee)
    {
        var role = committee == "technology" ? Role.CommitteeMember : Role.EthicsMember;
        var officer = await app.ClientAsync(await app.UserAsync([Role.GovernanceOfficer], institution: institution));
        var members = new List<TestUser>();
        for (var i = 0; i < 3; i++)
        {
            members.Add(await app.UserAsync([role], institution: institution));
            (await officer.SendAsync("committee-seats", new { committee, userId = members[i].Id, chair = i == 0 })).Created();
        }

        return new Council(officer, await app.ClientAsync(members[0]), await app.ClientAsync(members[1]), await app.ClientAsync(members[2]), members);
    }
}
