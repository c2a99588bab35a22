using Hengjian.Governance.Cases.AiResults;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Technologies.Classification;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Registers;
using Hengjian.Governance.Technologies.Scope;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Demonstration;

/// <summary>
/// Fills the inventory so that it shows every outcome of the scope questions: the two imaging products with full particulars, an assistant that may run in shadow only,
/// AI embedded in an instrument, and management AI with a signed reason. Everything is invented.
/// </summary>
internal sealed class DemonstrationTechnologies(IServiceProvider services, DateOnly today)
{
    private readonly Technologies.Registers.Technologies _technologies = services.GetRequiredService<Technologies.Registers.Technologies>();

    public async Task FillAsync(DemonstrationRegisters registers, Caller officer, CancellationToken cancellationToken)
    {
        var context = new WriteRequest(officer, "demonstration");
        await DescribeAsync(registers.MainDeployment, Chest(), ["delaysCare", "invasiveOrTreatment"], new Tightening { SamplingPercent = 15, Reason = "首个常规使用的影像产品，抽样从严" }, context, cancellationToken);
        await DescribeAsync(registers.SecondDeployment, Breast(), ["delaysCare"], null, context, cancellationToken);
        await AddAssistantAsync(context, cancellationToken);
        await AddElectrocardiographAsync(context, cancellationToken);
        await AddSchedulingAsync(context, cancellationToken);
    }

    /// <summary>The chest product was updated without notice: results of a version that nobody admitted arrive and are kept in shadow.</summary>
    public async Task SendUnadmittedAsync(DemonstrationCases cases, DemonstrationRegisters registers, Caller device, DateTimeOffset present, CancellationToken cancellationToken)
    {
        var product = new DemonstrationProduct(registers.MainDeployment, "LungNodule-CAD", "3.3.0", "positive", "negative", "胸部 CT 平扫");
        for (var i = 0; i < 2; i++)
        {
            var played = await cases.RegisterAsync(product, present.AddMinutes(-50 + (i * 15)), null, cancellationToken);
            _ = await services.GetRequiredService<ReceiveAiResult>().HandleAsync(
                played.Id,
                new AiResultRequest
                {
                    Label = product.Negative, Score = 0.12, Algorithm = new AlgorithmInput { Name = product.Algorithm, Version = product.Version, Manufacturer = "演示" },
                    ProducedAt = present.AddMinutes(-48 + (i * 15)),
                },
                new WriteRequest(device, "demonstration"),
                cancellationToken);
        }
    }

    private async Task DescribeAsync(
        Guid deployment, VersionParticulars particulars, string[] affirmed, Tightening? tightening, WriteRequest context, CancellationToken cancellationToken)
    {
        var found = (await services.GetRequiredService<Deployments>().FindAsync(context.Caller, deployment, cancellationToken))!;
        var version = (await _technologies.FindAsync(context.Caller, found.TechnologyId, cancellationToken))!.Versions.First(v => v.Id == found.TechnologyVersionId);
        _ = await _technologies.ChangeVersionAsync(
            found.TechnologyId,
            version.Id,
            version.Version,
            new TechnologyVersionRequest
            {
                AlgorithmName = version.AlgorithmName, AlgorithmVersion = version.AlgorithmVersion, UdiDi = "09504000059118", DeliveredOn = version.DeliveredOn,
                DeliveryDocument = version.DeliveryDocument, Particulars = particulars,
            },
            context,
            cancellationToken).Value();
        await DecideTierAsync(found.TechnologyId, version.Id, version.Version + 1, affirmed, context, cancellationToken);
        await RecordModelAsync(
            deployment, new DeployedModelParticulars { Hosting = ModelHosting.Local, Hosts = ["ai-node-1", "ai-node-2"], DataLeavesIntranet = false }, tightening, context, cancellationToken);
    }

