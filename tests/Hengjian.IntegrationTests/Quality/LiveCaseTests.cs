using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Domain;
using Hengjian.Governance.Quality.Rebuild;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Domain;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Case = Hengjian.Governance.Cases.Domain.Case;

namespace Hengjian.IntegrationTests.Quality;

/// <summary>Statistics of real cases: what acts moved agrees with what the cases give, and no figure tells a blinded reader what the AI said.</summary>
public sealed class LiveCaseTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    /// <summary>The demonstration plays months of cases in every state through the real acts.</summary>
    [Theory, MemberData(nameof(All))]
    public async Task Cells_AfterEveryKindOfAct_EqualWhatTheCasesGive(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database, ("demo", "true"));

        await using var db = app.Services.GetRequiredService<Governance.Persistence.Database>().Read(Guid.Empty);
        var hospital = await db.Set<Case>().IgnoreQueryFilters().Select(c => c.InstitutionId).FirstAsync();
        var check = await app.Services.GetRequiredService<RebuildCounters>().CheckAsync(hospital, CancellationToken.None);

        check.First.ShouldBeNull();
        check.Cases.ShouldBeGreaterThan(50);
        check.Cells.ShouldBeGreaterThan(1000);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Statistics_OpenBlindFirstCases_AreLeftOutForWhoIsBlinded(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var (deployment, reader) = await DeploymentAsync(app);
        await AddCasesAsync(app, deployment, 6, ReadingProtocol.Concurrent, aiRight: true);
        await AddCasesAsync(app, deployment, 3, ReadingProtocol.BlindFirst, aiRight: false);
        var physician = await app.ClientAsync(await app.UserAsync([Role.Physician], reader));
        var officer = await app.ClientAsync(Role.QualityOfficer);
        var both = await app.ClientAsync(await app.UserAsync([Role.Physician, Role.QualityOfficer], reader));

        (await officer.QualityAsync($"statistics?deployment={deployment}")).Confusion("ai").ShouldBe("6 0 0 3");
        (await physician.QualityAsync($"statistics?deployment={deployment}")).Confusion("ai").ShouldBe("6 0 0 0");
        (await both.QualityAsync($"statistics?deployment={deployment}")).Confusion("ai").ShouldBe("6 0 0 0");
        (await physician.QualityAsync($"statistics?deployment={deployment}&subgroup=sex:female")).Confusion("ai").ShouldBe("6 0 0 0");
        (await physician.QualityAsync($"months?deployment={deployment}"))[0].Confusion("figures.ai").ShouldBe("6 0 0 0");
        (await physician.QualityAsync($"references?deployment={deployment}"))[0].Confusion("figures.ai").ShouldBe("6 0 0 0");
        (await physician.QualityAsync($"cases?deployment={deployment}&cell=aiFn")).At("items").GetArrayLength().ShouldBe(0);
        (await officer.QualityAsync($"cases?deployment={deployment}&cell=aiFn")).At("items").GetArrayLength().ShouldBe(3);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Statistics_OnFewJudgedCases_AreWithheldFromAPhysician(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var (deployment, reader) = await DeploymentAsync(app);
        await AddCasesAsync(app, deployment, 4, ReadingProtocol.Concurrent, aiRight: true);
        var physician = await app.ClientAsync(await app.UserAsync([Role.Physician], reader));

        var answer = await physician.QualityAsync($"statistics?deployment={deployment}");

        answer.At("suppressed").GetBoolean().ShouldBeTrue();
        (answer.Long("cases"), answer.Long("withReference")).ShouldBe((4, 4));
    }

    /// <summary>A deployment in use and one physician.</summary>
    private static async Task<(Guid Deployment, Guid Reader)> DeploymentAsync(AppFixture app)
    {
        Guid deployment = default, reader = default;
        await app.WriteAsync(app.InstitutionId, scope =>
        {
            var (technology, version) = (scope.NewId(), scope.NewId());
            (deployment, reader) = (scope.NewId(), scope.NewId());
            scope.Db.Add(new Technology
            {
                InstitutionId = app.InstitutionId, Id = technology, Name = "CAD", CreatedAt = scope.Now,
                Labels = [new LabelDefinition("positive", "阳性", true), new LabelDefinition("negative", "阴性", false)],
            });
            scope.Db.Add(new TechnologyVersion { InstitutionId = app.InstitutionId, Id = version, TechnologyId = technology, AlgorithmName = "CAD", AlgorithmVersion = "1", CreatedAt = scope.Now });
            scope.Db.Add(new Deployment
            {
                InstitutionId = app.InstitutionId, Id = deployment, Name = "CAD " + deployment, TechnologyId = technology, TechnologyVersionId = version,
                Stage = DeploymentStage.RoutineUse, CreatedAt = scope.Now,
            });
            scope.Db.Add(new Practitioner { InstitutionId = app.InstitutionId, Id = reader, Name = "王医师", Kind = PractitionerKind.Physician, CreatedAt = scope.Now });
        });
        return (deployment, reader);
    }

    /// <summary>Positive cases with an issued opinion, an AI result and a panel's reference, counted as an act would.</summary>
    private static Task AddCasesAsync(AppFixture app, Guid deploymentId, int count, ReadingProtocol protocol, bool aiRight) => app.WriteAsync(app.InstitutionId, async scope =>
    {
        var deployment = (await app.Services.GetRequiredService<IDeploymentDirectory>().FindAsync(scope.Db, deploymentId, CancellationToken.None))!;
        for (var i = 0; i < count; i++)
        {
            var id = scope.NewId();
            var subject = new Case
            {
                InstitutionId = app.InstitutionId, Id = id, DeploymentId = deploymentId, Number = "T-" + id, State = CaseState.OpinionIssued, Protocol = protocol, Sex = Sex.Female,
                PatientIdentifier = scope.Database.Fields.Protect(app.InstitutionId, "patient_identifier", id, "p" + id)!,
                PatientIdentifierIndex = scope.Database.Fields.BlindIndex(app.InstitutionId, "patient", "p" + id)!,
                ExaminationKind = "CT", ExaminedAt = scope.Now, RegisteredAt = scope.Now, IssuedAt = scope.Now,
            };
            var result = new AiResult
            {
                InstitutionId = app.InstitutionId, Id = scope.NewId(), CaseId = id, Status = AiResultStatus.Accepted, Label = aiRight ? "positive" : "negative",
                TechnologyVersionId = deployment.VersionId, ProducedAt = scope.Now, ReceivedAt = scope.Now, Source = "rest",
            };
            var reference = new Reference
            {
                InstitutionId = app.InstitutionId, Id = scope.NewId(), CaseId = id, Kind = ReferenceKind.Panel, Label = "positive",
                EstablishedOn = Governance.Regulations.ShanghaiDay.Of(scope.Now), RecordedAt = scope.Now,
            };
            scope.Db.AddRange(subject, result, reference);
            foreach (var observer in app.Services.GetServices<ICaseObserver>())
            {
                await observer.CaseChangedAsync(scope, null, CaseFactsBuilder.Build(CaseFile.Of(subject, [result], [], [reference]), deployment), CancellationToken.None);
            }
        }
    });
}
