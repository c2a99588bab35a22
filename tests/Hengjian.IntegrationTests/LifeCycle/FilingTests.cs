using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Hengjian.Governance.Persistence;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.LifeCycle;

/// <summary>Filing bundles: made as a job, whole by their manifest, and recorded as sent.</summary>
public sealed class FilingTests
{
    [Fact]
    public void Archive_OfTheSameParts_IsTheSameBytesAndItsManifestNamesEach()
    {
        PackedPart[] parts = [new("filing.pdf", [1, 2, 3]), new("data.json", "{}"u8.ToArray()), new("documents/a.txt", "甲"u8.ToArray())];

        var (first, files) = ZipPack.Pack(parts);
        var (second, _) = ZipPack.Pack(parts.Reverse());

        first.ShouldBe(second);
        files.Select(f => f.Name).ShouldBe(["data.json", "documents/a.txt", "filing.pdf"]);
        files[2].Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData([1, 2, 3])));
    }

    [Fact]
    public async Task Bundle_MadeByTheJob_UnpacksToWhatItsManifestSays()
    {
        if (Find("chromium") is null || Find("unzip") is null || Find("sha256sum") is null)
            Assert.Skip("chromium, unzip and sha256sum are needed.");
        var world = await Journey.WorldAsync(TestDatabase.Sqlite);
        var on = await world.DeployAsync();
        await world.TestAsync(on.Id);
        (await world.Officer.SendAsync($"deployments/{on.Id}/filing", new { leadPhysicianId = world.First.Id })).Created();

        var bundle = await WaitAsync(world, on.Id);
        var archive = await world.Officer.GetByteArrayAsync($"{Calls.Root}deployments/{on.Id}/filing/{bundle.GetProperty("id").GetGuid()}/content");

        Convert.ToHexStringLower(SHA256.HashData(archive)).ShouldBe(bundle.GetProperty("sha256").GetString());
        var folder = Directory.CreateTempSubdirectory("hengjian-filing-");
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "bundle.zip"), archive);
            await RunAsync("unzip", folder.FullName, "-q", "bundle.zip");
            using var manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "manifest.json")));
            var names = manifest.RootElement.GetProperty("files").EnumerateArray().ToList();
            names.Select(f => f.GetProperty("name").GetString()).ShouldBe(["data.json", "filing.html", "filing.pdf"]);
            foreach (var file in names)
            {
                (await RunAsync("sha256sum", folder.FullName, file.GetProperty("name").GetString()!)).ShouldStartWith(file.GetProperty("sha256").GetString()!);
            }

            (await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "filing.pdf"))).AsSpan(0, 5).ToArray().ShouldBe("%PDF-"u8.ToArray());
            (await File.ReadAllTextAsync(Path.Combine(folder.FullName, "filing.html"))).ShouldContain("条件与自评");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Bundle_WithALeadWhoIsNotEligible_IsRefusedByTheClause()
    {
        var world = await Journey.WorldAsync(TestDatabase.Sqlite);
        var on = await world.DeployAsync();

        (await world.Officer.SendAsync($"deployments/{on.Id}/filing", new { leadPhysicianId = world.Junior.Id })).RefusedBy("R17-2.1.2");
        (await world.Officer.SendAsync($"deployments/{on.Id}/filing", new { leadPhysicianId = world.Technician.Id })).Names("leadPhysicianId");
        (await world.Officer.SendAsync($"deployments/{on.Id}/filing", new { })).Names("leadPhysicianId");
        (await world.Officer.SendAsync($"deployments/{on.Id}/filing/{Guid.Empty}/sent", new { on = CaseWorld.Day(world.Today), receiptNumber = "HZ-1" })).IsProblem(HttpStatusCode.NotFound);
    }

    /// <summary>The bundle, once the job has made it.</summary>
    private static async Task<JsonElement> WaitAsync(CaseWorld world, Guid deployment)
    {
        var started = Stopwatch.StartNew();
        while (started.Elapsed < TimeSpan.FromMinutes(2))
        {
            var listed = (await world.Officer.AskAsync($"deployments/{deployment}/filing")).At("items");
            if (listed.GetArrayLength() > 0)
            {
                return listed[0];
            }

            await Task.Delay(500);
        }

        throw new TimeoutException("The bundle was not made.");
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static async Task<string> RunAsync(string program, string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
        return output;
    }
}
