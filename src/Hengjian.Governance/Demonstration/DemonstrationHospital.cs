using System.Globalization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Institutions.Domain;
using Hengjian.Governance.Institutions.Registers;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Registers;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Registers;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Demonstration;

/// <summary>What stands in the registers of the demonstration institution once it is founded.</summary>
internal sealed record DemonstrationRegisters(Guid InstitutionId, Guid MainDeployment, Guid SecondDeployment, IReadOnlyDictionary<string, Guid> Practitioners);

/// <summary>Founds the demonstration institution and fills its registers through the same use cases as people do.</summary>
internal sealed class DemonstrationHospital(IServiceProvider services, DateOnly today)
{
    private const string CreditCode = "1299000000001TEX4P";
    private const string ChestCategory = "chestCt";
    private const string MammographyCategory = "mammography";

    public async Task<DemonstrationRegisters> FoundAsync(Guid institution, CancellationToken cancellationToken)
    {
        var context = new WriteRequest(Caller.System(institution), "demonstration");
        _ = await services.GetRequiredService<Institutions.Registers.Institutions>().CreateAsync(
            institution,
            DemonstrationReadiness.Complete(new InstitutionRequest { Name = "示范市第一人民医院", UnifiedSocialCreditCode = CreditCode, Level = "三级", Grade = "甲等" }, today),
            InstitutionKind.Hospital,
            demonstration: true,
            context,
            cancellationToken).Value();
        var departments = new Dictionary<string, Guid>();
        foreach (var (name, kind) in new[]
        {
            (DemonstrationPeople.Radiology, DepartmentKind.Imaging), (DemonstrationPeople.Respiratory, DepartmentKind.Clinical),
            ("病理科", DepartmentKind.Laboratory), ("甲状腺乳腺外科", DepartmentKind.Clinical), ("医务处", DepartmentKind.Other),
        })
        {
            departments[name] = (await services.GetRequiredService<Departments>().RegisterAsync(DemonstrationReadiness.Complete(new DepartmentRequest { Name = name, Kind = kind }), context, cancellationToken).Value()).Id;
        }

        var practitioners = await RegisterPeopleAsync(departments, context, cancellationToken);
        var chest = await RegisterChestAsync(context, cancellationToken);
        var breast = await RegisterMammographyAsync(context, cancellationToken);
        await RegisterProposedAsync(departments["病理科"], context, cancellationToken);
        var main = await DeployAsync("胸部 CT 肺结节辅助检测 · 放射科", chest, departments[DemonstrationPeople.Radiology], DeploymentStage.RoutineUse, ReadingProtocol.AiFirst, context, cancellationToken);
        var second = await DeployAsync("乳腺 X 线摄影辅助检测 · 放射科", breast, departments[DemonstrationPeople.Radiology], DeploymentStage.TrialRun, ReadingProtocol.Concurrent, context, cancellationToken);
        return new DemonstrationRegisters(institution, main, second, practitioners);
    }

    /// <summary>The region that supervises the hospital.</summary>
    public async Task FoundRegionAsync(Guid region, string creditCode, CancellationToken cancellationToken) =>
        _ = await services.GetRequiredService<Institutions.Registers.Institutions>().CreateAsync(
            region,
            new InstitutionRequest { Name = "示范省卫生健康委员会", UnifiedSocialCreditCode = creditCode, Level = "未定级", Grade = "未定等" },
            InstitutionKind.Region,
            demonstration: true,
            new WriteRequest(Caller.System(region), "demonstration"),
            cancellationToken,
            RegionLevel.Province).Value();

