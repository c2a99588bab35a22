using System.Text;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Documents.Attaching;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Registers;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training;
using Hengjian.Governance.Training.Attendance;
using Hengjian.Governance.Training.CaseLog;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Hengjian.Governance.Training.Enrolments;
using Hengjian.Governance.Training.Recognition;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Demonstration;

/// <summary>
/// Three people on the three routes, played through the same acts as people do: months of sessions with their codes, a material read on line, cases logged and signed; evidence
/// from abroad that was checked; an exemption from old papers. One more application waits for its decision.
/// </summary>
internal sealed class DemonstrationEnrolments(IServiceProvider services, DemonstrationClock clock, IReadOnlyDictionary<string, Caller> callers, DemonstrationRegisters registers)
{
    private const string Category = "chestCt";
    private const int LoggedCases = 16;
    private const int SignedCases = 14;

    private readonly WriteRequest _trainer = new(callers["trainer"], "demonstration");
    private readonly WriteRequest _supervisor = new(callers["supervisor"], "demonstration");
    private readonly WriteRequest _trainee = new(callers["trainee1"], "demonstration");
    private readonly WriteRequest _officer = new(callers["officer"], "demonstration");

    public async Task PlayAsync(DemonstrationBase training, DateTimeOffset present, CancellationToken cancellationToken)
    {
        await using var db = services.GetRequiredService<Database>().Read(registers.InstitutionId);
        var programme = (await db.Set<ProgrammeVersion>().FirstAsync(v => v.Id == training.Physicians, cancellationToken)).ProgrammeId;
        await TrainAsync(programme, db, present, cancellationToken);
        clock.Now = present.AddDays(-40);
        await RecogniseAbroadAsync(programme, cancellationToken);
        clock.Now = present.AddDays(-1);
        _ = await ApplyAsync(new EnrolmentRequest { Route = TrainingRoute.Normal, ProgrammeId = programme, PractitionerId = registers.Practitioners["junior"] }, cancellationToken);
        clock.Now = present;
        await ExemptAsync(training.BaseId, cancellationToken);
    }

    /// <summary>The trainee's months: seventeen and a half hours that count, and two sign-ins that do not.</summary>
    private async Task TrainAsync(Guid programme, HengjianDbContext db, DateTimeOffset present, CancellationToken cancellationToken)
    {
        var begun = ShanghaiDay.Start(ShanghaiDay.Of(present).AddDays(-140));
        clock.Now = begun.AddHours(9);
        var id = await ApplyAsync(new EnrolmentRequest { Route = TrainingRoute.Normal, ProgrammeId = programme, PractitionerId = registers.Practitioners["trainee1"] }, cancellationToken);
        await AcceptAsync(id, [registers.Practitioners["supervisor"]], cancellationToken);
        (string Course, int Minutes)[] lessons = [("T1", 90), ("T1", 90), ("T1", 68), ("T2", 90), ("T1", 90), ("T2", 90), ("T3", 68), ("T2", 90), ("T3", 90)];
        for (var i = 0; i < lessons.Length; i++)
        {
            clock.Now = begun.AddDays(7 + (i * 13)).AddHours(14);
            await AttendAsync(programme, lessons[i].Course, lessons[i].Minutes, supervised: i != 4, cancellationToken);
        }

        clock.Now = begun.AddDays(30).AddHours(19);
        await ReadAsync(id, cancellationToken);
        await LogCasesAsync(id, db, begun, cancellationToken);
    }

    private async Task AttendAsync(Guid programme, string course, int minutes, bool supervised, CancellationToken cancellationToken)
    {
        var (sessions, attend, codes) = (services.GetRequiredService<Sessions>(), services.GetRequiredService<Attend>(), services.GetRequiredService<AttendanceCodes>());
        var session = (await sessions.OpenAsync(
            new SessionRequest { ProgrammeId = programme, Course = course, Place = "影像楼 305 示教室", SupervisorId = supervised ? registers.Practitioners["supervisor"] : null }, _trainer, cancellationToken).Value()).Id;
        var signedIn = (await attend.SignInAsync(new AttendanceRequest { Code = codes.At(registers.InstitutionId, session, clock.Now) }, _trainee, cancellationToken).Value()).Id;
        clock.Now = clock.Now.AddMinutes(minutes);
        _ = await attend.SignOutAsync(signedIn, new AttendanceRequest { Code = codes.At(registers.InstitutionId, session, clock.Now) }, _trainee, cancellationToken).Value();
        _ = await sessions.CloseAsync(session, _trainer, cancellationToken).Value();
    }

