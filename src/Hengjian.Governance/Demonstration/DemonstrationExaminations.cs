using Hengjian.Governance.Examinations.Bank;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Marking;
using Hengjian.Governance.Examinations.Papers;
using Hengjian.Governance.Examinations.Sittings;
using Hengjian.Governance.Examinations.Skills;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Methods.Common;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Demonstration;

/// <summary>
/// A bank that two people wrote and approved, a written paper, a literacy paper that twelve people have sat and one more may begin, and a checklist of skills; for
/// trainees in training a written examination that is concluded, one that is open, and a skills assessment that is planned.
/// </summary>
internal sealed class DemonstrationExaminations(IServiceProvider services, DemonstrationClock clock, IReadOnlyDictionary<string, Caller> callers)
{
    private static readonly string[] Readers =
        ["radiologist1", "radiologist2", "radiologist3", "junior", "clinician", "technician", "quality", "followup", "supervisor", "head", "devicekeeper", "officer"];

    private readonly WriteRequest _trainer = new(callers["trainer"], "demonstration");
    private readonly WriteRequest _examiner = new(callers["examiner"], "demonstration");

    /// <summary>Fills the bank and lets people sit: the literacy test, and the written paper on enrolments in a programme.</summary>
    public async Task PlayAsync(Guid programmeVersion, DateTimeOffset present, CancellationToken cancellationToken)
    {
        clock.Now = present.AddDays(-45);
        foreach (var question in DemonstrationQuestions.All)
        {
            await AskAsync(question, cancellationToken);
        }

        // One that waits for its second person.
        _ = await services.GetRequiredService<QuestionBank>().RegisterAsync(
            new QuestionRequest
            {
                Kind = QuestionKind.Judgement, Topic = DemonstrationQuestions.Data, Stem = "AI 软件升级后，原有的验收结论自动适用于新版本。", Answer = "false", Rationale = "重大变更须重新验收。", Marks = 2, DifficultyPercent = 70,
            },
            _trainer, cancellationToken).Value();
        var literacy = await PaperAsync("人工智能素养判断测验（演示）", PaperPurpose.Literacy, 20, [(DemonstrationQuestions.Together, QuestionKind.SpotWrongAi, 6), (DemonstrationQuestions.Together, QuestionKind.Judgement, 2), (DemonstrationQuestions.Together, QuestionKind.Single, 2)], cancellationToken);
        await SitLiteracyAsync(literacy, present, cancellationToken);
        clock.Now = present.AddDays(-40);
        var written = await PaperAsync(
            "AI 辅助诊断培训结业笔试（演示）", PaperPurpose.WrittenExamination, 90,
            [(DemonstrationQuestions.Rules, QuestionKind.Single, 5), (DemonstrationQuestions.Rules, QuestionKind.Multiple, 2), (DemonstrationQuestions.Images, QuestionKind.CaseChoice, 3), (DemonstrationQuestions.Figures, QuestionKind.Single, 3), (DemonstrationQuestions.Images, QuestionKind.CaseOpen, 1)],
            cancellationToken);
        var checklist = await ChecklistAsync(cancellationToken);
        await using (var db = services.GetRequiredService<Database>().Read(_trainer.Caller.InstitutionId))
        {
            await SitWrittenAsync(written, checklist, await services.GetRequiredService<IEnrolments>().ActiveAsync(db, programmeVersion, cancellationToken), present, cancellationToken);
        }

        clock.Now = present;
    }