    private async Task<Dictionary<string, Guid>> RegisterPeopleAsync(Dictionary<string, Guid> departments, WriteRequest context, CancellationToken cancellationToken)
    {
        var register = services.GetRequiredService<Practitioners.Registers.Practitioners>();
        var ids = new Dictionary<string, Guid>();
        foreach (var person in DemonstrationPeople.Hospital)
        {
            if (person.Record is not { } record)
            {
                continue;
            }

            var number = ids.Count + 1;
            var physician = record.Kind == PractitionerKind.Physician;
            string[] trainedFor = record.Trained ? [ChestCategory, MammographyCategory] : [];
            var request = new PractitionerRequest
            {
                Name = person.Name,
                Kind = record.Kind,
                Title = record.Title,
                DepartmentId = departments[record.Department],
                LicenceNumber = physician ? string.Create(CultureInfo.InvariantCulture, $"11099010100{number:0000}") : null,
                LicenceCategory = physician ? "临床" : null,
                LicenceFrom = physician ? Before(record.Years) : null,
                Scopes = [record.Scope],
                SpecialtyPeriods = [new SpecialtyPeriodInput { Specialty = record.Specialty, From = Before(record.Years) }],
                Trainings = [.. trainedFor.Select(category => new TrainingInput
                {
                    TechnologyCategory = category,
                    Route = TrainingRoute.Normal,
                    CompletedOn = today.AddDays(-400),
                    CertificateNumber = string.Create(CultureInfo.InvariantCulture, $"SF-AI-{category}-{number:000}"),
                })],
            };
            ids[person.User] = (await register.RegisterAsync(request, context, cancellationToken).Value()).Id;
        }

        return ids;
    }

    private async Task<(Guid Technology, Guid Version)> RegisterChestAsync(WriteRequest context, CancellationToken cancellationToken) => await RegisterAsync(
        new TechnologyRequest
        {
            Name = "肺结节 CT 影像辅助检测软件（演示）",
            Manufacturer = "示范医疗人工智能有限公司",
            AiClass = AiClass.ImagingCad,
            Category = ChestCategory,
            Specialty = DemonstrationPeople.ImagingSpecialty,
            IntendedUse = "在成人胸部 CT 上提示肺结节，供医师参考。",
            ScopesOfPractice = [DemonstrationPeople.ImagingScope],
            FinalDiagnosisScopes = [DemonstrationPeople.MedicineScope],
            Labels = [new("positive", "阳性：有需进一步处理的结节", true), new("negative", "阴性：未见需处理的结节", false)],
            IndicationChecklist =
            [
                new("adult", "年满 18 岁", ChecklistKind.Indication, true),
                new("chestCt", "胸部 CT，层厚不超过 1.5 mm", ChecklistKind.Indication, true),
                new("priorSurgery", "近 3 个月内胸部手术史", ChecklistKind.Contraindication, false),
            ],
            Certificates = [Certificate("国械注准20993210001", "3.2", 2)],
        },
        "LungNodule-CAD",
        "3.2.1",
        context,
        cancellationToken);

    private async Task<(Guid Technology, Guid Version)> RegisterMammographyAsync(WriteRequest context, CancellationToken cancellationToken) => await RegisterAsync(
        new TechnologyRequest
        {
            Name = "乳腺 X 线摄影辅助检测软件（演示）",
            Manufacturer = "示范影像智能有限公司",
            AiClass = AiClass.ImagingCad,
            Category = MammographyCategory,
            Specialty = DemonstrationPeople.ImagingSpecialty,
            IntendedUse = "在乳腺 X 线摄影上提示可疑病灶，供医师参考。",
            ScopesOfPractice = [DemonstrationPeople.ImagingScope],
            FinalDiagnosisScopes = [DemonstrationPeople.MedicineScope, "外科专业"],
            Labels = [new("suspicious", "可疑：BI-RADS 4 类及以上", true), new("benign", "良性或阴性", false)],
            IndicationChecklist = [new("female40", "40 岁及以上女性", ChecklistKind.Indication, true)],
            Certificates = [Certificate("国械注准20993210002", "1.8", 2)],
        },
        "Mammo-CAD",
        "1.8.0",
        context,
        cancellationToken);

