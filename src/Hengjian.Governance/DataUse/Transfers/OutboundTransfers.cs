using System.Globalization;
using Hengjian.Governance.DataUse.Contracts;
using Hengjian.Governance.DataUse.Domain;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.DataUse.Transfers;

internal sealed class OutboundTransfers(RuleEngine engine, IDocumentDirectory documents, IInstitutionRegister institutions) : IOutboundTransfers
{
    public async Task<Outcome<TransferRecorded>> RecordAsync(WriteScope scope, TransferDraft draft, CancellationToken cancellationToken, Guid? entry = null)
    {
        var at = draft.At ?? scope.Now;
        if (Check(draft, scope.Now) is { } refusal)
        {
            return refusal;
        }

        var code = await institutions.CreditCodeAsync(scope.Db, cancellationToken);
        var rows = (await scope.Db.Set<DataUseEntry>().Where(e => e.Purpose == draft.Purpose && (entry == null || e.Id == entry)).OrderBy(e => e.Number).ToListAsync(cancellationToken))
            .FindAll(e => Same(e.Receiver, draft.Receiver!));
        var facts = await FactsAsync(scope, draft, rows, ShanghaiDay.Of(at), cancellationToken);
        var decision = engine.Decide(ClauseIds.DataUse, facts, at, code);
        if (decision.Outcome != ClauseOutcome.Satisfied)
        {
            return new RuleRefused([decision]);
        }

        var covering = rows.Single(e => e.Number == (string)decision.Facts["coveringEntry"]!);
        covering.AmountUsed += draft.Amount!.Value;
        var transfer = new DataTransfer
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            DataUseId = covering.Id,
            At = StoredInstant.Truncate(at),
            What = draft.What!.Trim(),
            Categories = [.. draft.Categories!.Distinct().Order()],
            Amount = draft.Amount.Value,
            Hash = draft.Hash?.Trim().ToLowerInvariant(),
            SentBy = scope.Caller.Id,
            RecordedAt = scope.Now,
        };
        scope.Db.Add(transfer);
        scope.Record("data.transferred", nameof(DataTransfer), transfer.Id, decision.Pack);
        return new TransferRecorded(transfer.Id, covering.Id, covering.Number);
    }

    /// <summary>White space and letter case do not make another receiver.</summary>
    internal static bool Same(string a, string b) => string.Equals(Plain(a), Plain(b), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string name) => string.Concat(name.Where(c => !char.IsWhiteSpace(c)));

    private async Task<DataTransferFacts> FactsAsync(WriteScope scope, TransferDraft draft, List<DataUseEntry> rows, DateOnly day, CancellationToken cancellationToken)
    {
        var entries = new List<DataUseFact>();
        foreach (var row in rows)
        {
            var agreements = await documents.CountAsync(scope.Db, DataUseModule.SubjectKind, row.Id, day, cancellationToken);
            entries.Add(new DataUseFact(
                row.Id, row.Number, row.StartsOn, row.EndsOn, row.EndedOn, row.AmountLimit, row.AmountUsed, row.Unit, row.Categories, agreements.ContainsKey(DocumentCategory.Agreement)));
        }

        return new DataTransferFacts(Outbound: true, draft.Receiver!.Trim(), draft.Purpose!.Value, draft.Amount!.Value, draft.Unit!.Value, draft.Categories!, entries);
    }

    private static Invalid? Check(TransferDraft draft, DateTimeOffset now)
    {
        var errors = new FieldErrors();
        errors.Text("receiver", draft.Receiver, 200);
        errors.Require(draft.Purpose is not null, "purpose", "field.required");
        errors.Text("what", draft.What, 500);
        errors.Require(draft.Categories is { Count: > 0 }, "categories", "field.required");
        errors.Require(draft.Amount is null or (>= 1 and <= DataUseModule.LargestAmount), "amount", "field.outOfRange", ("from", "1"), ("to", DataUseModule.LargestAmount.ToString(CultureInfo.InvariantCulture)));
        errors.Require(draft.Amount is not null, "amount", "field.required");
        errors.Require(draft.Unit is not null, "unit", "field.required");
        errors.Require(draft.Hash is null || (draft.Hash.Trim().Length == 64 && draft.Hash.Trim().All(char.IsAsciiHexDigit)), "hash", "dataUse.hash");
        errors.Past("at", draft.At, now);
        return errors.Any ? errors.ToRefusal() : null;
    }
}
