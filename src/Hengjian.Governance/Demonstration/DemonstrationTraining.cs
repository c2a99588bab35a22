using System.Text;
using Hengjian.Governance.Authorisations.Applications;
using Hengjian.Governance.Authorisations.Grants;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Documents.Attaching;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Training;
using Hengjian.Governance.Training.Bases;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Hengjian.Governance.Training.Programmes;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Demonstration;

/// <summary>What the demonstration trains with.</summary>
/// <param name="BaseId">The designated base.</param>
/// <param name="Physicians">The approved version of its programme for physicians.</param>
/// <param name="OtherStaff">The approved version of its programme for other staff.</param>
internal sealed record DemonstrationBase(Guid BaseId, Guid Physicians, Guid OtherStaff);

/// <summary>The hospital as a training base for chest CT, designated by the province, with approved programmes for physicians and other staff and a draft on AI literacy.</summary>
internal sealed class DemonstrationTraining(IServiceProvider services, IReadOnlyDictionary<string, Caller> callers, DateOnly today)
{
    private const string Category = "chestCt";
    private const int DesignatedDays = 500;

    private readonly WriteRequest _trainer = new(callers["trainer"], "demonstration");
    private readonly WriteRequest _officer = new(callers["officer"], "demonstration");
    private readonly WriteRequest _regulator = new(callers["regulator"], "demonstration");

    public async Task<DemonstrationBase> FoundAsync(DemonstrationRegisters registers, CancellationToken cancellationToken)
    {
        var (supervisor, reader) = (registers.Practitioners["supervisor"], registers.Practitioners["radiologist1"]);
        await AuthoriseAsync(supervisor, registers.MainDeployment, cancellationToken);
        var bases = services.GetRequiredService<TrainingBases>();
        var request = new TrainingBaseRequest
        {
            TechnologyCategory = Category, Lead = "梁思源", Supervisors = [new BaseSupervisorInput { PractitionerId = supervisor }, new BaseSupervisorInput { PractitionerId = reader }],
        };
        var id = (await bases.RegisterAsync(request, _trainer, cancellationToken).Value()).Id;
        _ = await bases.FurnishAsync(
            id, 1, new BaseFacilitiesRequest { Seats = 40, Workstations = 12, TeachingImages = 2600, LibraryCases = 480, ExaminationRoom = true, Note = "影像楼三层" }, _trainer, cancellationToken).Value();
        var paper = await AttachAsync(TrainingModule.BaseSubject, id, DocumentCategory.Evidence, "近五年胸部 CT AI 辅助检测例数证明", "近五年例数（演示文本）", cancellationToken);
        int[] cases = [132, 188, 241, 305, 362];
        _ = await bases.ChangeAsync(id, 2, request with { Years = [.. cases.Select((c, i) => new DocumentedYear(today.Year - 5 + i, c, paper))] }, _trainer, cancellationToken).Value();
        _ = await services.GetRequiredService<BaseApplications>().ApplyAsync(id, new BaseApplicationRequest { Statement = "具备规模培训条件，申请指定。" }, _trainer, cancellationToken).Value();
        _ = await services.GetRequiredService<DesignateBase>().DesignateAsync(
            id,
            new BaseDesignationRequest
            {
                Number = "示卫医培〔2025〕12号", From = today.AddDays(-DesignatedDays), To = today.AddDays(DesignatedDays * 2), Note = "系统启用前已指定，补录。", Signature = DemonstrationSigning.Input,
            },
            _regulator,
            cancellationToken).Value();
        var physicians = await ProgrammeAsync(id, "胸部 CT 肺结节 AI 辅助诊断医师培训", ProgrammeKind.Physician, Physicians, [supervisor, reader], cancellationToken);
        var others = await ProgrammeAsync(id, "AI 辅助检测技师与护士培训", ProgrammeKind.OtherStaff, OtherStaff, [reader], cancellationToken);
        _ = await services.GetRequiredService<TrainingProgrammes>().RegisterAsync(
            new ProgrammeRequest
            {
                BaseId = id, Name = "全员 AI 素养培训", Kind = ProgrammeKind.Literacy,
                Draft = new ProgrammeDraftRequest { Syllabus = "AI 能做什么、在哪里会错、如何复核。", Months = 1, Capacity = 300, Courses = [new("L1", "认识医学 AI", CoursePart.Theory, 2)] },
            },
            _trainer,
            cancellationToken).Value();
        return new DemonstrationBase(id, physicians, others);
    }

