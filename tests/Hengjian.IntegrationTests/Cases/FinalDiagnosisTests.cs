using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>R17-3.3: the final diagnosis is a qualified clinician's, after the opinion; a correction is a new version.</summary>
public sealed class FinalDiagnosisTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task FinalDiagnosis_BeforeTheOpinionIsIssued_IsRefusedBy32a(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var registered = await world.RegisterAsync();
        var analysed = await world.AnalysedAsync();
        var reading = await world.AnalysedAsync();
        (await world.First.OpineAsync(reading)).Created();

        foreach (var id in new[] { registered, analysed, reading })
        {
            (await world.StoresNothingAsync(id, () => world.Clinician.ConcludeAsync(id))).RefusedBy("R17-3.2a").Unmet.ShouldBe(["R17-3.2a"]);
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task FinalDiagnosis_BySomeoneWithoutTheScope_IsRefusedBy33(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.IssuedAsync();

        (await world.StoresNothingAsync(id, () => world.Surgeon.ConcludeAsync(id))).RefusedBy("R17-3.3").Unmet.ShouldBe(["R17-3.3"]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task FinalDiagnosis_ByAClinicianWhoseLicenceEnded_IsRefusedBy33(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var expired = await world.PersonAsync([Role.Clinician], world.Physician("chief", CaseWorld.MedicineScope, "呼吸内科", 12).With("licenceTo", CaseWorld.Day(world.Today.AddDays(-1))));
        var id = await world.IssuedAsync();

        (await world.StoresNothingAsync(id, () => expired.ConcludeAsync(id))).RefusedBy("R17-3.3");
    }

    [Theory, MemberData(nameof(All))]
    public async Task FinalDiagnosis_ByAnyAuthorisedClinician_WhereNoneIsNamed_IsAccepted(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.IssuedAsync();

        (await world.Clinician.ConcludeAsync(id, "negative")).Created().State.ShouldBe("concluded", "the clinician decides, also against the opinion");

        var diagnosis = (await world.CaseAsync(id)).At("finalDiagnosis");
        diagnosis.GetProperty("label").GetString().ShouldBe("negative");
        diagnosis.GetProperty("text").GetString().ShouldBe("右上叶结节，建议 3 个月后复查。");
        diagnosis.GetProperty("icd10").GetString().ShouldBe("R91.x00");
    }

    [Theory, MemberData(nameof(All))]
    public async Task FinalDiagnosis_OfACaseThatNamesAnotherClinician_Answers404(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var named = await world.PersonAsync([Role.Clinician], world.Physician("chief", CaseWorld.MedicineScope, "呼吸内科", 12));
        var id = await world.RegisterAsync(world.CaseBody().With("clinicianId", named.Id));
        (await world.ReceiveAsync(id)).Created();
        (await world.First.OpineAsync(id)).Created();
        (await world.Second.OpineAsync(id)).Created();

        (await world.StoresNothingAsync(id, () => world.Clinician.ConcludeAsync(id))).IsProblem(HttpStatusCode.NotFound);
        (await named.ConcludeAsync(id)).Created();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Correction_WithReason_IsANewVersionAndTheOldOneStays(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.ConcludedAsync();
        var first = (await world.CaseAsync(id)).At("finalDiagnosis").GetProperty("id").GetGuid();

        var answer = (await world.Clinician.Client.SendAsync($"cases/{id}/final-diagnosis", CaseSteps.DiagnosisBody("negative").With("reason", "病理结果回报"))).Created();

        var seen = await world.CaseAsync(id);
        seen.At("finalDiagnosis.id").GetGuid().ShouldBe(answer.Id);
        seen.At("finalDiagnosis.supersedes").GetGuid().ShouldBe(first);
        seen.At("finalDiagnoses").EnumerateArray().Select(d => d.GetProperty("label").GetString()).ShouldBe(["positive", "negative"]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Correction_WithoutReason_Answers422(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.ConcludedAsync();

        (await world.StoresNothingAsync(id, () => world.Clinician.ConcludeAsync(id, "negative"))).Names("reason");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Correction_OfAReportedCase_TakesItBackToConcluded(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.ConcludedAsync();
        (await world.Officer.SendAsync($"cases/{id}/report", new { reason = "回执 2026-001" })).Created().State.ShouldBe("reported");

        (await world.Clinician.Client.SendAsync($"cases/{id}/final-diagnosis", CaseSteps.DiagnosisBody().With("reason", "补充诊断"))).Created().State.ShouldBe("concluded");
    }

    [Theory]
    [InlineData("label", null, "label")]
    [InlineData("label", "suspicious", "label")]
    [InlineData("text", null, "text")]
    [InlineData("text", "  ", "text")]
    [InlineData("text", "a\u0000b", "text")]
    [InlineData("icd10", "A0", "icd10")]
    [InlineData("icd10", "not a code", "icd10")]
    [InlineData("signature", null, "signature.secret")]
    [InlineData("signature.method", "fingerprint", "signature.method")]
    public async Task FinalDiagnosis_WithAWrongMember_Answers422NamingIt(string path, string? value, string field)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var id = await world.IssuedAsync();

        (await world.StoresNothingAsync(id, () => world.Clinician.Client.SendAsync($"cases/{id}/final-diagnosis", CaseSteps.DiagnosisBody().With(path, value)))).Names(field);
    }

    [Theory, MemberData(nameof(All))]
    public async Task FinalDiagnosis_WithoutIcd10_IsAccepted(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.IssuedAsync();

        (await world.Clinician.Client.SendAsync($"cases/{id}/final-diagnosis", CaseSteps.DiagnosisBody().Without("icd10"))).Created();
    }
}
