using System.Text;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Agreements.Register;
using Hengjian.Governance.Agreements.Views;
using Hengjian.Governance.Authorisations.Applications;
using Hengjian.Governance.Authorisations.Grants;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Documents.Attaching;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Identifiers;
using Hengjian.Governance.Institutions.Domain;
using Hengjian.Governance.Institutions.Registers;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Registers;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Demonstration;

/// <summary>A second, small hospital whose physician reads for the first under an agreement, and a second agreement that waits for its answer.</summary>
internal sealed class DemonstrationRemote(IServiceProvider services, DateOnly today)
{
    public const string Officer = "remoteofficer";
    public const string Reader = "remotereader";

    public static readonly IReadOnlyList<DemonstrationPerson> People =
        [new(Officer, "柯远山", [Role.GovernanceOfficer]), new(Reader, "江映雪", [Role.Physician])];

    /// <summary>Founds the hospital and registers its physicians; answers the record of the one with an account.</summary>
    public async Task<Guid> FoundAsync(Guid institution, CancellationToken cancellationToken)
    {
        var context = new WriteRequest(Caller.System(institution), "demonstration");
        _ = await services.GetRequiredService<Institutions.Registers.Institutions>().CreateAsync(
            institution,
            new InstitutionRequest { Name = "示范市第二人民医院", UnifiedSocialCreditCode = CreditCode(), Level = "三级", Grade = "乙等" },
            InstitutionKind.Hospital,
            demonstration: true,
            context,
            cancellationToken).Value();
        var register = services.GetRequiredService<Practitioners.Registers.Practitioners>();
        var reader = await register.RegisterAsync(Physician("江映雪", "110990102000001", 11), context, cancellationToken).Value();
        _ = await register.RegisterAsync(Physician("白鹭飞", "110990102000002", 8), context, cancellationToken).Value();
        return reader.Id;
    }

    /// <summary>The agreement in force with its paper, its reader and the first hospital's authorisation; then the proposal that waits.</summary>
    public async Task AgreeAsync(DemonstrationRegisters registers, IReadOnlyDictionary<string, Caller> callers, CancellationToken cancellationToken)
    {
        var asking = new WriteRequest(callers["officer"], "demonstration");
        var reading = new WriteRequest(callers[Officer], "demonstration");
        await using var db = services.GetRequiredService<Database>().Read(registers.InstitutionId);
        var department = (await services.GetRequiredService<IDeploymentDirectory>().FindAsync(db, registers.MainDeployment, cancellationToken))!.DepartmentId!.Value;
        var propose = services.GetRequiredService<ProposeAgreement>();
        var agreement = (await propose.ProposeAsync(Proposal(registers.MainDeployment, department, "夜间与节假日胸部 CT 远程阅片", "远诊 2026-01"), asking, cancellationToken).Value()).Id;
        await using var paper = new MemoryStream(Encoding.UTF8.GetBytes("远程诊断协议（演示文本）：双方机构、技术、期限、医师名单与责任划分。"));
        _ = await services.GetRequiredService<AttachDocument>().HandleAsync(
            new DocumentRequest { SubjectKind = AgreementsSubject, SubjectId = agreement, Category = DocumentCategory.Agreement, Title = "远程诊断协议" },
            new ArrivedFile("远程诊断协议.txt", "text/plain", paper), asking, cancellationToken).Value();
        _ = await services.GetRequiredService<AnswerAgreement>().AnswerAsync(
            agreement, new AgreementAnswerRequest { Accept = true, Note = "同意", Readers = [callers[Reader].PractitionerId!.Value], Signature = DemonstrationSigning.Input }, reading, cancellationToken).Value();
        var view = (await services.GetRequiredService<AgreementQueries>().FindAsync(asking.Caller, agreement, cancellationToken))!;
        var grants = services.GetRequiredService<AuthorisationGrants>();
        var grant = (await grants.TakeOverAsync(
            new ExistingAuthorisationRequest
            {
                PractitionerId = view.Readers[0].PractitionerId, DeploymentId = registers.MainDeployment, Acts = [PractitionerAct.Opinion], DecidedOn = today.AddDays(-20), ValidTo = today.AddDays(300),
                Document = "SF-授-远程-1",
            },
            asking,
            cancellationToken).Value()).Id;
        _ = await grants.ConfirmAsync(grant, new AuthorisationAnswerRequest { Agree = true, Note = "与纸质文件一致" }, new WriteRequest(callers["committee2"], "demonstration"), cancellationToken).Value();
        _ = await propose.ProposeAsync(Proposal(registers.SecondDeployment, department, "乳腺 X 线摄影疑难病例远程阅片", "远诊 2026-02"), asking, cancellationToken).Value();
    }

    private const string AgreementsSubject = Agreements.AgreementsModule.SubjectKind;

    private AgreementRequest Proposal(Guid deployment, Guid department, string purpose, string paper) => new()
    {
        PartnerCode = CreditCode(), PaperNumber = paper, Purpose = purpose, DepartmentId = department, Deployments = [deployment], Acts = [PractitionerAct.Opinion],
        From = today.AddDays(-30), To = today.AddDays(335), Signature = DemonstrationSigning.Input,
    };

    private PractitionerRequest Physician(string name, string licence, int years) => new()
    {
        Name = name,
        Kind = PractitionerKind.Physician,
        Title = ProfessionalTitle.Attending,
        LicenceNumber = licence,
        LicenceCategory = "临床",
        LicenceFrom = today.AddYears(-years),
        Scopes = [DemonstrationPeople.ImagingScope],
        SpecialtyPeriods = [new SpecialtyPeriodInput { Specialty = DemonstrationPeople.ImagingSpecialty, From = today.AddYears(-years) }],
        Trainings =
        [
            .. new[] { "chestCt", "mammography" }.Select(category => new TrainingInput
            {
                TechnologyCategory = category, Route = TrainingRoute.Normal, CompletedOn = today.AddDays(-400), CertificateNumber = $"SF-AI-{category}-{licence[^1]}",
            }),
        ],
    };

    /// <summary>A credit code of the invented region 99 whose check character is right.</summary>
    private static string CreditCode() =>
        "0123456789ABCDEFGHJKLMNPQRTUWXY".Select(check => "1299000000002TEX4" + check).First(code => UnifiedSocialCreditCode.Check(code).Valid);
}
