using System.Text;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.DataUse.Contracts;
using Hengjian.Governance.DataUse.Register;
using Hengjian.Governance.Documents.Attaching;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Policies.Register;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Demonstration;

/// <summary>
/// The written side of the demonstration: procedures and guidelines that its people acknowledged before the first case, policies on follow-up and registers, one whose
/// review falls overdue and one that some have not read; and the register of data use with a transfer and an entry that is over without proof.
/// </summary>
internal sealed class DemonstrationPolicies(IServiceProvider services, IReadOnlyDictionary<string, Caller> callers, DateOnly today)
{
    private static readonly string[] Readers = ["radiologist1", "radiologist2", "radiologist3", "junior"];

    private readonly WriteRequest _officer = new(callers["officer"], "demonstration");

    public async Task WriteAsync(DemonstrationRegisters registers, CancellationToken cancellationToken)
    {
        string[] users = [.. Readers, "technician", "clinician"];
        foreach (var (deployment, part) in new[] { (registers.MainDeployment, "胸部 CT 肺结节"), (registers.SecondDeployment, "乳腺 X 线摄影") })
        {
            var technology = await TechnologyAsync(registers.InstitutionId, deployment, cancellationToken);
            await PublishAsync(
                Operating(PolicyKind.Procedure, $"{part} AI 辅助检测操作规范（演示）", technology),
                "第一条 开机后核对设备状态、软件版本与当日质控结果。\n第二条 按适应证清单核对患者信息与检查参数，不符合的不使用 AI。\n第三条 AI 结果须由操作人员确认采集质量后方可提交阅片。\n第四条 AI 不可用时按常规流程阅片，并登记故障。",
                today.AddYears(2), users, cancellationToken);
            await PublishAsync(
                Operating(PolicyKind.Guideline, $"{part}诊断指南（演示）", technology),
                "第一条 AI 结果仅供参考，诊断意见由两名具备资格的医师出具。\n第二条 意见与 AI 不一致时写明理由。\n第三条 意见不一致的，按讨论、上级医师、科室会诊、多学科会诊的次序解决。",
                today.AddYears(2), users, cancellationToken);
        }

        await PublishAsync(
            House(PolicyTopic.FollowUp, "AI 辅助诊断监控与随访制度（演示）", [Role.FollowUpStaff, Role.QualityOfficer]),
            "第一条 每月统计符合率、漏诊与误诊。\n第二条 阳性病例按期随访，失访的登记原因。\n第三条 指标越限的，按预警程序处理。", today.AddYears(2), ["followup", "quality"], cancellationToken);
        await PublishAsync(
            House(PolicyTopic.Registers, "AI 技术使用与器材登记制度（演示）", [Role.DeviceKeeper, Role.Operator]),
            "第一条 器材到货由两人验收，核对注册证、批号与效期。\n第二条 领用等于使用、报废与在库之和。\n第三条 使用逐例登记，可双向追溯。", today.AddYears(2), ["devicekeeper", "technician"], cancellationToken);
        await PublishAsync(
            House(PolicyTopic.DataUse, "患者数据对外提供管理制度（演示）", [Role.GovernanceOfficer]),
            "第一条 未登记不得传出。\n第二条 传出逐次登记接收方、用途、数量与摘要值。\n第三条 到期须有销毁或返还证明。", today.AddDays(20), ["officer"], cancellationToken);
        await PublishAsync(
            House(PolicyTopic.QualityControl, "AI 阅片质量控制制度（演示）", [Role.Physician]),
            "第一条 每月抽样复核。\n第二条 个人数据先反馈本人。", today.AddYears(1), ["radiologist1", "radiologist2"], cancellationToken);
        await UseDataAsync(cancellationToken);
    }

    private async Task<Guid> TechnologyAsync(Guid institution, Guid deployment, CancellationToken cancellationToken)
    {
        await using var db = services.GetRequiredService<Database>().Read(institution);
        return (await services.GetRequiredService<IDeploymentDirectory>().FindAsync(db, deployment, cancellationToken))!.TechnologyId;
    }

