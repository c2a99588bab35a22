using System.Globalization;
using Hengjian.Governance.DataUse.Domain;
using Hengjian.Governance.DataUse.Contracts;
using Hengjian.Governance.DataUse.Transfers;
using Hengjian.Governance.Identifiers;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.DataUse.Register;

/// <summary>Entries of the register of data use. Once data have left under an entry its receiver, purpose, categories and unit stay as they were.</summary>
public sealed class DataUseRegister(IWriter writer, IInstitutionRegister institutions)
{
    private const int LongestYears = 10;

    public Task<Outcome<Created>> RegisterAsync(DataUseRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                var entry = new DataUseEntry { InstitutionId = scope.InstitutionId, Id = scope.NewId(), CreatedBy = scope.Caller.Id, CreatedAt = scope.Now };
                if (await FillAsync(entry, request, scope, ct) is { } refusal)
                {
                    return refusal;
                }

                var year = ShanghaiDay.Of(scope.Now).Year;
                var serial = await NumberSequence.NextAsync(scope, string.Create(CultureInfo.InvariantCulture, $"data-use-{year}"), ct);
                entry.Number = string.Create(CultureInfo.InvariantCulture, $"DU-{year}-{serial:000000}");
                scope.Db.Add(entry);
                scope.Record("dataUse.registered", nameof(DataUseEntry), entry.Id);
                return new Created(entry.Id);
            },
            cancellationToken);

    public Task<Outcome<Changed>> ChangeAsync(Guid id, long version, DataUseRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.ChangeAsync(
        db => db.Set<DataUseEntry>().Where(e => e.Id == id),
        version,
        context,
        "dataUse",
        "dataUse.changed",
        async (entry, scope, ct) => entry.EndedOn is not null || entry.EndProvedOn is not null ? new Conflict("dataUse.alreadyEnded") : await FillAsync(entry, request, scope, ct),
        cancellationToken,
        partsCount: true);

    private async Task<Refusal?> FillAsync(DataUseEntry entry, DataUseRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Text("receiver", request.Receiver, 200);
        var code = string.IsNullOrWhiteSpace(request.ReceiverCode)
            ? null
            : errors.Identifier("receiverCode", UnifiedSocialCreditCode.Check(request.ReceiverCode), request.Overrides, new Dictionary<string, string>());
        if (code is not null && code == await institutions.CreditCodeAsync(scope.Db, cancellationToken))
        {
            errors.Add("receiverCode", "dataUse.ownInstitution");
        }

        errors.Require(request.Purpose is not null, "purpose", "field.required");
        errors.Text("purposeText", request.PurposeText, 500);
        errors.Require(request.Basis is not null, "basis", "field.required");
        errors.Text("basisText", request.BasisText, 500);
        errors.Require(request.Categories is { Count: > 0 }, "categories", "field.required");
        errors.Require(request.Identifiable is not null, "identifiable", "field.required");
        errors.Require(!(request is { Identifiable: true, Basis: LegalBasis.Anonymised }), "identifiable", "dataUse.anonymisedIsNotIdentifiable");
        errors.Require(request.AmountLimit is >= 1 and <= DataUseModule.LargestAmount, "amountLimit", request.AmountLimit is null ? "field.required" : "field.outOfRange",
            ("from", "1"), ("to", DataUseModule.LargestAmount.ToString(CultureInfo.InvariantCulture)));
        errors.Require(request.Unit is not null, "unit", "field.required");
        errors.Text("agreement", request.Agreement, 100);
        errors.Text("keptBecause", string.IsNullOrWhiteSpace(request.KeptBecause) ? null : request.KeptBecause, 500, required: false);
        Period(request, errors, ShanghaiDay.Of(scope.Now));
        if (entry.AmountUsed > 0)
        {
            Held(entry, request, errors);
        }

        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        entry.Receiver = request.Receiver!.Trim();
        entry.ReceiverCode = code;
        entry.Purpose = request.Purpose!.Value;
        entry.PurposeText = request.PurposeText!.Trim();
        entry.Basis = request.Basis!.Value;
        entry.BasisText = request.BasisText!.Trim();
        entry.Categories = [.. request.Categories!.Distinct().Order()];
        entry.Identifiable = request.Identifiable!.Value;
        entry.AmountLimit = request.AmountLimit!.Value;
        entry.Unit = request.Unit!.Value;
        entry.Agreement = request.Agreement!.Trim();
        entry.StartsOn = request.From!.Value;
        entry.EndsOn = request.To!.Value;
        entry.KeptBecause = string.IsNullOrWhiteSpace(request.KeptBecause) ? null : request.KeptBecause.Trim();
        return null;
    }

    private static void Period(DataUseRequest request, FieldErrors errors, DateOnly today)
    {
        errors.Require(request.From is not null, "from", "field.required");
        errors.Require(request.From is null or { Year: >= 2000 }, "from", "field.tooEarly");
        errors.Require(!(request.From > today.AddYears(LongestYears)), "from", "field.future");
        errors.Require(request.To is not null, "to", "field.required");
        errors.Require(!(request.To < request.From), "to", "dataUse.endsBeforeStart");
        errors.Require(request.From is not { Year: < 9000 } from || !(request.To > from.AddYears(LongestYears)), "to", "dataUse.tooLong");
    }

    /// <summary>What transfers rested on is not changed under them.</summary>
    private static void Held(DataUseEntry entry, DataUseRequest request, FieldErrors errors)
    {
        errors.Require(request.Receiver is null || OutboundTransfers.Same(entry.Receiver, request.Receiver), "receiver", "dataUse.heldByTransfers");
        errors.Require(request.Purpose is null || request.Purpose == entry.Purpose, "purpose", "dataUse.heldByTransfers");
        errors.Require(request.Unit is null || request.Unit == entry.Unit, "unit", "dataUse.heldByTransfers");
        errors.Require(request.Categories is null || !entry.Categories.Except(request.Categories).Any(), "categories", "dataUse.heldByTransfers");
        errors.Require(!(request.From > entry.StartsOn), "from", "dataUse.heldByTransfers");
        errors.Require(!(request.AmountLimit < entry.AmountUsed), "amountLimit", "dataUse.lessThanUsed", ("used", entry.AmountUsed.ToString(CultureInfo.InvariantCulture)));
    }
}
