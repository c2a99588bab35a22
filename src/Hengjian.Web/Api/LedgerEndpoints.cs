using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Transparency;
using Hengjian.Ledger;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>The institution's transparency log through the web API: head, keys, records, proofs and the whole export.</summary>
internal static class LedgerEndpoints
{
    public static void MapLedger(this RouteGroupBuilder api)
    {
        var ledger = api.MapGroup("/ledger").WithTags("Ledger");
        ledger.MapGet("/head", async (HttpContext http, LedgerQueries log) =>
                await Answers.FoundAsync(http, await log.HeadAsync(http.GetCaller().InstitutionId, http.RequestAborted), "ledgerHead"))
            .Needs(Permission.LedgerRead).Produces<SignedTreeHead>().WithSummary("The last signed tree head.");
        ledger.MapGet("/keys", async (HttpContext http, LedgerQueries log) =>
                await Answers.WriteAsync<List<PublicKeyRecord>>(http, (await log.KeysAsync(http.GetCaller().InstitutionId, http.RequestAborted)).ToList()))
            .Needs(Permission.LedgerRead).WithSummary("Public keys that signed heads.");
        ledger.MapGet("/records", RecordsAsync).Needs(Permission.LedgerRead).WithSummary("Records with leaf indices from (included) to (excluded).");
        ledger.MapGet("/proof", ProofAsync).Needs(Permission.LedgerRead).Produces<LedgerProof>().WithSummary("Inclusion proof of a record under the last head.");
        ledger.MapGet("/consistency", ConsistencyAsync).Needs(Permission.LedgerRead).Produces<ConsistencyProof>().WithSummary("Consistency proof between two tree sizes.");
        ledger.MapGet("/export", async (HttpContext http, LedgerQueries log) =>
        {
            http.Response.ContentType = "application/x-ndjson; charset=utf-8";
            http.Response.Headers.ContentDisposition = "attachment; filename=\"ledger.ndjson\"";
            await log.ExportAsync(http.GetCaller().InstitutionId, http.Response.BodyWriter, http.RequestAborted);
        }).Needs(Permission.LedgerRead).WithSummary("The whole log as newline-delimited JSON, verifiable offline.");
    }

    private static async Task RecordsAsync(HttpContext http, LedgerQueries log)
    {
        var query = new ListQuery(http);
        var from = query.Long("from") ?? 0;
        var to = query.Long("to") ?? from + 100;
        query.Errors.Require(from <= to, "to", "query.outOfRange", ("from", "from"), ("to", "∞"));
        if (query.Errors.Any)
        {
            await Problems.Write(http, query.Errors.ToRefusal());
            return;
        }

        var institution = http.GetCaller().InstitutionId;
        var items = await log.RecordsAsync(institution, from, to, http.RequestAborted);
        var head = await log.HeadAsync(institution, http.RequestAborted);
        await Answers.WriteAsync<LedgerPage>(http, new LedgerPage(items, head?.Size ?? 0));
    }

    private static async Task ProofAsync(HttpContext http, LedgerQueries log)
    {
        var query = new ListQuery(http);
        var record = query.Id("record");
        query.Errors.Require(record is not null || query.Errors.Any, "record", "field.required");
        if (query.Errors.Any)
        {
            await Problems.Write(http, query.Errors.ToRefusal());
            return;
        }

        await Answers.FoundAsync(http, await log.ProveAsync(http.GetCaller().InstitutionId, record!.Value, http.RequestAborted), "ledgerRecord");
    }

    private static async Task ConsistencyAsync(HttpContext http, LedgerQueries log)
    {
        var query = new ListQuery(http);
        var from = query.Long("from");
        var to = query.Long("to");
        query.Errors.Require(from is not null || query.Errors.Any, "from", "field.required");
        query.Errors.Require(to is not null || query.Errors.Any, "to", "field.required");
        if (query.Errors.Any)
        {
            await Problems.Write(http, query.Errors.ToRefusal());
            return;
        }

        await Answers.FoundAsync(http, await log.ProveConsistencyAsync(http.GetCaller().InstitutionId, from!.Value, to!.Value, http.RequestAborted), "ledgerSize");
    }

    private sealed record LedgerPage(IReadOnlyList<LedgerEntry> Items, long Total);
}