    private static PolicyRequest Operating(PolicyKind kind, string title, Guid technology) => new()
    {
        Kind = kind, Topic = PolicyTopic.Operation, Title = title, Scope = PolicyScope.Technology, ScopeId = technology, BoundActs = [PolicyAct.Operate, PolicyAct.Opinion],
    };

    private static PolicyRequest House(PolicyTopic topic, string title, Role[] roles) => new()
    {
        Kind = PolicyKind.Policy, Topic = topic, Title = title, Scope = PolicyScope.Institution, BoundRoles = roles,
    };

    /// <summary>Registers, drafts and approves a policy that has been in force for 100 days, and lets these users acknowledge it.</summary>
    private async Task PublishAsync(PolicyRequest request, string text, DateOnly reviewBy, IEnumerable<string> users, CancellationToken cancellationToken)
    {
        var policy = (await services.GetRequiredService<PolicyRegister>().RegisterAsync(request, _officer, cancellationToken).Value()).Id;
        var versions = services.GetRequiredService<PolicyVersions>();
        var version = (await versions.AddAsync(policy, new PolicyVersionRequest { Number = "V1.0", Text = text, Changes = "首次发布" }, _officer, cancellationToken).Value()).Id;
        var approval = new PolicyApprovalRequest { Approver = "院长办公会", ApprovedOn = today.AddDays(-120), InForceFrom = today.AddDays(-100), ReviewBy = reviewBy };
        _ = await versions.ApproveAsync(policy, version, approval, _officer, cancellationToken).Value();
        foreach (var user in users)
        {
            _ = await services.GetRequiredService<AcknowledgePolicy>().HandleAsync(
                policy, new PolicyAcknowledgementRequest { PolicyVersionId = version }, new WriteRequest(callers[user], "demonstration"), cancellationToken).Value();
        }
    }

    private async Task UseDataAsync(CancellationToken cancellationToken)
    {
        var service = await RegisterAsync(
            new DataUseRequest
            {
                Receiver = "示范医疗人工智能有限公司", Purpose = DataUsePurpose.Service, PurposeText = "肺结节检测服务的故障分析", Basis = LegalBasis.SeparateConsent,
                BasisText = "患者知情同意书 V2，第 4 条", Categories = [DataCategory.Images, DataCategory.AiResults, DataCategory.Logs], Identifiable = false,
                AmountLimit = 500, Unit = AmountUnit.Cases, Agreement = "数合（演示）2026-01", From = today.AddDays(-30), To = today.AddYears(1),
            },
            cancellationToken);
        _ = await services.GetRequiredService<DataUseEnding>().TransferAsync(
            service,
            new DataTransferRequest { What = "去标识胸部 CT 12 例，专线加密传送", Categories = [DataCategory.Images, DataCategory.AiResults], Amount = 12, Hash = new string('5', 64) },
            _officer,
            cancellationToken).Value();
        await RegisterAsync(
            new DataUseRequest
            {
                Receiver = "示范大学医学影像研究所", Purpose = DataUsePurpose.Research, PurposeText = "乳腺 X 线摄影阅片一致性研究", Basis = LegalBasis.Anonymised, BasisText = "匿名化评估报告（演示）第 3 号",
                Categories = [DataCategory.Images, DataCategory.Reports], Identifiable = false, AmountLimit = 200, Unit = AmountUnit.Cases, Agreement = "科合（演示）2025-07",
                From = today.AddDays(-200), To = today.AddDays(10),
            },
            cancellationToken);
    }

    private async Task<Guid> RegisterAsync(DataUseRequest request, CancellationToken cancellationToken)
    {
        var entry = (await services.GetRequiredService<DataUseRegister>().RegisterAsync(request, _officer, cancellationToken).Value()).Id;
        using var agreement = new MemoryStream(Encoding.UTF8.GetBytes($"数据使用协议（演示）\n编号：{request.Agreement}\n接收方：{request.Receiver}\n用途：{request.PurposeText}\n"));
        _ = await services.GetRequiredService<AttachDocument>().HandleAsync(
            new DocumentRequest { SubjectKind = "dataUse", SubjectId = entry, Category = DocumentCategory.Agreement, Title = "数据使用协议（演示）" },
            new ArrivedFile("数据使用协议.txt", "text/plain", agreement),
            _officer,
            cancellationToken).Value();
        return entry;
    }
}
