using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Cases.Indications;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.ConsentForms.Contracts;
using Hengjian.Governance.ConsentForms.Register;
using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Indications.Settings;
using Hengjian.Governance.Indications.Standing;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Demonstration;

/// <summary>Settings and approved standing rules of the two imaging products, so that routine orders need no typing; and exceptions that wait for a physician or went by override.</summary>
internal sealed class DemonstrationIndications(IServiceProvider services, IReadOnlyDictionary<string, Caller> callers, DemonstrationAuthorisations authorisations)
{
    public async Task ApproveAsync(DemonstrationRegisters registers, CancellationToken cancellationToken)
    {
        await SetAsync(
            registers.MainDeployment, "低剂量 CT 人工阅片", "《肺结节诊治中国专家共识》（演示引用）", "标出胸部 CT 上可能的肺结节，供医师参考。", "Marks possible lung nodules on a chest CT for the physicians to look at.", cancellationToken);
        await SetAsync(
            registers.SecondDeployment, "乳腺超声", "《乳腺癌筛查指南》（演示引用）", "提示乳腺 X 线片上的可疑病灶，供医师参考。", "Points to suspicious findings on a mammogram for the physicians to look at.", cancellationToken);
        await PutAsync(
            registers.MainDeployment,
            "成人胸部 CT 常规使用",
            "胸部 CT 平扫申请单本身即说明适应证：成人、薄层 CT。每日约 300 例，逐例填写核对表无助于安全；例外由医师处理。",
            new StandingRuleConditions { ExaminationKinds = ["胸部 CT 平扫", "胸部 CT"], MinimumAge = 18, Settles = ["adult", "chestCt"] },
            cancellationToken);
        await PutAsync(
            registers.MainDeployment,
            "核对表完整且无禁忌证",
            "其他检查由申请科室填写核对表：必答项均为肯定、没有禁忌证的，按常规使用。",
            new StandingRuleConditions(),
            cancellationToken);
        await PutAsync(
            registers.SecondDeployment,
            "40 岁及以上女性乳腺 X 线",
            "按筛查指南，40 岁及以上女性的乳腺 X 线摄影常规使用。",
            new StandingRuleConditions { ExaminationKinds = ["乳腺 X 线摄影"], MinimumAge = 40, Sexes = [Sex.Female], Settles = ["female40"] },
            cancellationToken);

        // The next version waits in the register, so that two can be compared.
        var next = new StandingRuleRequest
        {
            DeploymentId = registers.MainDeployment, Name = "成人胸部 CT 常规使用（含门诊筛查）", Months = 12, Replaces = await FindAsync(registers.MainDeployment, "成人胸部", cancellationToken),
            Grounds = "拟限定为诊断与筛查目的，并把急诊留给医师判断。",
            Conditions = new StandingRuleConditions
            {
                ExaminationKinds = ["胸部 CT 平扫", "胸部 CT"], MinimumAge = 18, VisitKinds = [VisitKind.Outpatient, VisitKind.Inpatient, VisitKind.HealthCheck],
                Purposes = [ExaminationPurpose.Diagnosis, ExaminationPurpose.Screening], Settles = ["adult", "chestCt"],
            },
        };
        _ = await services.GetRequiredService<StandingRules>().DraftAsync(next, By("officer"), cancellationToken).Value();
    }