    /// <summary>Forty-seven minutes with the page in view, a mark each minute.</summary>
    private async Task ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        var reading = services.GetRequiredService<ReadMaterial>();
        var material = (await reading.ListAsync(callers["trainee1"], id, cancellationToken))![0];
        for (var minute = 0; minute <= material.MinimumMinutes; minute++)
        {
            _ = await reading.MarkAsync(id, material.Id, _trainee, cancellationToken).Value();
            clock.Now = clock.Now.AddSeconds(61);
        }
    }

    private async Task LogCasesAsync(Guid id, HengjianDbContext db, DateTimeOffset begun, CancellationToken cancellationToken)
    {
        var (log, answer) = (services.GetRequiredService<LogCase>(), services.GetRequiredService<AnswerCase>());
        var until = begun.AddDays(120);
        var cases = await db.Set<Case>().AsNoTracking()
            .Where(c => c.DeploymentId == registers.MainDeployment && c.StudyKey == null && !c.WithoutAi && c.ConcludedAt != null && c.ConcludedAt < until && c.ExaminedAt > begun)
            .OrderBy(c => c.ExaminedAt).Select(c => new { c.Number, ConcludedAt = c.ConcludedAt!.Value }).Take(LoggedCases - 1).ToListAsync(cancellationToken);
        for (var i = 0; i <= cases.Count; i++)
        {
            clock.Now = (i < cases.Count ? cases[i].ConcludedAt : until).AddHours(2);
            var day = ShanghaiDay.Of(clock.Now);
            var request = i < cases.Count
                ? new CaseLogRequest { CaseNumber = cases[i].Number, TakenOn = day, Taking = i % 3 == 0 ? CaseTaking.Observed : CaseTaking.Read, OwnReading = i % 3 == 0 ? null : "右肺结节，建议随访", OwnConfidence = i % 3 == 0 ? null : 70 }
                : new CaseLogRequest { Reference = "进修-03", Technology = "肺结节 CT 影像辅助检测软件", Particulars = "62 岁，体检胸部 CT，左下叶实性结节 7 mm，AI 提示 2 处，1 处为血管断面。", TakenOn = day, Taking = CaseTaking.Assisted };
            var entry = (await log.HandleAsync(id, request, _trainee, cancellationToken).Value()).Id;
            if (i < SignedCases)
            {
                clock.Now = clock.Now.AddHours(3);
                _ = await answer.SignAsync(id, entry, new CaseSignatureRequest { Signature = DemonstrationSigning.Input }, _supervisor, cancellationToken).Value();
            }
        }
    }

    private async Task RecogniseAbroadAsync(Guid programme, CancellationToken cancellationToken)
    {
        var person = await RegisterAsync("洛星河", "110990101900011", 9, StaffTitle.Attending, cancellationToken);
        var id = await ApplyAsync(new EnrolmentRequest { Route = TrainingRoute.Overseas, ProgrammeId = programme, PractitionerId = person }, cancellationToken);
        await AcceptAsync(id, [registers.Practitioners["radiologist1"]], cancellationToken);
        await AttachAsync(id, "境外培训证明（演示文本）", cancellationToken);
        var today = ShanghaiDay.Of(clock.Now);
        var evidence = new EvidenceRequest { Abroad = [new AbroadInput { Institution = "示范大学医学中心", Country = "德国", From = today.AddMonths(-20), To = today.AddMonths(-13) }] };
        await EvidenceAsync(id, evidence, cancellationToken);
    }

    private async Task ExemptAsync(Guid baseId, CancellationToken cancellationToken)
    {
        var person = await RegisterAsync("陶行远", "110990101900012", 27, StaffTitle.Chief, cancellationToken);
        var id = await ApplyAsync(new EnrolmentRequest { Route = TrainingRoute.Exemption, BaseId = baseId, TechnologyCategory = Category, PractitionerId = person }, cancellationToken);
        await AcceptAsync(id, [], cancellationToken);
        await AttachAsync(id, "职称证书、影像科登记本摘录、医务处证明（演示文本）", cancellationToken);
        await EvidenceAsync(
            id,
            new EvidenceRequest
            {
                Work = [new WorkInput { Institution = "示范市第一人民医院", From = new DateOnly(1999, 7, 1) }],
                Titles = [new OldTitleInput { Title = ProfessionalTitle.AssociateChief, From = new DateOnly(2012, 12, 1) }, new OldTitleInput { Title = ProfessionalTitle.Chief, From = new DateOnly(2018, 12, 1) }],
                Cases =
                [
                    new OldCasesInput { From = new DateOnly(2013, 1, 1), To = new DateOnly(2014, 12, 31), Count = 126, Source = "影像科 AI 辅助检测登记本 2013–2014" },
                    new OldCasesInput { From = new DateOnly(2015, 1, 1), To = new DateOnly(2016, 12, 31), Count = 214, Source = "影像科 AI 辅助检测登记本 2015–2016" },
                    new OldCasesInput { From = new DateOnly(2018, 1, 1), To = new DateOnly(2019, 12, 31), Count = 530, Source = "影像科 AI 辅助检测登记本 2018–2019" },
                ],
                SeriousEvents = 0,
                Statement = "医务处不良事件登记中无记录",
            },
            cancellationToken);
        _ = await services.GetRequiredService<CompleteEnrolment>().HandleAsync(id, new TrainingSignatureRequest { Signature = DemonstrationSigning.Input }, _trainer, cancellationToken).Value();
    }

    private async Task<Guid> ApplyAsync(EnrolmentRequest request, CancellationToken cancellationToken) =>
        (await services.GetRequiredService<ApplyForTraining>().HandleAsync(request, _trainer, cancellationToken).Value()).Id;

    private async Task AcceptAsync(Guid id, IReadOnlyList<Guid> supervisors, CancellationToken cancellationToken) =>
        _ = await services.GetRequiredService<DecideEnrolment>().HandleAsync(id, new EnrolmentDecisionRequest { Accept = true, Supervisors = supervisors }, _trainer, cancellationToken).Value();

    /// <summary>The trainer enters the evidence, and the officer is the second person.</summary>
    private async Task EvidenceAsync(Guid id, EvidenceRequest evidence, CancellationToken cancellationToken)
    {
        var act = services.GetRequiredService<EnterEvidence>();
        _ = await act.EnterAsync(id, evidence, _trainer, cancellationToken).Value();
        _ = await act.CheckAsync(id, new EvidenceCheckRequest { Agree = true, Note = "与原件一致", Signature = DemonstrationSigning.Input }, _officer, cancellationToken).Value();
    }

    private async Task AttachAsync(Guid id, string text, CancellationToken cancellationToken)
    {
        await using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        _ = await services.GetRequiredService<AttachDocument>().HandleAsync(
            new DocumentRequest { SubjectKind = EnrolmentsModule.SubjectKind, SubjectId = id, Category = DocumentCategory.Evidence, Title = "证明材料" },
            new ArrivedFile("证明材料.txt", "text/plain", content), _trainer, cancellationToken).Value();
    }

    private async Task<Guid> RegisterAsync(string name, string licence, int years, StaffTitle title, CancellationToken cancellationToken)
    {
        var today = ShanghaiDay.Of(clock.Now);
        return (await services.GetRequiredService<Practitioners.Registers.Practitioners>().RegisterAsync(
            new PractitionerRequest
            {
                Name = name,
                Kind = PractitionerKind.Physician,
                Titles = [new TitleInput { Title = title, From = today.AddYears(-3) }],
                LicenceNumber = licence,
                LicenceCategory = "临床",
                LicenceFrom = today.AddYears(-years),
                Scopes = [DemonstrationPeople.ImagingScope],
                SpecialtyPeriods = [new SpecialtyPeriodInput { Specialty = DemonstrationPeople.ImagingSpecialty, From = today.AddYears(-years) }],
                Trainings = [],
            },
            new WriteRequest(Caller.System(registers.InstitutionId), "demonstration"),
            cancellationToken).Value()).Id;
    }
}
