using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Safety.Contracts;
using Hengjian.Governance.Safety.Handling;
using Hengjian.Governance.Safety.Reporting;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Demonstration;

/// <summary>Adverse events of the demonstration: a near miss reported anonymously, a missed finding whose action is under way, and one whose investigation is overdue.</summary>
internal sealed class DemonstrationSafety(IServiceProvider services, DemonstrationClock clock, IReadOnlyDictionary<string, Caller> callers, DemonstrationRegisters registers)
{
    public async Task ReportAsync(CancellationToken cancellationToken)
    {
        var present = clock.Now;
        var handle = services.GetRequiredService<HandleEvent>();
        clock.Now = present.AddDays(-40);
        await EventAsync("radiologist3", EventKind.MissedFinding, EventGrade.III, AiCausality.Possible, "AI 与首位医师均未标出右下叶磨玻璃结节，复核时发现（演示）。", anonymous: false, cancellationToken);
        clock.Now = present.AddDays(-20);
        var found = await EventAsync("radiologist1", EventKind.AdverseEvent, EventGrade.III, AiCausality.Probable, "层厚参数更改后 AI 漏标，报告发出前更正（演示）。", anonymous: false, cancellationToken);
        clock.Now = present.AddDays(-12);
        await handle.InvestigateAsync(
            found, new InvestigationRequest { Findings = "扫描协议升级未同步到 AI 的输入检查，厚层图像未被拒收（演示）。", Causality = AiCausality.Certain }, By("quality"), cancellationToken).Value();
        await services.GetRequiredService<EventActions>().AgreeAsync(
            found, new ActionRequest { Kind = ActionKind.Corrective, Text = "AI 前置检查增加层厚上限（演示）", Owner = "放射科" }, By("quality"), cancellationToken).Value();
        clock.Now = present.AddDays(-3);
        await EventAsync("technician", EventKind.NearMiss, EventGrade.IV, AiCausality.Unlikely, "同名患者图像险些传错，核对检查号时发现（演示）。", anonymous: true, cancellationToken);
        clock.Now = present;
    }

    private async Task<Guid> EventAsync(string user, EventKind kind, EventGrade grade, AiCausality causality, string description, bool anonymous, CancellationToken cancellationToken)
    {
        var answer = await services.GetRequiredService<ReportAdverseEvent>().HandleAsync(
            null,
            new AdverseEventRequest
            {
                Kind = kind, Grade = grade, Harm = HarmSeverity.None, Causality = causality, OccurredAt = clock.Now.AddHours(-5), Description = description,
                DeploymentId = registers.MainDeployment, Anonymous = anonymous,
            },
            By(user),
            cancellationToken).Value();
        return answer.Id;
    }

    private WriteRequest By(string user) => new(callers[user], "demonstration");
}
