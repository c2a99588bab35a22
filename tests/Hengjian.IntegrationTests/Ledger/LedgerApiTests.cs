using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hengjian.Governance.Transparency;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.Pages;
using Hengjian.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Ledger;

/// <summary>The log through the API: what a third party downloads verifies, and stops verifying at the least change.</summary>
public sealed class LedgerApiTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Proofs_FromTheApi_LeadToTheSignedRoot(TestDatabase database)
    {
        var (clinic, client) = await OpenAsync(database);
        var head = (await client.GetFromJsonAsync<SignedTreeHead>("/api/v1/ledger/head", Json))!;
        var key = (await client.GetFromJsonAsync<List<JsonElement>>("/api/v1/ledger/keys"))!.ShouldHaveSingleItem();
        key.GetProperty("keyId").GetString().ShouldBe(head.KeyId.ToString());
        var records = (await client.GetFromJsonAsync<JsonElement>("/api/v1/ledger/records?from=0&to=1000")).GetProperty("items").EnumerateArray().ToList();
        records.Count.ShouldBe((int)head.Size);

        foreach (var record in records)
        {
            var answer = await client.GetFromJsonAsync<JsonElement>($"/api/v1/ledger/proof?record={record.GetProperty("id").GetString()}");
            var proof = answer.GetProperty("proof").Deserialize<InclusionProof>(Json)!;
            proof.Leaf.ShouldBe(LedgerRecord.LeafHash(Encoding.UTF8.GetBytes(record.GetProperty("canonical").GetString()!)));
            proof.Verify(head.Root).ShouldBeTrue();
            (proof with { Index = proof.Index ^ 1 }).Verify(head.Root).ShouldBeFalse();
        }

        var log = clinic.App.Services.GetRequiredService<LedgerQueries>();
        foreach (var first in new[] { 1L, 2, 3, head.Size - 1 })
        {
            var proof = (await client.GetFromJsonAsync<ConsistencyProof>($"/api/v1/ledger/consistency?from={first}&to={head.Size}", Json))!;
            proof.Verify((await log.RootAsync(clinic.Institution, first, CancellationToken.None))!.Value, head.Root).ShouldBeTrue();
            proof.Verify(head.Root, head.Root).ShouldBeFalse();
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task Export_FromTheApi_IsIntactAndAnyChangeToItIsFound(TestDatabase database)
    {
        var (_, client) = await OpenAsync(database);
        var export = await client.GetStringAsync("/api/v1/ledger/export");
        Verify(export).Problem.ShouldBeNull();
        var lines = export.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBeGreaterThan(10);

        for (var i = 0; i < lines.Length; i++)
        {
            Verify(Joined(lines.Where((_, n) => n != i))).Problem.ShouldNotBeNull($"line {i} removed");
            Verify(Joined([.. lines[..i], lines[i], .. lines[i..]])).Problem.ShouldNotBeNull($"line {i} repeated");
            var middle = lines[i].Length / 2;
            var at = Enumerable.Range(middle, lines[i].Length - middle).First(n => char.IsAsciiLetterOrDigit(lines[i][n]));
            var altered = lines[i][..at] + (lines[i][at] == '7' ? '8' : '7') + lines[i][(at + 1)..];
            Verify(Joined([.. lines[..i], altered, .. lines[(i + 1)..]])).Problem.ShouldNotBeNull($"line {i}, character {at}");
        }

        Verify(Joined([.. lines[..3], lines[4], lines[3], .. lines[5..]])).Problem.ShouldNotBeNull("two lines changed places");
    }

    private static async Task<(Clinic Clinic, HttpClient Client)> OpenAsync(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        await clinic.App.Services.GetRequiredService<LedgerSequencer>().IntegrateAsync(clinic.Institution, CancellationToken.None);
        var client = await clinic.App.ClientAsync(clinic.Officer);
        await clinic.App.Services.GetRequiredService<LedgerSequencer>().IntegrateAsync(clinic.Institution, CancellationToken.None);
        return (clinic, client);
    }

    private static ExportVerification Verify(string export) => ExportVerifier.Verify(new MemoryStream(Encoding.UTF8.GetBytes(export)));

    private static string Joined(IEnumerable<string> lines) => string.Join('\n', lines) + "\n";
}