    /// <summary>Forms in both languages for the biopsy, approved and in force.</summary>
    public async Task ApproveFormsAsync(DateOnly today, CancellationToken cancellationToken)
    {
        var register = services.GetRequiredService<ConsentFormRegister>();
        foreach (var request in new[]
        {
            new ConsentFormRequest
            {
                Kind = ConsentKind.Invasive, Language = FormLanguage.Zh, Title = "CT 引导下肺穿刺活检知情同意书", Purpose = "取得病变组织，明确诊断。", Risks = "出血、气胸、感染，个别情况下取材不足需再次穿刺。",
                Precautions = "术前停用抗凝药须遵医嘱；术中保持体位，勿咳嗽。", Complications = "气胸、咯血，极少数为空气栓塞。", Prevention = "术前评估凝血功能，术后观察 4 小时并复查 CT。",
            },
            new ConsentFormRequest
            {
                Kind = ConsentKind.Invasive, Language = FormLanguage.En, Title = "Consent to a CT-guided lung biopsy", Purpose = "To take tissue from the lesion so that it can be diagnosed.",
                Risks = "Bleeding, air around the lung, infection; sometimes too little tissue, so that it must be repeated.", Precautions = "Stop blood thinners only as told; keep still and do not cough during the step.",
                Complications = "Collapsed lung, coughing blood, very rarely air in a vessel.", Prevention = "Clotting is tested before; you are watched for four hours and scanned again.",
            },
        })
        {
            var drafted = await register.DraftAsync(request, By("officer"), cancellationToken).Value();
            _ = await register.ApproveAsync(
                drafted.Id, new ConsentFormApprovalRequest { Approver = "医务处", ApprovedOn = today, InForceFrom = today, InForceTo = today.AddYears(3) }, By("officer"), cancellationToken).Value();
        }
    }

    /// <summary>One case went on against a contraindication: two physicians decided, the review is due.</summary>
    public async Task OverrideAsync(DemonstrationCases cases, DemonstrationClock clock, DemonstrationRegisters registers, DateTimeOffset present, CancellationToken cancellationToken)
    {
        var product = new DemonstrationProduct(registers.MainDeployment, "LungNodule-CAD", "3.2.1", "positive", "negative", "胸部 CT 平扫");
        var overrides = services.GetRequiredService<IndicationOverrides>();
        var played = await cases.RegisterAsync(product, present.AddHours(-4), null, cancellationToken, contraindication: "priorSurgery");
        clock.Now = present.AddHours(-3.8);
        _ = await overrides.RequestAsync(played.Id, new OverrideRequest { Reason = "术后突发胸痛，需尽快排除新发病变。" }, By("radiologist2"), cancellationToken).Value();
        clock.Now = present.AddHours(-3.7);
        _ = await overrides.SignAsync(played.Id, new OverrideSignatureRequest { Signature = DemonstrationSigning.Input }, By("radiologist1"), cancellationToken).Value();
    }

    private async Task SetAsync(Guid deployment, string alternative, string guideline, string purposeZh, string purposeEn, CancellationToken cancellationToken) =>
        _ = await services.GetRequiredService<UseSettingsActs>().SetAsync(
            deployment,
            0,
            new UseSettingsRequest
            {
                Weighing = new Weighing { Charge = new AiCharge(ChargeKind.None), Alternatives = [new AlternativeMethod("人工阅片", 0), new AlternativeMethod(alternative)], Guideline = guideline },
                PurposeZh = purposeZh, PurposeEn = purposeEn, Contact = "影像科登记处 010-0000-0000",
            },
            By("officer"),
            cancellationToken).Value();

    private async Task PutAsync(Guid deployment, string name, string grounds, StandingRuleConditions conditions, CancellationToken cancellationToken)
    {
        var rules = services.GetRequiredService<StandingRules>();
        var drafted = await rules.DraftAsync(
            new StandingRuleRequest { DeploymentId = deployment, Name = name, Grounds = grounds, Conditions = conditions, Months = 24 }, By("officer"), cancellationToken).Value();
        var motion = await rules.PutAsync(drafted.Id, new StandingRuleMotionRequest(), By("officer"), cancellationToken).Value();
        await authorisations.DecideAsync(motion.Id, "committee", null, cancellationToken);
    }

    private async Task<Guid> FindAsync(Guid deployment, string name, CancellationToken cancellationToken) =>
        (await services.GetRequiredService<StandingRuleQueries>().ListAsync(callers["officer"], new StandingRuleFilter(deployment, Search: name), new PageRequest(1, 1), cancellationToken)).Items[0].Id;

    private WriteRequest By(string user) => new(callers[user], "demonstration");
}
