using System.Text.Json.Nodes;
using Hengjian.IntegrationTests.Cases;

namespace Hengjian.IntegrationTests.Policies;

/// <summary>Policies of the shared department, registered through the API.</summary>
internal static class Shelf
{
    public static JsonObject Policy(string topic = "other", string kind = "policy") => Calls.Json(new
    {
        kind,
        topic,
        title = "制度 " + CaseWorld.Next(),
        code = "医发〔2026〕1 号",
        scope = "institution",
        boundRoles = new[] { "FollowUpStaff" },
        boundActs = Array.Empty<string>(),
    });

    public static JsonObject Draft(string number = "V1.0") => Calls.Json(new { number, text = "第一条 使用前核对患者。\n第二条 结果须由医师确认。", changes = "首次发布" });

    public static JsonObject Approval(DateOnly approvedOn, DateOnly inForceFrom, DateOnly reviewBy) => Calls.Json(new
    {
        approver = "院长办公会",
        approvedOn = CaseWorld.Day(approvedOn),
        inForceFrom = CaseWorld.Day(inForceFrom),
        reviewBy = CaseWorld.Day(reviewBy),
    });

    public static async Task<Guid> RegisterAsync(this CaseWorld world, JsonObject policy) => (await world.Officer.SendAsync("policies", policy)).Created().Id;

    /// <summary>A version in force since so many days, to be reviewed in a year.</summary>
    public static async Task<Guid> PublishAsync(this CaseWorld world, Guid policy, string number = "V1.0", int sinceDays = 30, DateOnly? reviewBy = null)
    {
        var version = (await world.Officer.SendAsync($"policies/{policy}/versions", Draft(number))).Created().Id;
        var from = world.Today.AddDays(-sinceDays);
        (await world.Officer.SendAsync($"policies/{policy}/versions/{version}/approval", Approval(from < world.Today ? from : world.Today, from, reviewBy ?? world.Today.AddYears(1)))).Created();
        return version;
    }

    public static Task<Answer> AcknowledgeAsync(this HttpClient client, Guid policy, Guid version) => client.SendAsync($"policies/{policy}/acknowledgements", new { policyVersionId = version });

    /// <summary>An operating procedure and a guideline of the technology, both in force; answers (policy, version) of each.</summary>
    public static async Task<((Guid Policy, Guid Version) Procedure, (Guid Policy, Guid Version) Guideline)> RulesOfAsync(this CaseWorld world, Guid technology, int sinceDays = 30)
    {
        async Task<(Guid, Guid)> OneAsync(string kind)
        {
            var policy = await world.RegisterAsync(Policy("operation", kind).With("scope", "technology").With("scopeId", technology)
                .With("boundRoles", Array.Empty<string>()).With("boundActs", new[] { "operate", "opinion" }));
            return (policy, await world.PublishAsync(policy, sinceDays: sinceDays));
        }

        return (await OneAsync("procedure"), await OneAsync("guideline"));
    }
}
