using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Reporting;

/// <summary>When a concluded case is reported without anybody's doing, and what is due of reports.</summary>
[Collection("Reporting")]
public sealed class SettlingTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ConcludedCase_OfWhichNothingIsDue_BecomesReportedWithTheClause(TestDatabase database)
    {
        var world = await Desk.OpenAsync(database);
        var id = await world.ConcludedAsync();
        (await world.StateAsync(id)).ShouldBe("concluded");

        await world.SettleAsync();
        await world.SettleAsync();

        (await world.StateAsync(id)).ShouldBe("reported");
        (await world.Officer.AskAsync($"cases/{id}/reporting")).At("timely.outcome").GetString().ShouldBe("notApplicable");
        (await world.Officer.AskAsync($"cases/{id}/timeline")).Text.Split("case.reported").Length.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ConcludedCase_ThatAReceiverAwaits_StaysConcluded(TestDatabase database)
    {
        var world = await Desk.OpenAsync(database);
        await world.ReceiverAsync(Desk.Receiver("webForm"));
        var id = await world.ConcludedAsync();

        await world.SettleAsync();

        (await world.StateAsync(id)).ShouldBe("concluded");
        (await world.Officer.AskAsync($"cases/{id}/reporting")).At("timely.outcome").GetString().ShouldBe("notApplicable", "it is not due yet");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Receiver_RegisteredAfterTheCaseWasConcluded_GetsItsReport(TestDatabase database)
    {
        var world = await Desk.OpenAsync(database);
        var id = await world.ConcludedAsync();
        var receiver = await world.ReceiverAsync(Desk.Receiver("webForm"));

        await world.SettleAsync();
        await world.SettleAsync();

        (await world.MessagesAsync(id, receiver)).Single().Member("kind").ShouldBe("original");
        (await world.StateAsync(id)).ShouldBe("concluded");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Report_ThatIsDueToday_StandsInTheDayListOfTheOfficer(TestDatabase database)
    {
        var world = await Desk.OpenAsync(database);
        var receiver = await world.ReceiverAsync(Desk.Receiver("webForm"));
        var id = await world.ConcludedAsync();
        var message = (await world.MessagesAsync(id, receiver)).Single();
        var due = DateOnly.Parse(message.Member("dueOn"), System.Globalization.CultureInfo.InvariantCulture);
        var source = world.App.Services.GetServices<IDueSource>().Single(s => s.GetType().Name == "ReportDue");
        await using var db = world.App.Read();
        Task<IReadOnlyList<DueItem>> DueBefore(DateOnly day) => source.DueBeforeAsync(db, Caller.System(world.App.InstitutionId), ShanghaiDay.Start(day), 2000, CancellationToken.None);

        (await DueBefore(due)).ShouldNotContain(i => i.SubjectId == message.IdOf(), "its last day has not come");
        var item = (await DueBefore(due.AddDays(1))).Single(i => i.SubjectId == message.IdOf());
        item.Owner.ShouldBe(Role.GovernanceOfficer);
        item.Path.ShouldBe($"/reporting/messages/{message.IdOf():D}");
    }

    [Fact]
    public async Task QualityOfficer_ReadsTheOutboxAndSendsNothing()
    {
        var world = await Desk.OpenAsync(TestDatabase.Sqlite);
        var receiver = await world.ReceiverAsync(Desk.Receiver("webForm"));
        var message = (await world.MessagesAsync(await world.ConcludedAsync(), receiver)).Single().IdOf();
        var quality = await world.App.ClientAsync(Role.QualityOfficer);

        (await quality.AskAsync($"reporting/messages/{message}")).Is(HttpStatusCode.OK);
        (await quality.SendAsync($"reporting/messages/{message}/resend", new { })).IsProblem(HttpStatusCode.Forbidden);
    }
}
