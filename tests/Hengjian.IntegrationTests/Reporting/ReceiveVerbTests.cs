using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Hengjian.Cli.Reporting;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Reporting;

/// <summary><c>hengjian receive</c>: bundles in, receipts out, and a listener that is killed at random while it is sent to.</summary>
[Collection("Reporting")]
public sealed class ReceiveVerbTests : IDisposable
{
    private const int Seed = 20261123;

    private readonly string _folder = Directory.CreateTempSubdirectory("hengjian-receive-").FullName;

    private string Inbox => Path.Combine(_folder, "inbox");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Bundle_TakenTwice_AnswersTheSameReceiptsAndReportsTheCases(TestDatabase database)
    {
        var world = await Desk.OpenAsync(database);
        var (receiver, cases, zip) = await BundleAsync(world);
        var key = await world.SigningKeyAsync(receiver);

        var first = await RunAsync(0, "--to", Inbox, "--sender-key", key, "--bundle", zip);
        ZipFile.ExtractToDirectory(zip, Path.Combine(_folder, "unpacked"));
        var again = await RunAsync(0, "--to", Inbox, "--sender-key", key, "--bundle", Path.Combine(_folder, "unpacked"));

        again.GetRawText().ShouldBe(first.GetRawText());
        Directory.GetFiles(Path.Combine(Inbox, "messages"), "*.json").Length.ShouldBe(2);
        var booked = (await world.Officer.SendAsync("reporting/receipt-files", new { receiverId = receiver, receipts = first.GetProperty("receipts") })).Created();
        booked.At("booked").GetInt32().ShouldBe(2);
        foreach (var id in cases)
        {
            (await world.StateAsync(id)).ShouldBe("reported");
        }
    }

    [Fact]
    public async Task Bundle_WithReject_IsRefusedWithTheReason()
    {
        var world = await Desk.OpenAsync(TestDatabase.Sqlite);
        var (receiver, _, zip) = await BundleAsync(world);

        var answer = await RunAsync(0, "--to", Inbox, "--sender-key", await world.SigningKeyAsync(receiver), "--bundle", zip, "--reject", "目录外");
        var kept = await RunAsync(0, "--to", Inbox, "--sender-key", await world.SigningKeyAsync(receiver), "--bundle", zip);

        answer.GetProperty("receipts").EnumerateArray().ShouldAllBe(r => r.GetProperty("outcome").GetString() == "rejected" && r.GetProperty("reasons")[0].GetString() == "目录外");
        kept.GetRawText().ShouldBe(answer.GetRawText(), "what was refused stays refused");
    }

    [Fact]
    public async Task Bundle_ChangedOnItsWay_IsNotTaken()
    {
        var world = await Desk.OpenAsync(TestDatabase.Sqlite);
        var (receiver, _, zip) = await BundleAsync(world);
        var unpacked = Path.Combine(_folder, "changed");
        ZipFile.ExtractToDirectory(zip, unpacked);
        var message = Directory.GetFiles(Path.Combine(unpacked, "messages"))[0];
        await File.WriteAllTextAsync(message, (await File.ReadAllTextAsync(message)).Replace("positive", "negative", StringComparison.Ordinal));

        var answer = await RunAsync(3, "--to", Inbox, "--sender-key", await world.SigningKeyAsync(receiver), "--bundle", unpacked);

        answer.GetProperty("receipts").GetArrayLength().ShouldBe(1);
        Directory.GetFiles(Path.Combine(Inbox, "messages"), "*.json").Length.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Listener_KilledAtRandom_HasEachReportOnceAndEachIsReceipted(TestDatabase database)
    {
        var kills = Environment.GetEnvironmentVariable("HENGJIAN_LONG") == "1" ? 60 : 6;
        var world = await Desk.OpenAsync(database);
        var port = FreePort();
        var receiver = await world.ReceiverAsync(Desk.Receiver(address: new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/reports"))));
        var key = await world.SigningKeyAsync(receiver);
        var random = new Random(Seed);
        var cases = new List<Guid>();
        for (var kill = 0; kill <= kills; kill++)
        {
            cases.Add(await world.ConcludedAsync());
            cases.Add(await world.ConcludedAsync());
            using var process = Start(port, key);
            (await process.StandardOutput.ReadLineAsync()).ShouldNotBeNull().ShouldContain("address");
            var sending = world.RunAsync();
            if (kill < kills)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 120)));
                process.Kill();
            }

            await sending;
            if (kill == kills)
            {
                process.Kill();
            }

            await process.WaitForExitAsync();
            world.App.Clock.Advance(TimeSpan.FromHours(12));
        }

        var stored = Directory.GetFiles(Path.Combine(Inbox, "messages"), "*.json").Select(f => Guid.Parse(Path.GetFileNameWithoutExtension(f))).ToList();
        var sent = new List<Guid>();
        foreach (var id in cases)
        {
            var message = (await world.MessagesAsync(id, receiver)).ShouldHaveSingleItem();
            message.Member("state").ShouldBe("accepted", message.ToString());
            sent.Add(message.IdOf());
            JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Inbox, "messages", $"{message.IdOf():D}.json"))).RootElement.GetProperty("messageId").GetGuid().ShouldBe(message.IdOf());
        }

        stored.ShouldBe(sent, ignoreOrder: true);
        (await world.Officer.AskAsync($"reporting/receipts?receiver={receiver}&pageSize=200")).At("total").GetInt32().ShouldBe(cases.Count);
    }

    private async Task<(Guid Receiver, IReadOnlyList<Guid> Cases, string Zip)> BundleAsync(CaseWorld world)
    {
        var receiver = await world.ReceiverAsync(Desk.Receiver("bundle"));
        Guid[] cases = [await world.ConcludedAsync(), await world.ConcludedAsync()];
        await world.RunAsync();
        var bundle = (await world.Officer.SendAsync($"reporting/receivers/{receiver}/bundles", new { })).Created().Id;
        var zip = Path.Combine(_folder, "bundle.zip");
        await File.WriteAllBytesAsync(zip, await world.Officer.GetByteArrayAsync(Calls.Root + $"reporting/bundles/{bundle}/file"));
        return (receiver, cases, zip);
    }

    private static async Task<JsonElement> RunAsync(int exit, params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        (await ReceiveCommand.RunAsync(arguments, output, error)).ShouldBe(exit, error.ToString());
        return JsonDocument.Parse(output.ToString()).RootElement;
    }

    private Process Start(int port, string key)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true };
        string InBase(string file) => Path.Combine(AppContext.BaseDirectory, file);

        // Beside the tests the program's libraries are theirs.
        string[] program = ["exec", "--runtimeconfig", InBase("hengjian.runtimeconfig.json"), "--depsfile", InBase("Hengjian.IntegrationTests.deps.json"), InBase("hengjian.dll")];
        foreach (var argument in program.Concat(["receive", "--to", Inbox, "--sender-key", key, "--listen", port.ToString(CultureInfo.InvariantCulture)]))
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
