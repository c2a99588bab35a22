using System.Net;
using Hengjian.Cli.Tokens;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Transparency;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Ledger;

public sealed class SequencerTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Record_OfACommandBesideTheProgram_GetsItsPlaceWithoutAnActHere(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var user = await app.UserAsync([Role.QualityOfficer]);
        var log = app.Services.GetRequiredService<LedgerQueries>();
        await UntilNothingWaitsAsync(log, app.InstitutionId);
        var before = (await log.HeadAsync(app.InstitutionId, CancellationToken.None))!.Size;
        using var stdout = new StringWriter();
        using var stderr = new StringWriter();

        (await TokensCommand.RunAsync(["create", "--data", app.Settings.DataDirectory, "--user", user.UserName], stdout, stderr)).ShouldBe(0, stderr.ToString());

        await UntilNothingWaitsAsync(log, app.InstitutionId);
        (await log.HeadAsync(app.InstitutionId, CancellationToken.None))!.Size.ShouldBeGreaterThan(before);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Row_ChangedWhileTheClockIsSetBack_IsStillAsItsLastChangeCommits(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var officer = await app.ClientAsync(Role.GovernanceOfficer);
        var id = (await officer.SendAsync("departments", new { name = "甲科", kind = "other" })).Created().Id;

        // Several, so that some wait together for their places, which go by their instants.
        for (var version = 1; version <= 8; version++)
        {
            app.Clock.Advance(TimeSpan.FromSeconds(-20));
            (await officer.PutAsync($"departments/{id}", Calls.Json(new { name = $"甲科{version}", kind = "other" }), $"\"{version}\"")).Is(HttpStatusCode.OK);
        }

        await UntilNothingWaitsAsync(app.Services.GetRequiredService<LedgerQueries>(), app.InstitutionId);
        (await app.Services.GetRequiredService<DataVerifier>().VerifyAsync(null, CancellationToken.None)).Problems.ShouldBeEmpty();
    }

    private static async Task UntilNothingWaitsAsync(LedgerQueries log, Guid institution)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await log.WaitingAsync(institution, patience.Token) > 0)
        {
            await Task.Delay(100, patience.Token);
        }
    }
}