    private async Task SitWrittenAsync(Guid written, Guid checklist, IReadOnlyList<EnrolmentFact> enrolments, DateTimeOffset present, CancellationToken cancellationToken)
    {
        var (sittings, trainee) = (services.GetRequiredService<ScheduleSittings>(), callers["trainee1"]);
        if (enrolments.FirstOrDefault(e => e.PractitionerId == trainee.PractitionerId) is not { } own)
        {
            return;
        }

        clock.Now = present.AddDays(-6);
        var id = (await sittings.HandleAsync(Written(written, clock.Now) with { Enrolments = [own.Id] }, _trainer, cancellationToken).Value()).Ids[0];
        await AnswerAsync(id, trainee, 0.85, new SeededRandom(5), cancellationToken);
        clock.Now = clock.Now.AddDays(1);
        await MarkAsync(id, callers["examiner"], 8, cancellationToken);
        await MarkAsync(id, callers["examiner2"], 7, cancellationToken);
        foreach (var user in new[] { "examiner", "examiner2" })
        {
            clock.Now = clock.Now.AddHours(2);
            _ = await services.GetRequiredService<MarkAnswers>().ConcludeAsync(
                id, new ConclusionRequest { Signature = DemonstrationSigning.Input }, new WriteRequest(callers[user], "demonstration"), cancellationToken).Value();
        }

        clock.Now = present;
        if (enrolments.FirstOrDefault(e => e.Id != own.Id) is { } other)
        {
            _ = await sittings.HandleAsync(Written(written, present) with { Enrolments = [other.Id], ClosesAt = present.AddDays(7) }, _trainer, cancellationToken).Value();
        }

        _ = await services.GetRequiredService<SkillsActs>().ScheduleAsync(
            new AssessmentRequest
            {
                ChecklistId = checklist, EnrolmentId = own.Id, PlannedAt = present.AddDays(3), FirstExaminerId = callers["examiner"].Id, SecondExaminerId = callers["examiner2"].Id,
            },
            _trainer, cancellationToken).Value();
    }

    private static ScheduleRequest Window(Guid paper, DateTimeOffset from) => new() { PaperId = paper, OpensAt = from, ClosesAt = from.AddHours(4) };

    /// <summary>A written examination with its two examiners and a third.</summary>
    private ScheduleRequest Written(Guid paper, DateTimeOffset from) => Window(paper, from) with
    {
        FirstExaminerId = callers["examiner"].Id, SecondExaminerId = callers["examiner2"].Id, ArbiterId = callers["examiner3"].Id,
    };

    private async Task AskAsync(QuestionRequest question, CancellationToken cancellationToken)
    {
        var bank = services.GetRequiredService<QuestionBank>();
        var id = (await bank.RegisterAsync(question, _trainer, cancellationToken).Value()).Id;
        var version = (await services.GetRequiredService<QuestionQueries>().FindAsync(_trainer.Caller, id, cancellationToken))!.Newest.Id;
        _ = await bank.ApproveAsync(id, version, _examiner, cancellationToken).Value();
    }

    private async Task<Guid> PaperAsync(string title, PaperPurpose purpose, int minutes, (string Topic, QuestionKind Kind, int Count)[] sections, CancellationToken cancellationToken)
    {
        var request = new BlueprintRequest
        {
            Title = title, Purpose = purpose, DurationMinutes = minutes, PassPercent = 60, Sections = [.. sections.Select(s => new SectionRequest { Topic = s.Topic, Kind = s.Kind, Count = s.Count })],
        };
        var blueprint = (await services.GetRequiredService<Blueprints>().RegisterAsync(request, _trainer, cancellationToken).Value()).Id;
        return (await services.GetRequiredService<PaperActs>().DrawAsync(blueprint, new DrawRequest { Title = title, Seed = 40213 }, _trainer, cancellationToken).Value()).Id;
    }

    private async Task SitLiteracyAsync(Guid paper, DateTimeOffset present, CancellationToken cancellationToken)
    {
        clock.Now = present.AddDays(-30);
        var request = Window(paper, clock.Now) with { Users = [.. Readers.Select(r => callers[r].Id)] };
        var ids = (await services.GetRequiredService<ScheduleSittings>().HandleAsync(request, _trainer, cancellationToken).Value()).Ids;
        for (var i = 0; i < Readers.Length; i++)
        {
            clock.Now = present.AddDays(-30).AddMinutes(5 * i);
            await AnswerAsync(ids[i], callers[Readers[i]], 0.5 + (i * 0.04), new SeededRandom(20260101, i), cancellationToken);
        }

        clock.Now = present;
        _ = await services.GetRequiredService<ScheduleSittings>().HandleAsync(
            Window(paper, present) with { Users = [callers["trainee1"].Id], ClosesAt = present.AddDays(14) }, _trainer, cancellationToken).Value();
    }

