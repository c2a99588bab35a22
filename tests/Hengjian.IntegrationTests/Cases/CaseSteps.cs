using System.Globalization;
using System.Text.Json.Nodes;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;
using Case = Hengjian.Governance.Cases.Domain.Case;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>All that is stored of a case, as counts and versions: equal before and after an act means that the act stored nothing.</summary>
internal sealed record Stored(string State, long Version, int AiResults, int Opinions, int FinalDiagnoses, int Resolutions, int References, int Consents, int Records);

/// <summary>The acts on a case with bodies that are right; a test changes what it is about.</summary>
internal static class CaseSteps
{
    public static JsonObject CaseBody(this CaseWorld world, string protocol = "aiFirst", Deployed? on = null) => Calls.Json(new
    {
        deploymentId = (on ?? world.Lung).Id,
        patient = new { identifier = "P" + CaseWorld.Next(), name = "测试患者", sex = "female", birthDate = "1961-03-05" },
        accessionNumber = "CT" + CaseWorld.Next(),
        examination = new { kind = "胸部 CT", performedAt = world.Ago(TimeSpan.FromHours(2)) },
        indication = new { answers = new { adult = true } },
        invasive = false,
        protocol,
    });

    public static JsonObject InvasiveCaseBody(this CaseWorld world, string protocol = "aiFirst", Deployed? on = null) => world.CaseBody(protocol, on)
        .With("invasive", true).With("invasiveProcedure", new { name = "CT 引导下肺穿刺活检", plannedAt = CaseWorld.Instant(world.App.Clock.GetUtcNow().AddDays(1)) });

    public static async Task<Guid> RegisterAsync(this CaseWorld world, string protocol = "aiFirst", Deployed? on = null) =>
        (await world.Technician.Client.SendAsync("cases", world.CaseBody(protocol, on))).Created().Id;

    public static async Task<Guid> RegisterAsync(this CaseWorld world, JsonObject body) => (await world.Technician.Client.SendAsync("cases", body)).Created().Id;

    public static JsonObject ResultBody(this CaseWorld world, string label = "positive", Deployed? on = null) => Calls.Json(new
    {
        label,
        score = 0.875,
        findings = new { nodules = new[] { new { diameter = 8.5, site = "右上叶" } } },
        algorithm = new { name = (on ?? world.Lung).Algorithm, version = (on ?? world.Lung).Release },
        producedAt = world.Ago(TimeSpan.FromHours(1)),
    });

    /// <summary>A case with an AI result whose acquisition an eligible operator confirmed.</summary>
    public static async Task<Guid> AnalysedAsync(this CaseWorld world, string protocol = "aiFirst", Deployed? on = null, string aiLabel = "positive")
    {
        var id = await world.RegisterAsync(protocol, on);
        (await world.ReceiveAsync(id, aiLabel, on)).Created().State.ShouldBe("analysed");
        return id;
    }

    public static Task<Answer> ReceiveAsync(this CaseWorld world, Guid id, string label = "positive", Deployed? on = null) =>
        world.Technician.Client.SendAsync($"cases/{id}/ai-results", world.ResultBody(label, on));

    public static object Signature => new { method = "password", secret = TestUser.Password };

    public static JsonObject OpinionBody(string label = "positive", string phase = "afterAi") =>
        Calls.Json(new { label, confidence = 80, secondsSpent = 42.5, phase, signature = Signature });

    public static Task<Answer> OpineAsync(this Person reader, Guid id, string label = "positive", string phase = "afterAi") =>
        reader.Client.SendAsync($"cases/{id}/opinions", OpinionBody(label, phase));

    public static JsonObject DiagnosisBody(string label = "positive") => Calls.Json(new { label, text = "右上叶结节，建议 3 个月后复查。", icd10 = "R91.x00", signature = Signature });

    public static Task<Answer> ConcludeAsync(this Person clinician, Guid id, string label = "positive") => clinician.Client.SendAsync($"cases/{id}/final-diagnosis", DiagnosisBody(label));