    /// <summary>A product that may not be used yet: its certificate has run out and nobody answered its scope questions.</summary>
    private async Task RegisterProposedAsync(Guid department, WriteRequest context, CancellationToken cancellationToken)
    {
        var (technology, version) = await RegisterAsync(
            new TechnologyRequest
            {
                Name = "宫颈细胞学辅助阅片软件（演示）",
                Manufacturer = "示范病理智能有限公司",
                AiClass = AiClass.Pathology,
                Category = "cervicalCytology",
                Specialty = "病理学",
                ScopesOfPractice = ["病理专业"],
                FinalDiagnosisScopes = ["妇产科专业"],
                Labels = [new("abnormal", "异常", true), new("normal", "未见上皮内病变", false)],
                Certificates = [Certificate("国械注准20983210003", "2.0", 2) with { ValidFrom = today.AddYears(-7), ValidTo = today.AddDays(-200) }],
            },
            "Cyto-CAD",
            "2.0.3",
            context,
            cancellationToken,
            admitted: false);
        await services.GetRequiredService<Deployments>().RegisterAsync(
            new DeploymentRequest
            {
                Name = "宫颈细胞学辅助阅片 · 病理科", TechnologyId = technology, TechnologyVersionId = version, DepartmentId = department,
                DefaultProtocol = ReadingProtocol.BlindFirst,
            },
            context,
            cancellationToken).Value();
    }

    private async Task<(Guid Technology, Guid Version)> RegisterAsync(
        TechnologyRequest request, string algorithm, string version, WriteRequest context, CancellationToken cancellationToken, bool admitted = true)
    {
        var register = services.GetRequiredService<Technologies.Registers.Technologies>();
        var technology = (await register.RegisterAsync(request, context, cancellationToken).Value()).Id;
        var row = await register.AddVersionAsync(
            technology,
            new TechnologyVersionRequest
            {
                AlgorithmName = algorithm,
                AlgorithmVersion = version,
                DeliveredOn = admitted ? today.AddDays(-300) : null,
                DeliveryDocument = admitted ? "SF-验收-" + algorithm : null,
                Scope = !admitted ? null : new ScopeAnswers
                {
                    RunsAloneOrExportsResults = true,
                    Influences = [DecisionInfluence.InvasiveAct],
                    ClinicalValidation = "SF-临床评价-" + algorithm,
                    Approval = request.Certificates![0].Number,
                },
            },
            context,
            cancellationToken).Value();
        return (technology, row.Id);
    }

    private async Task<Guid> DeployAsync(
        string name, (Guid Technology, Guid Version) product, Guid department, DeploymentStage stage, ReadingProtocol protocol, WriteRequest context, CancellationToken cancellationToken) =>
        (await services.GetRequiredService<Deployments>().RegisterAsync(
            new DeploymentRequest
            {
                Name = name, TechnologyId = product.Technology, TechnologyVersionId = product.Version, DepartmentId = department,
                Stage = stage, Takeover = new TakeoverInput { Reason = "系统启用前已在使用，原准入材料存医务处。", InUseSince = today.AddDays(-90) }, Mode = DeploymentMode.Enforced, DefaultProtocol = protocol, TurnaroundHours = 24,
            },
            context,
            cancellationToken).Value()).Id;

    private CertificateInput Certificate(string number, string version, int significantParts) => new()
    {
        Number = number, ValidFrom = today.AddYears(-2), ValidTo = today.AddYears(3), RegisteredVersion = version, SignificantVersionParts = significantParts,
    };

    private DateOnly Before(double years) => today.AddDays(-(int)(years * 365.25));
}

/// <summary>Unwraps outcomes of steps that must succeed: a refusal here is a bug of the demonstration.</summary>
internal static class OutcomeExtensions
{
    public static async Task<T> Value<T>(this Task<Outcome<T>> outcome) =>
        await outcome is { Refusal: null, Value: { } value } ? value : throw new InvalidOperationException($"The demonstration was refused: {Text((await outcome).Refusal)}");

    private static string Text(Refusal? refusal) => refusal switch
    {
        Invalid invalid => string.Join(", ", invalid.Errors.Select(e => e.Field + " " + e.Code)),
        RuleRefused rules => string.Join(", ", rules.Decisions.Where(d => d.Blocks).Select(d => d.Clause + " " + string.Join('/', d.Missing.Select(m => m.Code)))),
        Conflict conflict => conflict.Code,
        _ => refusal?.GetType().Name ?? "no value",
    };
}