    /// <summary>Answers each question rightly with a probability, and hands in.</summary>
    private async Task AnswerAsync(Guid sitting, Caller candidate, double ability, SeededRandom chance, CancellationToken cancellationToken)
    {
        var (exam, context) = (services.GetRequiredService<SitExam>(), new WriteRequest(candidate, "demonstration"));
        _ = await exam.StartAsync(sitting, context, cancellationToken).Value();
        var view = (await services.GetRequiredService<OwnSittings>().FindAsync(candidate, sitting, cancellationToken))!;
        foreach (var question in view.Shown)
        {
            clock.Now = clock.Now.AddSeconds(40);
            var asked = DemonstrationQuestions.All.First(q => q.Stem == question.Stem);
            var right = question.Options.Where(o => asked.Answer is { } answer ? o.Value == answer : asked.Options!.Any(a => a.Correct && a.Text == o.Text)).Select(o => o.Value).ToList();
            var chosen = chance.NextDouble() < ability ? right : question.Options.Select(o => o.Value).Except(right).Take(1).ToList();
            var answered = new AnswerRequest
            {
                Choices = chosen,
                Text = question.Kind == QuestionKind.CaseOpen ? "倾向恶性：14 mm，分叶、毛刺、胸膜牵拉，吸烟高危；AI 提示与形态学不符，不采纳并写明理由，请第二名医师复核。" : null,
            };
            _ = await exam.AnswerAsync(sitting, question.Position, answered, context, cancellationToken).Value();
        }

        _ = await exam.HandInAsync(sitting, context, cancellationToken).Value();
    }

    private async Task MarkAsync(Guid sitting, Caller examiner, decimal marks, CancellationToken cancellationToken)
    {
        var (acts, context) = (services.GetRequiredService<MarkAnswers>(), new WriteRequest(examiner, "demonstration"));
        var view = (await services.GetRequiredService<MarkingQueries>().FindAsync(examiner, sitting, cancellationToken))!;
        foreach (var item in view.Items)
        {
            _ = await acts.MarkAsync(sitting, new MarkRequest { Position = item.Position, Marks = marks, Comment = "依据完整" }, context, cancellationToken).Value();
        }
    }

    private async Task<Guid> ChecklistAsync(CancellationToken cancellationToken)
    {
        var checklists = services.GetRequiredService<Checklists>();
        var request = new ChecklistRequest
        {
            Title = "胸部 CT AI 辅助判读技能考核（演示）",
            PassPercent = 80,
            Items =
            [
                new ChecklistItemRequest { Text = "核对患者身份、检查与软件版本", Weight = 10, Critical = true },
                new ChecklistItemRequest { Text = "确认适应证与禁忌证，超出适用范围的不使用", Weight = 15, Critical = true },
                new ChecklistItemRequest { Text = "评估图像质量，识别伪影", Weight = 15 },
                new ChecklistItemRequest { Text = "先独立判读并记录，再看 AI 结果", Weight = 20 },
                new ChecklistItemRequest { Text = "识别错误的 AI 结果并写明纠正理由", Weight = 25, Critical = true },
                new ChecklistItemRequest { Text = "向患者说明 AI 的作用与局限", Weight = 15 },
            ],
        };
        var id = (await checklists.DraftAsync(request, _trainer, cancellationToken).Value()).Id;
        _ = await checklists.ApproveAsync(id, _examiner, cancellationToken).Value();
        return id;
    }
}