    private async Task AddAssistantAsync(WriteRequest context, CancellationToken cancellationToken)
    {
        var (technology, version) = await AddAsync(
            new TechnologyRequest
            {
                Name = "诊疗建议大模型助手（演示）", Manufacturer = "本院信息中心与示范大学", AiClass = AiClass.Generative, Origin = TechnologyOrigin.SelfDeveloped, Category = "llmAssistant",
                Specialty = DemonstrationPeople.MedicineSpecialty, IntendedUse = "根据病历生成鉴别诊断与检查建议的草稿，只供医师参考，不面向患者。",
                ScopesOfPractice = [DemonstrationPeople.MedicineScope], FinalDiagnosisScopes = [DemonstrationPeople.MedicineScope],
                Labels = [new("helpful", "建议可用", true), new("notHelpful", "建议不可用", false)],
                IndicationChecklist = [new("inpatient", "住院患者，病历已由医师书写", ChecklistKind.Indication, true)],
            },
            new TechnologyVersionRequest
            {
                AlgorithmName = "Hospital-LLM", AlgorithmVersion = "0.9", DeliveredOn = today.AddDays(-40), DeliveryDocument = "SF-自研-交付-01",
                Scope = new ScopeAnswers { RunsAloneOrExportsResults = true, Influences = [DecisionInfluence.TreatmentChoice] },
                Particulars = new VersionParticulars
                {
                    TargetPopulation = "呼吸内科成人住院患者", KnownLimits = "可能编造文献；对罕见病建议不可靠；不处理影像。",
                    TrainingData = new TrainingDatasheet
                    {
                        Sources = "公开医学文本，本院去标识病历", Size = 86_000, Sites = "本院", From = today.AddYears(-6), To = today.AddYears(-1), Demographics = "男 54%，中位年龄 61 岁",
                        Labelling = "两名主治医师评阅，分歧由副主任医师裁定", KnownGaps = "儿童与孕妇病历未纳入",
                    },
                    Generative = new GenerativeFacts
                    {
                        FacesPublic = false, ExplicitLabel = true, ImplicitLabel = true, KnowledgeBase = "院内诊疗规范库", KnowledgeProvenance = "医务处审定，季度更新", PromptLogKept = true,
                    },
                    Development =
                    [
                        new(DevelopmentStage.Data, today.AddDays(-300), "SF-自研-数据-01"), new(DevelopmentStage.Training, today.AddDays(-200), "SF-自研-训练-01"),
                        new(DevelopmentStage.Verification, today.AddDays(-60), "SF-自研-验证-01"),
                    ],
                },
            },
            context,
            cancellationToken);
        await DecideTierAsync(technology, version, 1, ["invasiveOrTreatment", "generates"], context, cancellationToken);
        var deployment = await services.GetRequiredService<Deployments>().RegisterAsync(
            new DeploymentRequest
            {
                Name = "诊疗建议大模型助手 · 影子运行", TechnologyId = technology, TechnologyVersionId = version, Stage = DeploymentStage.Shadow,
                Takeover = new TakeoverInput { Reason = "系统启用前已在影子运行，结果不给医务人员看。", InUseSince = today.AddDays(-30) },
            },
            context,
            cancellationToken).Value();
        await RecordModelAsync(
            deployment.Id,
            new DeployedModelParticulars
            {
                Hosting = ModelHosting.Local, Hosts = ["gpu-node-1"], DataLeavesIntranet = false, KnowledgeBase = "院内诊疗规范库", KnowledgeProvenance = "医务处审定，季度更新",
                PromptLogKept = true, PromptLogMonths = 12,
            },
            null,
            context,
            cancellationToken);
    }

    private async Task AddElectrocardiographAsync(WriteRequest context, CancellationToken cancellationToken)
    {
        var (technology, version) = await AddAsync(
            new TechnologyRequest
            {
                Name = "十二导联心电图机内置自动分析（演示）", Manufacturer = "示范心电设备有限公司", AiClass = AiClass.PhysiologicalSignals, Origin = TechnologyOrigin.Purchased, Category = "ecg",
                Specialty = "心血管内科", IntendedUse = "心电图机在打印件上给出自动测量与分析提示。",
                ScopesOfPractice = [DemonstrationPeople.MedicineScope], FinalDiagnosisScopes = [DemonstrationPeople.MedicineScope],
                Labels = [new("abnormal", "异常心电图", true), new("normal", "大致正常", false)],
                Certificates = [new CertificateInput { Number = "粤械注准20992070001", ValidFrom = today.AddYears(-3), ValidTo = today.AddYears(2), CatalogueCode = "07-03" }],
            },
            new TechnologyVersionRequest
            {
                AlgorithmName = "ECG-Embedded", AlgorithmVersion = "2.4", DeliveredOn = today.AddYears(-2), DeliveryDocument = "SF-设备-验收-07",
                Scope = new ScopeAnswers { Embedded = true, RunsAloneOrExportsResults = false },
            },
            context,
            cancellationToken);
        await DecideTierAsync(technology, version, 1, ["delaysCare"], context, cancellationToken);
    }