    /// <summary>A case whose opinion two physicians have decided.</summary>
    public static async Task<Guid> IssuedAsync(this CaseWorld world, string protocol = "aiFirst")
    {
        var id = await world.AnalysedAsync(protocol);
        foreach (var reader in new[] { world.First, world.Second })
        {
            if (protocol == "blindFirst")
            {
                (await reader.OpineAsync(id, phase: "beforeAi")).Created();
            }

            (await reader.OpineAsync(id)).Created();
        }

        (await world.StateAsync(id)).ShouldBe("opinionIssued");
        return id;
    }

    public static async Task<Guid> ConcludedAsync(this CaseWorld world, string protocol = "aiFirst")
    {
        var id = await world.IssuedAsync(protocol);
        (await world.Clinician.ConcludeAsync(id)).Created().State.ShouldBe("concluded");
        return id;
    }

    /// <summary>The case as the officer sees it, from whom nothing is hidden.</summary>
    public static async Task<Answer> CaseAsync(this CaseWorld world, Guid id) => (await world.Officer.AskAsync($"cases/{id}")).Is(System.Net.HttpStatusCode.OK);

    public static async Task<string> StateAsync(this CaseWorld world, Guid id) => (await world.CaseAsync(id)).State;

    public static async Task<Stored> StoredAsync(this CaseWorld world, Guid id)
    {
        await using var db = world.App.Read();
        var subject = await db.Set<Case>().SingleAsync(c => c.Id == id);
        return new Stored(
            subject.State.ToString(),
            subject.Version,
            await db.Set<AiResult>().CountAsync(r => r.CaseId == id),
            await db.Set<Opinion>().CountAsync(o => o.CaseId == id),
            await db.Set<FinalDiagnosis>().CountAsync(d => d.CaseId == id),
            await db.Set<Resolution>().CountAsync(r => r.CaseId == id),
            await db.Set<Reference>().CountAsync(r => r.CaseId == id),
            await db.Set<InformedConsent>().CountAsync(c => c.CaseId == id),
            await db.Set<LedgerRecordRow>().CountAsync(r => r.SubjectId == id && r.SubjectKind == "Case" && r.Action.StartsWith("case.")));
    }

    /// <summary>Runs an act that must be refused and checks that nothing of the case changed.</summary>
    public static async Task<Answer> StoresNothingAsync(this CaseWorld world, Guid id, Func<Task<Answer>> act)
    {
        var before = await world.StoredAsync(id);
        var answer = await act();
        (await world.StoredAsync(id)).ShouldBe(before, $"something was stored although the answer was {answer.Status}: {answer.Text}");
        return answer;
    }

    /// <summary>A consent in which patient and family were told everything and signed, an hour ago; informed by a reader.</summary>
    public static JsonObject ConsentBody(this CaseWorld world) => Calls.Json(new
    {
        informedBy = world.First.Id,
        informedAt = world.Ago(TimeSpan.FromMinutes(90)),
        parties = new object[]
        {
            new { kind = "patient", informedAt = world.Ago(TimeSpan.FromMinutes(90)), signedAt = world.Ago(TimeSpan.FromMinutes(60)) },
            new { kind = "family", relation = "子女", informedAt = world.Ago(TimeSpan.FromMinutes(90)), signedAt = world.Ago(TimeSpan.FromMinutes(60)) },
        },
        purpose = true,
        risks = true,
        precautions = true,
        complications = true,
        prevention = true,
    });

    /// <summary>A critical value told ten minutes ago, read back.</summary>
    public static JsonObject CriticalValueBody(this CaseWorld world) => Calls.Json(new
    {
        finding = "张力性气胸", toldTo = "急诊科 值班医师", channel = "phone", toldAt = world.Ago(TimeSpan.FromMinutes(10)), readBack = "张力性气胸，立即处理",
    });

    public static string Text(this int number) => number.ToString(CultureInfo.InvariantCulture);
}
