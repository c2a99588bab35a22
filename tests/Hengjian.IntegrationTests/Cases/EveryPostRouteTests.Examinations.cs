using Hengjian.IntegrationTests.Examinations;
using Examining = Hengjian.IntegrationTests.Examinations.School;

namespace Hengjian.IntegrationTests.Cases;

/// <content>Records of examinations.</content>
public sealed partial class EveryPostRouteTests
{
    private sealed partial class Subjects
    {
        private Examining? _examining;
        private Trainee? _candidate;

        private async Task<Examining> ExaminingAsync() => _examining ??= await Examining.OpenAsync(world.App);

        private async Task<HttpClient> CandidateAsync() => (_candidate ??= await (await ExaminingAsync()).TraineeAsync()).Pupil.Client;

        private async Task<Dictionary<string, string>> ExaminationAsync(string kind)
        {
            var school = await ExaminingAsync();
            var trainer = school.Trainer.Client;
            switch (kind)
            {
                case "questions":
                    var question = (await trainer.SendAsync("examinations/questions", school.Single())).Created().Id;
                    return new() { ["id"] = Id(question), ["version"] = (await trainer.AskAsync($"examinations/questions/{question}")).At("versions")[0].GetProperty("id").GetString()! };
                case "blueprints":
                    await school.AskAsync(school.Single());
                    return new() { ["id"] = Id((await trainer.SendAsync("examinations/blueprints", school.Blueprint("literacy", ("single", 1)))).Created().Id) };
                case "papers":
                    return new() { ["id"] = Id(await school.WrittenPaperAsync()) };
                case "sittings":
                    return new() { ["id"] = Id(await school.HandedInAsync(await school.WrittenPaperAsync(), await school.TraineeAsync())) };
                case "own":
                    var candidate = await CandidateAsync();
                    var sitting = (await trainer.SendAsync("examinations/sittings", school.Written(await school.WrittenPaperAsync(), _candidate!))).Created().At("ids")[0].GetString()!;
                    (await candidate.SendAsync($"examinations/own/{sitting}/start", new { })).Created();
                    return new() { ["id"] = sitting };
                case "checklists":
                    return new() { ["id"] = Id((await trainer.SendAsync("examinations/checklists", SkillsTests.Checklist())).Created().Id) };
                case "assessments":
                    return new() { ["id"] = Id(await SkillsTests.PlannedAsync(school, await school.TraineeAsync())) };
                default:
                    return [];
            }
        }
    }
}
