using Hengjian.Governance.Institutions.Contracts;
using Hengjian.IntegrationTests.Training;

namespace Hengjian.IntegrationTests.Cases;

/// <content>Training bases and programmes.</content>
public sealed partial class FuzzTests
{
    private static async Task<Target> TrainingBaseTargetAsync(CaseWorld world, string route)
    {
        var scene = await BaseWorld.OpenAsync(world.App.Database, RegionLevel.Province);
        if (route == "training-bases")
        {
            var body = scene.Body().With("years", new[] { new { year = 2021, cases = 120, documentId = (Guid?)null } }).With("note", "x");
            return new Target(scene.Trainer, "training/bases", body, "training/bases?pageSize=200");
        }

        var id = route == "training-designation" ? await scene.AppliedAsync() : await scene.RegisterAsync();
        return route switch
        {
            "training-application" => new Target(scene.Trainer, $"training/bases/{id}/application", Calls.Json(new { statement = "x" }), $"training/bases/{id}"),
            "training-designation" => new Target(
                scene.Regulator, $"training/bases/{id}/designation",
                Calls.Json(new { number = "省培 1 号", from = CaseWorld.Day(scene.Now), to = CaseWorld.Day(scene.Now.AddYears(1)), note = "x", signature = CaseSteps.Signature }), $"training/bases/{id}"),
            "training-review" => new Target(scene.Regulator, $"training/bases/{id}/review", Calls.Json(new { passed = false, note = "x", signature = CaseSteps.Signature }), $"training/bases/{id}"),
            "training-programmes" => new Target(
                scene.Trainer, "training/programmes",
                Calls.Json(new { baseId = id, name = "x", kind = "physician", technologyCategory = scene.Category, draft = TrainingProgrammeTests.Draft(scene, id).Without("materials") }), "training/programmes?pageSize=200"),
            _ => new Target(
                await world.App.ClientAsync(Governance.Access.Contracts.Role.GovernanceOfficer), $"training/programmes/{await TrainingProgrammeTests.DraftedAsync(scene, id)}/approval", Calls.Json(new { note = "x", signature = CaseSteps.Signature }), "training/programmes?pageSize=200"),
        };
    }
}
