using System.Text.Json;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Cases.Opinions;
using Hengjian.Governance.Cases.Readings;
using Hengjian.Governance.Cases.Register;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Registers;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Demonstration;

/// <summary>How cases are read: plans of both deployments, a night with a critical value, a resident's draft, one examination with two AIs, two readers who talked.</summary>
internal sealed class DemonstrationReading(
    IServiceProvider services, DemonstrationClock clock, IReadOnlyDictionary<string, Caller> people, DemonstrationRegisters registers, DemonstrationCases cases)
{
    private readonly DemonstrationProduct _chest = new(registers.MainDeployment, "LungNodule-CAD", "3.2.1", "positive", "negative", "胸部 CT 平扫");
    private readonly DemonstrationProduct _breast = new(registers.SecondDeployment, "Mammo-CAD", "1.8.0", "suspicious", "benign", "乳腺 X 线摄影");

    /// <summary>Nothing in the plans must be filled in, so that whoever tries the demonstration may leave it.</summary>
    public async Task PlanAsync(CancellationToken cancellationToken)
    {
        await SetAsync(
            registers.MainDeployment,
            new ReadingPlan
            {
                Fields =
                [
                    new ReadingField { Code = "type", Display = "结节类型", Kind = ReadingFieldKind.Category, Labels = ["positive"], Choices = [new("solid", "实性"), new("partSolid", "部分实性"), new("ggn", "磨玻璃")] },
                    new ReadingField
                    {
                        Code = "site", Display = "部位", Kind = ReadingFieldKind.Location, Multiple = true, Labels = ["positive"],
                        Choices = [new("rul", "右肺上叶"), new("rml", "右肺中叶"), new("rll", "右肺下叶"), new("lul", "左肺上叶"), new("lll", "左肺下叶")],
                    },
                    new ReadingField { Code = "size", Display = "最大径", Kind = ReadingFieldKind.Number, Unit = "mm", From = 1, To = 100, Labels = ["positive"] },
                    new ReadingField { Code = "note", Display = "描述", Kind = ReadingFieldKind.Text },
                ],
                Agreement = new AgreementRule { Measurement = "size", Tolerance = 3 },
                OverrideReasons = [new("artefact", "伪影", false), new("known", "既往已知、稳定", false), new("vessel", "血管断面", false), new("other", "其他", true)],
                ViewerUrl = "https://pacs.example.org/viewer?accession={accession}",
                ImageUrl = "https://pacs.example.org/viewer?accession={accession}&series={series}&image={instance}&frame={frame}",
            },
            cancellationToken);
        await SetAsync(
            registers.SecondDeployment,
            new ReadingPlan { OverrideReasons = [new("dense", "致密型腺体", false), new("implant", "假体或术后改变", false), new("other", "其他", true)] },
            cancellationToken);
    }

    public async Task ReadAsync(DateTimeOffset present, CancellationToken cancellationToken)
    {
        await NightAsync(present.AddHours(-2), cancellationToken);
        await DraftAsync(present.AddHours(-3), cancellationToken);
        await TalkAsync(present.AddHours(-4), cancellationToken);
        await ExaminationAsync(present.AddMinutes(-70), cancellationToken);
        clock.Now = present;
    }

    private async Task NightAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        var night = await cases.RegisterAsync(_chest, at, null, cancellationToken);
        await cases.ReceiveAiAsync(night, 4, cancellationToken);
        clock.Now = clock.Now.AddMinutes(6);
        await SignAsync(night.Id, "radiologist2", Opinion("positive", 95) with { Provisional = true, CriticalValue = true, Fields = Fields(("note", "右侧张力性气胸，纵隔左移")) }, cancellationToken);
        clock.Now = clock.Now.AddMinutes(5);
        _ = await services.GetRequiredService<ReportCriticalValue>().HandleAsync(
            night.Id,
            new CriticalValueRequest
            {
                Finding = "右侧张力性气胸", ToldTo = "急诊科 值班医师（演示）", Channel = CriticalValueChannel.Phone, ToldAt = clock.Now.AddMinutes(-1), ReadBack = "右侧张力性气胸，立即处理",
            },
            By("radiologist2"),
            cancellationToken).Value();
    }

    private async Task DraftAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        var reported = await cases.RegisterAsync(
            _chest, at, null, cancellationToken, readers: [registers.Practitioners["junior"], registers.Practitioners["radiologist1"], registers.Practitioners["radiologist2"]]);
        await cases.ReceiveAiAsync(reported, 4, cancellationToken);
        clock.Now = clock.Now.AddMinutes(9);
        await SignAsync(
            reported.Id, "junior",
            Opinion("positive", 60) with { Draft = true, Role = OpinionRole.Report, Fields = Fields(("type", "solid"), ("size", 8.4), ("note", "右肺上叶实性结节，边界清")) }, cancellationToken);
    }

    private async Task TalkAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        var disagreed = await cases.RegisterAsync(_chest, at, null, cancellationToken);
        await cases.ReceiveAiAsync(disagreed, 4, cancellationToken);
        await cases.ReadAsync(disagreed, 1, ReadingPhase.AfterAi, withAi: true, cancellationToken, say: true);
        await cases.ReadAsync(disagreed, 2, ReadingPhase.AfterAi, withAi: true, cancellationToken, say: false);
        clock.Now = clock.Now.AddMinutes(12);
        _ = await services.GetRequiredService<ResolveDisagreement>().HandleAsync(
            disagreed.Id,
            new ResolutionRequest
            {
                Method = ResolutionKind.Talk, Settled = false, Attendees = [registers.Practitioners["radiologist3"]], Minutes = "两人同看薄层重建，对结节与血管断面的判断仍不一致（演示）。",
                Signature = DemonstrationSigning.Input,
            },
            By("radiologist2"),
            cancellationToken).Value();
    }

    /// <summary>One order of a health check with two pictures, each with its AI.</summary>
    private async Task ExaminationAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        clock.Now = at;
        foreach (var product in new[] { _chest, _breast })
        {
            var registered = await services.GetRequiredService<RegisterCase>().HandleAsync(
                new RegisterCaseRequest
                {
                    DeploymentId = product.Deployment,
                    Patient = new PatientInput { Identifier = "DEMO-S00001", Name = "何演示", Sex = Sex.Female, BirthDate = new DateOnly(1968, 4, 2) },
                    AccessionNumber = "DEMO-ACC-S00001",
                    Examination = new ExaminationInput
                    {
                        Kind = product.Examination, PerformedAt = at.AddMinutes(-15), Site = "本部", VisitKind = VisitKind.Outpatient, Purpose = ExaminationPurpose.Diagnosis,
                    },
                    Invasive = false,
                },
                By("technician"),
                cancellationToken).Value();
            await cases.ReceiveAiAsync(new DemonstrationCases.Played(registered.Id, product, Truth: true, AiPositive: product == _chest, EastCampus: false), 3, cancellationToken);
        }
    }

    private async Task SetAsync(Guid deployment, ReadingPlan plan, CancellationToken cancellationToken)
    {
        var plans = services.GetRequiredService<ReadingPlans>();
        var stored = (await plans.FindAsync(people["officer"], deployment, cancellationToken))!;
        _ = await plans.ChangeAsync(deployment, stored.Version, plan, By("officer"), cancellationToken).Value();
    }

    private async Task SignAsync(Guid id, string user, OpinionRequest request, CancellationToken cancellationToken) =>
        _ = await services.GetRequiredService<SignOpinion>().HandleAsync(id, request, By(user), cancellationToken).Value();

    private static OpinionRequest Opinion(string label, int confidence) =>
        new() { Label = label, Confidence = confidence, Phase = ReadingPhase.AfterAi, SecondsSpent = 95, Signature = DemonstrationSigning.Input };

    private static Dictionary<string, JsonElement> Fields(params (string Code, object Value)[] values) => values.ToDictionary(v => v.Code, v => JsonSerializer.SerializeToElement(v.Value));

    private WriteRequest By(string user) => new(people[user], "demonstration");
}