    /// <summary>The second hospital, of another grade and without figures, applies and waits: what the regulator finds to decide.</summary>
    public async Task ApplyElsewhereAsync(CancellationToken cancellationToken)
    {
        var officer = new WriteRequest(callers[DemonstrationRemote.Officer], "demonstration");
        var id = (await services.GetRequiredService<TrainingBases>().RegisterAsync(new TrainingBaseRequest { TechnologyCategory = Category, Lead = "柯远山" }, officer, cancellationToken).Value()).Id;
        _ = await services.GetRequiredService<BaseApplications>().ApplyAsync(id, new BaseApplicationRequest { Statement = "拟开展胸部 CT AI 辅助检测培训。" }, officer, cancellationToken).Value();
    }

    private static ProgrammeDraftRequest Physicians => new()
    {
        Changes = "首版", Syllabus = "一、AI 辅助诊断的原理与局限。\n二、法规、知情同意与质量控制。\n三、在指导医师带教下参与病例。", Months = 8, Capacity = 10,
        Courses =
        [
            new("T1", "AI 辅助诊断基础", CoursePart.Theory, 8), new("T2", "人机协同与自动化偏倚", CoursePart.Theory, 8), new("T3", "法规、伦理与知情同意", CoursePart.Theory, 8),
            new("P1", "肺结节阅片实践", CoursePart.ClinicalPractice, 120),
        ],
    };

    private static ProgrammeDraftRequest OtherStaff => new()
    {
        Changes = "首版", Syllabus = "一、采集质量对 AI 的影响。\n二、设备使用、停用与报告。", Months = 1, Capacity = 5,
        Courses = [new("T1", "采集质量与 AI", CoursePart.Theory, 4), new("P1", "上机操作", CoursePart.ClinicalPractice, 8)],
    };

    /// <summary>Written by the trainer with one material, approved and signed by the governance officer; answers the version.</summary>
    private async Task<Guid> ProgrammeAsync(Guid baseId, string name, ProgrammeKind kind, ProgrammeDraftRequest draft, IReadOnlyList<Guid> supervisors, CancellationToken cancellationToken)
    {
        var programmes = services.GetRequiredService<TrainingProgrammes>();
        var id = (await programmes.RegisterAsync(new ProgrammeRequest { BaseId = baseId, Name = name, Kind = kind }, _trainer, cancellationToken).Value()).Id;
        var document = await AttachAsync(TrainingModule.ProgrammeSubject, id, DocumentCategory.Manual, name + "教材", $"{name}教材（演示文本）", cancellationToken);
        var whole = draft with { Supervisors = supervisors, Materials = [new MaterialInput { Title = name + "教材", DocumentId = document, MinimumMinutes = 45, Course = "T1" }] };
        _ = await programmes.ChangeDraftAsync(id, 1, whole, _trainer, cancellationToken).Value();
        return (await services.GetRequiredService<ApproveProgramme>()
            .HandleAsync(id, new ProgrammeApprovalRequest { Note = "同意实施", Signature = DemonstrationSigning.Input }, _officer, cancellationToken).Value()).Id;
    }

    private async Task<Guid> AttachAsync(string kind, Guid subject, DocumentCategory category, string title, string text, CancellationToken cancellationToken)
    {
        await using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return (await services.GetRequiredService<AttachDocument>().HandleAsync(
            new DocumentRequest { SubjectKind = kind, SubjectId = subject, Category = category, Title = title }, new ArrivedFile(title + ".txt", "text/plain", content), _trainer, cancellationToken).Value()).Id;
    }

    /// <summary>The supervisor's authorisation is one from before the system came.</summary>
    private async Task AuthoriseAsync(Guid supervisor, Guid deployment, CancellationToken cancellationToken)
    {
        var grants = services.GetRequiredService<AuthorisationGrants>();
        var request = new ExistingAuthorisationRequest
        {
            PractitionerId = supervisor, DeploymentId = deployment, Acts = [PractitionerAct.Opinion], DecidedOn = today.AddDays(-20), ValidTo = today.AddDays(340), Document = "SF-授-supervisor",
        };
        var id = (await grants.TakeOverAsync(request, _officer, cancellationToken).Value()).Id;
        _ = await grants.ConfirmAsync(id, new AuthorisationAnswerRequest { Agree = true, Note = "与纸质文件一致" }, new WriteRequest(callers["committee2"], "demonstration"), cancellationToken).Value();
    }
}
