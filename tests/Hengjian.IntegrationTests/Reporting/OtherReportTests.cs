using System.Net;
using System.Text;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Outbox;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.DataUses;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Reporting;

/// <summary>Reports of adverse events and monthly figures, and what the region sees of them.</summary>
[Collection("Reporting")]
public sealed class OtherReportTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task GraveEvent_IsReportedWithoutItsText_AndCorrectedWhenItIsJudgedAnew(TestDatabase database)
    {
        var world = await Desk.OpenAsync(database);
        await using var system = await ReferenceReceiver.StartAsync();
        var receiver = await SubscribedAsync(world, system, "adverseEvent");
        var grave = await EventAsync(world, "i", "death");
        var light = await EventAsync(world, "iii", "none");

        await QueueAsync<QueueEvents>(world);
        await QueueAsync<QueueEvents>(world);
        await world.RunAsync();

        (await OutboxAsync(world, receiver)).Select(m => m.Member("title")).ShouldBe([grave.Number]);
        var first = (await OutboxAsync(world, receiver)).Single();
        first.Member("state").ShouldBe("accepted");
        first.Member("dueOn").ShouldBe(CaseWorld.Day(ShanghaiDay.Of(world.App.Clock.GetUtcNow()).AddDays(7)), "somebody died");
        var said = Encoding.UTF8.GetString(system.Stored[first.IdOf()]);
        said.ShouldContain("hengjian-event-report/1");
        said.ShouldNotContain("患者张某");

        var quality = await world.App.ClientAsync(Role.QualityOfficer);
        (await quality.SendAsync($"adverse-events/{grave.Id}/investigation", new { findings = "与 AI 无关", grade = "ii", harm = "moderate", causality = "unlikely" })).Created();
        await QueueAsync<QueueEvents>(world);
        await world.RunAsync();

        var later = (await OutboxAsync(world, receiver))[^1];
        later.Member("kind").ShouldBe("correction");
        system.Body(later.IdOf()).GetProperty("refersTo").GetGuid().ShouldBe(first.IdOf());
        light.Number.ShouldNotBe(grave.Number);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task MonthlyFigures_AreReportedOnceTheMonthIsOver_AndAmendedWhenTheyChanged(TestDatabase database)
    {
        var world = await Desk.OpenAsync(database);
        await using var centre = await ReferenceReceiver.StartAsync();
        var receiver = await SubscribedAsync(world, centre, "figures");
        await world.ConcludedAsync();
        await QueueAsync<QueueFigures>(world);
        (await OutboxAsync(world, receiver)).ShouldBeEmpty("the month is not over");

        NextMonth(world);
        await QueueAsync<QueueFigures>(world);
        await QueueAsync<QueueFigures>(world);
        await world.RunAsync();

        var message = (await OutboxAsync(world, receiver)).ShouldHaveSingleItem();
        message.Member("state").ShouldBe("accepted");
        var body = centre.Body(message.IdOf()).GetProperty("content");
        body.Member("month").ShouldBe(message.Member("title"));
        body.GetProperty("deployments").GetArrayLength().ShouldBeGreaterThan(0);
        Encoding.UTF8.GetString(centre.Stored[message.IdOf()]).ShouldNotContain("测试患者");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Regulator_SeesWhatEachInstitutionOwes_AndNoCase(TestDatabase database)
    {
        var world = await Desk.OpenAsync(database);
        var receiver = await world.ReceiverAsync(Desk.Receiver("webForm"));
        var id = await world.ConcludedAsync();
        var message = (await world.MessagesAsync(id, receiver)).Single();
        var regulator = await world.App.ClientAsync(Role.Regulator);

        var answer = (await regulator.AskAsync("reporting/oversight")).Is(HttpStatusCode.OK);

        var own = JsonDocument.Parse(answer.Text).RootElement.EnumerateArray().Single(i => i.IdOf() == world.App.InstitutionId).GetProperty("standings").EnumerateArray().Single(s => s.Member("subject") == "case");
        own.GetProperty("owed").GetInt32().ShouldBeGreaterThan(0);
        own.GetProperty("owed").GetInt32().ShouldBeGreaterThanOrEqualTo(own.GetProperty("accepted").GetInt32());
        answer.Text.ShouldNotContain(message.Member("number"));
        (await regulator.AskAsync("reporting/outbox")).IsProblem(HttpStatusCode.Forbidden);
        (await world.First.Client.AskAsync("reporting/oversight")).IsProblem(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task OversightPage_InBothLanguages_HasWords()
    {
        var world = await Desk.OpenAsync(TestDatabase.Sqlite);
        await world.ReceiverAsync(Desk.Receiver("webForm"));
        await world.ConcludedAsync();
        var browser = await world.App.SignedInAsync(await world.App.UserAsync(Role.Regulator));

        (await browser.GetAsync("/reporting/oversight")).ShouldContain("应上报");
        (await browser.Client.GetAsync("/language/en?returnUrl=/account")).Dispose();
        (await browser.GetAsync("/reporting/oversight")).ShouldContain("Owed");
    }

    private static async Task<Guid> SubscribedAsync(CaseWorld world, ReferenceReceiver receiver, string subject)
    {
        var body = Desk.Receiver(address: receiver.Address, key: receiver.Key).With("subscriptions", new[] { subject });
        var id = await world.ReceiverAsync(body, dataUse: false);
        await world.RegisterEntryAsync(
            world.Entry(body["name"]!.GetValue<string>()).With("amountLimit", 100).With("unit", "files").With("purpose", "reporting").With("categories", new[] { "reports", "statistics" }).With("basis", "law"));
        receiver.Trust(await world.SigningKeyAsync(id));
        return id;
    }

    private static async Task<(Guid Id, string Number)> EventAsync(CaseWorld world, string grade, string harm)
    {
        var answer = (await world.First.Client.SendAsync("adverse-events", Calls.Json(new
        {
            kind = "adverseEvent", grade, harm, causality = "possible", occurredAt = world.App.Clock.GetUtcNow().AddHours(-1), description = "患者张某术后出血", deploymentId = world.Lung.Id,
        }))).Created();
        return (answer.Id, answer.At("number").GetString()!);
    }

    private static async Task<List<JsonElement>> OutboxAsync(CaseWorld world, Guid receiver) =>
        [.. (await world.Officer.AskAsync($"reporting/outbox?receiver={receiver}")).Is(HttpStatusCode.OK).At("items").EnumerateArray().OrderBy(m => m.Member("number"), StringComparer.Ordinal)];

    private static Task QueueAsync<T>(CaseWorld world)
        where T : IRoutine => world.App.Services.GetServices<IRoutine>().OfType<T>().Single().RunAsync(world.App.InstitutionId, CancellationToken.None);

    private static void NextMonth(CaseWorld world)
    {
        var today = ShanghaiDay.Of(world.App.Clock.GetUtcNow());
        world.App.Clock.Advance(ShanghaiDay.Start(new DateOnly(today.Year, today.Month, 1).AddMonths(1)).AddHours(1) - world.App.Clock.GetUtcNow());
    }
}