    private async Task AddSchedulingAsync(WriteRequest context, CancellationToken cancellationToken)
    {
        var (technology, version) = await AddAsync(
            new TechnologyRequest
            {
                Name = "检查预约智能排程（演示）", Manufacturer = "示范信息技术有限公司", AiClass = AiClass.Management, Origin = TechnologyOrigin.Purchased, Category = "scheduling",
                Specialty = "医院管理", IntendedUse = "预测检查时长，安排预约时段。", ScopesOfPractice = ["不涉及执业范围"], FinalDiagnosisScopes = ["不涉及执业范围"],
                Labels = [new("long", "预计超时", true), new("regular", "预计正常", false)],
            },
            new TechnologyVersionRequest { AlgorithmName = "Schedule-AI", AlgorithmVersion = "5.1", DeliveredOn = today.AddDays(-120), DeliveryDocument = "SF-信息-验收-12" },
            context,
            cancellationToken);
        _ = await services.GetRequiredService<ScopeQuestionnaire>().AnswerAsync(
            technology,
            version,
            new ScopeRequest
            {
                RunsAloneOrExportsResults = true, Influences = [], NoGreatInfluence = "只安排预约时段，不接触诊疗决策，急诊与危重不经此排程。", Signature = DemonstrationSigning.Input,
            },
            context,
            cancellationToken).Value();
        await DecideTierAsync(technology, version, 2, [], context, cancellationToken);
    }

    private async Task<(Guid Technology, Guid Version)> AddAsync(
        TechnologyRequest technology, TechnologyVersionRequest version, WriteRequest context, CancellationToken cancellationToken)
    {
        var id = (await _technologies.RegisterAsync(technology, context, cancellationToken).Value()).Id;
        return (id, (await _technologies.AddVersionAsync(id, version, context, cancellationToken).Value()).Id);
    }

    private async Task DecideTierAsync(Guid technology, Guid version, long etag, string[] affirmed, WriteRequest context, CancellationToken cancellationToken) =>
        _ = await services.GetRequiredService<RiskTiers>().DecideAsync(
            technology, version, etag, new RiskRequest { Answers = ClassificationDefaults.Questions.ToDictionary(q => q.Code, q => affirmed.Contains(q.Code)) }, context, cancellationToken).Value();

    private async Task RecordModelAsync(Guid deployment, DeployedModelParticulars particulars, Tightening? tightening, WriteRequest context, CancellationToken cancellationToken) =>
        _ = await services.GetRequiredService<DeployedModels>().ChangeAsync(
            deployment, 0, new DeployedModelRequest { Particulars = particulars, Tightening = tightening }, context, cancellationToken).Value();

    private VersionParticulars Chest() => new()
    {
        TargetPopulation = "18 岁及以上，胸部 CT 平扫，层厚不超过 1.5 mm",
        KnownLimits = "磨玻璃结节与直径小于 4 mm 的结节敏感度较低；术后肺与大量胸水未验证。",
        TrainingData = new TrainingDatasheet
        {
            Sources = "三家三级医院的胸部 CT", Size = 128_400, Sites = "华东两家、华南一家", From = today.AddYears(-8), To = today.AddYears(-4), Demographics = "男 52%，年龄中位数 58 岁",
            Labelling = "两名副主任医师独立标注，第三名裁定", KnownGaps = "儿童、低剂量迭代重建的旧机型较少",
        },
        Claims =
        [
            new("结节级敏感度", 0.942, 0.921, 0.958, "三名胸部影像专家共识", "阈值 0.50，每例假阳性不超过 1", "SF-临床评价-LungNodule-CAD"),
            new("病例级特异度", 0.861, 0.833, 0.885, "三名胸部影像专家共识", "阈值 0.50", "SF-临床评价-LungNodule-CAD"),
        ],
        Studies = [new("SF-临床评价-LungNodule-CAD", "多中心回顾性，多阅片者多病例", 3, 1_240, "医师敏感度由 0.86 升至 0.92（差 0.06，95% CI 0.03–0.09）", "SF-临床评价报告-01")],
    };

    private VersionParticulars Breast() => new()
    {
        TargetPopulation = "40 岁及以上女性，乳腺 X 线摄影",
        KnownLimits = "致密型乳腺与假体植入者性能下降。",
        TrainingData = new TrainingDatasheet
        {
            Sources = "两家筛查中心", Size = 64_200, Sites = "华北", From = today.AddYears(-7), To = today.AddYears(-3), Demographics = "女 100%，年龄中位数 52 岁",
            Labelling = "病理或两年随访为准", KnownGaps = "40 岁以下较少",
        },
        Claims = [new("敏感度", 0.897, 0.862, 0.925, "病理或两年随访", "BI-RADS 4 类及以上", "SF-临床评价-Mammo-CAD")],
        Studies = [new("SF-临床评价-Mammo-CAD", "回顾性配对", 2, 820, "敏感度 0.897（0.862–0.925）", "SF-临床评价报告-02")],
    };
}
