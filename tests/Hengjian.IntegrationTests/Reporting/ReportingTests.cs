using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Governance.Reporting.Outbox;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Reporting;

/// <summary>Reports from the concluded case to the receipt, against a receiver that refuses, fails and dies.</summary>
[Collection("Reporting")]
public sealed class ReportingTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ConcludedCase_IsSentSignedAndWithoutThePatient_AndIsReportedOnTheReceipt(TestDatabase database)
    {
        var world = await Desk.OpenAsync(database);
        await using var platform = await ReferenceReceiver.StartAsync();
        var receiver = await world.ReferenceAsync(platform);
        var id = await world.ConcludedAsync();
        var queued = (await world.MessagesAsync(id, receiver)).Single();
        queued.Member("state").ShouldBe("pending");
        queued.Member("dueOn").ShouldNotBeNull();

        await world.RunAsync();

        var message = (await world.MessagesAsync(id, receiver)).Single();
        message.Member("state").ShouldBe("accepted");
        (await world.StateAsync(id)).ShouldBe("reported");
        platform.Faults.ShouldBeEmpty();
        platform.Stored.Keys.ShouldBe([message.IdOf()]);
        var sent = Encoding.UTF8.GetString(platform.Stored[message.IdOf()]);
        sent.ShouldNotContain("测试患者");
        sent.ShouldNotContain("1961-03-05");
        sent.ShouldNotContain("右上叶结节");
        sent.ShouldContain("R91.x00");
        (await world.Officer.AskAsync($"reporting/messages/{message.IdOf()}")).At("body").GetString().ShouldBe(sent);
        var receipt = (await world.Officer.AskAsync($"reporting/receipts?receiver={receiver}")).At("items").EnumerateArray().Single();
        receipt.Member("outcome").ShouldBe("accepted");
        var standing = (await world.Officer.AskAsync($"cases/{id}/reporting")).Is(HttpStatusCode.OK);
        standing.At("record.outcome").GetString().ShouldBe("satisfied");
        standing.At("timely.outcome").GetString().ShouldBe("satisfied");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Patient_OfTwoCases_HasOneKeyForAReceiverAndAnotherForTheNext(TestDatabase database)
    {
        var world = await Desk.OpenAsync(database);
        await using var one = await ReferenceReceiver.StartAsync();
        await using var other = await ReferenceReceiver.StartAsync();
        await world.ReferenceAsync(one);
        await world.ReferenceAsync(other);
        var id = await world.ConcludedAsync();
        await world.RunAsync();

        string Key(ReferenceReceiver r) => r.Body(r.Stored.Keys.Single()).GetProperty("content").GetProperty("patient").Member("key");
        Key(one).Length.ShouldBe(32);
        Key(one).ShouldNotBe(Key(other));
        (await world.StateAsync(id)).ShouldBe("reported");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Transfer_WithoutAnEntryOfDataUse_IsHeldAndLeavesOnceThereIsOne(TestDatabase database)
    {
        var world = await Desk.OpenAsync(database);
        await using var platform = await ReferenceReceiver.StartAsync();
        var body = Desk.Receiver(address: platform.Address);
        var receiver = await world.ReceiverAsync(body, dataUse: false);
        platform.Trust(await world.SigningKeyAsync(receiver));
        var id = await world.ConcludedAsync();

        await world.RunAsync();

        var held = (await world.MessagesAsync(id, receiver)).Single();
        held.Member("state").ShouldBe("held");
        held.Member("problem").ShouldBe("noDataUse");
        platform.Posts.ShouldBeEmpty();
        (await world.Officer.AskAsync($"reporting/messages/{held.IdOf()}")).Decision("HP-13.1").GetProperty("outcome").GetString().ShouldBe("notSatisfied");

        await world.AllowAsync(body["name"]!.GetValue<string>());
        (await world.Officer.SendAsync($"reporting/messages/{held.IdOf()}/resend", new { reason = "已登记" })).Created();
        await world.RunAsync();

        (await world.MessagesAsync(id, receiver)).Single().Member("state").ShouldBe("accepted");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Receiver_ThatDiesAfterStoring_HasTheReportOnceAndItIsReceipted(TestDatabase database)
    {
        var world = await Desk.OpenAsync(database);
        await using var platform = await ReferenceReceiver.StartAsync();
        var receiver = await world.ReferenceAsync(platform);
        var id = await world.ConcludedAsync();
        foreach (var behaviour in new[] { Behaviour.DieAfterStoring, Behaviour.Fail, Behaviour.Babble, Behaviour.Forge })
        {
            platform.Next.Enqueue(behaviour);
        }

        var problems = new List<string>();
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            await world.RunAsync();
            await world.RunAsync();
            platform.Posts.Count.ShouldBe(attempt, "a failed attempt is not repeated before its time");
            problems.Add((await world.MessagesAsync(id, receiver)).Single().Member("problem"));
            world.App.Clock.Advance(TimeSpan.FromHours(12));
        }

        await world.RunAsync();

        problems.ShouldBe(["unreachable", "http.503", "answer.unreadable", "answer.notGenuine"]);
        platform.Stored.Count.ShouldBe(1);
        platform.Faults.ShouldBeEmpty();
        (await world.MessagesAsync(id, receiver)).Single().Member("state").ShouldBe("accepted");
        (await world.StateAsync(id)).ShouldBe("reported");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task RefusedReport_SaysWhyAndIsMendedByANewMessage(TestDatabase database)
    {
        var world = await Desk.OpenAsync(database);
        await using var platform = await ReferenceReceiver.StartAsync();
        var receiver = await world.ReferenceAsync(platform);
        var id = await world.ConcludedAsync();
        platform.Next.Enqueue(Behaviour.Refuse);
        await world.RunAsync();

        var refused = (await world.MessagesAsync(id, receiver)).Single();
        refused.Member("state").ShouldBe("rejected");
        (await world.StateAsync(id)).ShouldBe("concluded");
        (await world.Officer.AskAsync($"reporting/messages/{refused.IdOf()}")).At("receipts").EnumerateArray().Single().GetProperty("reasons")[0].GetString()!.ShouldContain("ICD-10");
        (await world.Officer.AskAsync($"cases/{id}/reporting")).At("timely.outcome").GetString().ShouldBe("notSatisfied");
        (await world.Officer.SendAsync($"reporting/messages/{refused.IdOf()}/resend", new { })).Names("reason");

        var next = (await world.Officer.SendAsync($"reporting/messages/{refused.IdOf()}/resend", new { reason = "目录已更新" })).Created().Id;
        await world.RunAsync();

        var messages = await world.MessagesAsync(id, receiver);
        messages.Select(m => m.Member("state")).ShouldBe(["replaced", "accepted"]);
        platform.Body(next).Member("replaces").ShouldBe(refused.IdOf().ToString("D"));
        (await world.StateAsync(id)).ShouldBe("reported");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ReportedCase_ThatChanges_IsAmendedCorrectedAndWithdrawn(TestDatabase database)
    {
        var world = await Desk.OpenAsync(database);
        await using var platform = await ReferenceReceiver.StartAsync();
        var receiver = await world.ReferenceAsync(platform);
        var id = await world.ConcludedAsync();
        await world.RunAsync();
        var original = (await world.MessagesAsync(id, receiver)).Single().IdOf();

        (await world.Officer.SendAsync($"cases/{id}/closure", new { reason = "随访完成" })).Created();
        (await world.MessagesAsync(id, receiver)).Count.ShouldBe(1, "closing changes nothing that was reported");
        (await world.Clinician.Client.SendAsync($"cases/{id}/references", new { kind = "pathology", label = "negative", establishedOn = CaseWorld.Day(world.Today) })).Created();
        await world.RunAsync();
        (await world.Officer.SendAsync($"cases/{id}/reopening", new { reason = "诊断有误" })).Created();
        (await world.Clinician.Client.SendAsync($"cases/{id}/final-diagnosis", CaseSteps.DiagnosisBody("negative").With("reason", "病理为阴性"))).Created();
        await world.RunAsync();
        var last = (await world.MessagesAsync(id, receiver))[^1].IdOf();
        (await world.Officer.SendAsync($"reporting/messages/{last}/withdrawal", new { reason = "病例登记错误" })).Created();
        await world.RunAsync();

        var messages = await world.MessagesAsync(id, receiver);
        messages.Select(m => m.Member("kind")).ShouldBe(["original", "amendment", "correction", "withdrawal"]);
        messages.ShouldAllBe(m => m.GetProperty("state").GetString() == "accepted");
        messages.Skip(1).ShouldAllBe(m => platform.Body(m.IdOf()).GetProperty("refersTo").GetGuid() == original);
        platform.Body(messages[3].IdOf()).TryGetProperty("content", out _).ShouldBeFalse();
        platform.Body(messages[2].IdOf()).GetProperty("content").GetProperty("finalDiagnosis").GetProperty("revision").GetInt32().ShouldBe(2);
        (await world.StateAsync(id)).ShouldBe("reported");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Change_WhileNothingWasMadeYet_IsSaidByTheFirstMessage(TestDatabase database)
    {
        var world = await Desk.OpenAsync(database);
        await using var platform = await ReferenceReceiver.StartAsync();
        var receiver = await world.ReferenceAsync(platform);
        var id = await world.ConcludedAsync();
        (await world.Clinician.Client.SendAsync($"cases/{id}/references", new { kind = "pathology", label = "positive", establishedOn = CaseWorld.Day(world.Today) })).Created();
        await world.RunAsync();

        var message = (await world.MessagesAsync(id, receiver)).Single();
        platform.Body(message.IdOf()).GetProperty("content").GetProperty("references").GetArrayLength().ShouldBe(1);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task TwoSenders_OverOneDatabase_PostOnce(TestDatabase database)
    {
        var world = await Desk.OpenAsync(database);
        await using var platform = await ReferenceReceiver.StartAsync();
        await world.ReferenceAsync(platform);
        await world.ConcludedAsync();
        var services = world.App.Services;
        await services.GetRequiredService<MakeReports>().RunAsync(world.App.InstitutionId, CancellationToken.None);
        world.App.Clock.Advance(TimeSpan.FromMinutes(2));
        var folders = Enumerable.Range(0, 4).Select(_ => Directory.CreateTempSubdirectory("hengjian-sender-").FullName).ToList();
        var identities = folders.ConvertAll(folder => new SenderIdentity(DatabaseSettings.FromDirectory(folder), world.App.Clock));
        SendReports Sender(SenderIdentity identity) => new(
            services.GetRequiredService<IWriter>(), services.GetRequiredService<Database>(), services.GetServices<IReportCarrier>(), services.GetRequiredService<ReceiptBook>(),
            services.GetRequiredService<IInstitutionRegister>(), services.GetRequiredService<RegulationCatalog>(), identity, world.App.Clock);

        await Task.WhenAll(identities.Select(identity => Sender(identity).RunAsync(world.App.InstitutionId, CancellationToken.None)));

        using var second = new SenderIdentity(DatabaseSettings.FromDirectory(folders[0]), world.App.Clock);
        second.Take().ShouldBeNull("another process sends for this folder");
        var first = identities[0].Take();
        identities.ForEach(identity => identity.Dispose());
        second.Take().ShouldBe(first, "the next process goes on under the same id");
        folders.Skip(1).ToList().ForEach(folder => Directory.Delete(folder, recursive: true));

        // What the winner holds runs out, so that the application's own sender may go on.
        world.App.Clock.Advance(TimeSpan.FromMinutes(2));
        platform.Posts.Count.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Bundle_CarriesSignedMessages_AndItsReceiptsCountOnce(TestDatabase database)
    {
        var world = await Desk.OpenAsync(database);
        var receiver = await world.ReceiverAsync(Desk.Receiver("bundle"));
        Guid[] cases = [await world.ConcludedAsync(), await world.ConcludedAsync()];
        await world.RunAsync();
        var bundle = (await world.Officer.SendAsync($"reporting/receivers/{receiver}/bundles", new { })).Created().Id;
        (await world.Officer.SendAsync($"reporting/receivers/{receiver}/bundles", new { })).Conflicts("reporting.nothingToSend");

        var file = await world.Officer.GetByteArrayAsync(Calls.Root + $"reporting/bundles/{bundle}/file");
        (await world.Officer.GetByteArrayAsync(Calls.Root + $"reporting/bundles/{bundle}/file")).ShouldBe(file, "the same bundle is the same file");

        var key = Convert.FromBase64String((await world.Officer.AskAsync($"reporting/receivers/{receiver}")).At("signingKey").GetString()!);
        using var zip = new ZipArchive(new MemoryStream(file));
        byte[] Read(string name)
        {
            using var content = new MemoryStream();
            zip.GetEntry(name)!.Open().CopyTo(content);
            return content.ToArray();
        }

        var manifest = Read("manifest.json");
        SignatureSuites.Default.Verify(key, manifest, Convert.FromBase64String(JsonDocument.Parse(Read("manifest.sig.json")).RootElement.Member("signature"))).ShouldBeTrue();
        var messages = JsonDocument.Parse(manifest).RootElement.GetProperty("messages").EnumerateArray().ToList();
        messages.Select(m => m.Member("sha256")).ShouldBe(messages.Select(m => Convert.ToHexStringLower(SHA256.HashData(Read(m.Member("file"))))));
        var receipts = messages.Select((m, i) => new { messageId = m.GetProperty("messageId").GetGuid(), outcome = "accepted", receiptNumber = "R" + CaseWorld.Next() }).ToArray();

        var first = (await world.Officer.SendAsync("reporting/receipt-files", new { receiverId = receiver, receipts })).Created();
        var again = (await world.Officer.SendAsync("reporting/receipt-files", new { receiverId = receiver, receipts })).Created();

        first.At("booked").GetInt32().ShouldBe(2);
        again.At("knownAlready").GetInt32().ShouldBe(2);
        foreach (var id in cases)
        {
            (await world.StateAsync(id)).ShouldBe("reported");
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task WebForm_IsProvedByTheReceiptOfTheEntry(TestDatabase database)
    {
        var world = await Desk.OpenAsync(database);
        var receiver = await world.ReceiverAsync(Desk.Receiver("webForm"));
        var id = await world.ConcludedAsync();
        await world.RunAsync();
        var message = (await world.MessagesAsync(id, receiver)).Single();
        message.Member("state").ShouldBe("ready");

        (await world.Officer.SendAsync($"reporting/messages/{message.IdOf()}/receipt", new { outcome = "accepted", enteredOn = CaseWorld.Day(world.Today.AddDays(-300)) })).Names("receiptNumber");
        var day = CaseWorld.Day(ShanghaiDay.Of(world.App.Clock.GetUtcNow()));
        (await world.Officer.SendAsync($"reporting/messages/{message.IdOf()}/receipt", new { outcome = "accepted", receiptNumber = "WF-77", enteredOn = day })).Created();

        (await world.StateAsync(id)).ShouldBe("reported");
        (await world.Officer.SendAsync($"reporting/messages/{message.IdOf()}/receipt", new { outcome = "accepted", receiptNumber = "WF-78", enteredOn = day })).Conflicts("reporting.otherReceipt");
    }

    [Fact]
    public async Task OverdueReport_BecomesAFindingAndIsMendedByTheReceipt()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var world = await CaseWorld.OverAsync(app);
        var receiver = await world.ReceiverAsync(Desk.Receiver("webForm"));
        var id = await world.ConcludedAsync();
        await world.RunAsync();
        var message = (await world.MessagesAsync(id, receiver)).Single();
        world.App.Clock.Advance(TimeSpan.FromDays(40));
        var watch = world.App.Services.GetServices<Hengjian.Governance.Jobs.Contracts.IRoutine>().Single(r => r.GetType().Name == "WatchReports");
        await watch.RunAsync(world.App.InstitutionId, CancellationToken.None);
        await watch.RunAsync(world.App.InstitutionId, CancellationToken.None);

        (await world.MessagesAsync(id, receiver)).Single().GetProperty("overdue").GetBoolean().ShouldBeTrue();
        (await FindingsAsync(world, message.IdOf())).ShouldBe(["Open"]);
        (await world.Officer.AskAsync($"cases/{id}/reporting")).At("timely.outcome").GetString().ShouldBe("notSatisfied");

        var day = CaseWorld.Day(ShanghaiDay.Of(world.App.Clock.GetUtcNow()));
        (await world.Officer.SendAsync($"reporting/messages/{message.IdOf()}/receipt", new { outcome = "accepted", receiptNumber = "WF-1", enteredOn = day })).Created();
        (await FindingsAsync(world, message.IdOf())).ShouldBe(["Mended"]);
        (await world.StateAsync(id)).ShouldBe("reported", "late, but reported");
    }

    [Fact]
    public async Task Receiver_OfListedTechnologiesAlone_GetsNothingAndTheCaseSaysWhy()
    {
        var world = await Desk.OpenAsync(TestDatabase.Sqlite);
        var receiver = await world.ReceiverAsync(Desk.Receiver("webForm").With("duty", "whereListed"));
        var id = await world.ConcludedAsync();

        (await world.MessagesAsync(id, receiver)).ShouldBeEmpty();
        var timely = (await world.Officer.AskAsync($"cases/{id}/reporting")).At("timely");
        timely.GetProperty("outcome").GetString().ShouldBe("notApplicable");
        timely.GetProperty("missing").GetString()!.ShouldContain("imaging CAD");
    }

    [Theory]
    [InlineData("http://example.org/reports", "address")]
    [InlineData("https://user:secret@example.org/", "address")]
    [InlineData("ftp://127.0.0.1/", "address")]
    [InlineData(null, "address")]
    public async Task Receiver_WithoutAnEncryptedAddress_IsRefused(string? address, string field)
    {
        var world = await Desk.OpenAsync(TestDatabase.Sqlite);

        (await world.Officer.SendAsync("reporting/receivers", Desk.Receiver().With("address", address))).Names(field);
    }

    [Fact]
    public async Task Reporting_OfAnotherInstitutionOrRole_IsNotThere()
    {
        var world = await Desk.OpenAsync(TestDatabase.Sqlite);
        var receiver = await world.ReceiverAsync(Desk.Receiver("webForm"));
        var id = await world.ConcludedAsync();
        var message = (await world.MessagesAsync(id, receiver)).Single().IdOf();
        var stranger = await world.StrangerAsync(Role.GovernanceOfficer);

        (await stranger.AskAsync($"reporting/messages/{message}")).IsProblem(HttpStatusCode.NotFound);
        (await stranger.AskAsync($"reporting/receivers/{receiver}")).IsProblem(HttpStatusCode.NotFound);
        (await world.First.Client.AskAsync("reporting/outbox")).IsProblem(HttpStatusCode.Forbidden);
    }

    private static async Task<IReadOnlyList<string>> FindingsAsync(CaseWorld world, Guid subject)
    {
        await using var db = world.App.Read();
        return [.. db.Set<Hengjian.Governance.Compliance.Domain.Finding>().Where(f => f.SubjectId == subject).ToList().ConvertAll(f => f.State.ToString())];
    }
}
