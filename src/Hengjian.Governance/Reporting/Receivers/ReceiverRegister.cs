using Hengjian.Governance.Identifiers;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Governance.Reporting.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Reporting.Receivers;

/// <summary>Receivers of reports. One that has messages keeps its channel: what was made for one way does not leave by another.</summary>
public sealed class ReceiverRegister(IWriter writer, IInstitutionRegister institutions)
{
    public Task<Outcome<Created>> RegisterAsync(ReceiverRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.RegisterAsync(
        context,
        "reportReceiver.registered",
        scope => new ReportReceiver { InstitutionId = scope.InstitutionId, Id = scope.NewId(), CreatedBy = scope.Caller.Id, CreatedAt = scope.Now },
        (row, scope, ct) => FillAsync(row, request, scope, ct),
        cancellationToken);

    public Task<Outcome<Changed>> ChangeAsync(Guid id, long version, ReceiverRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.ChangeAsync(
        db => db.Set<ReportReceiver>().Where(r => r.Id == id),
        version,
        context,
        "reportReceiver",
        "reportReceiver.changed",
        (row, scope, ct) => FillAsync(row, request, scope, ct),
        cancellationToken);

    private async Task<Refusal?> FillAsync(ReportReceiver row, ReceiverRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Text("name", request.Name, 200);
        var code = string.IsNullOrWhiteSpace(request.Code)
            ? null
            : errors.Identifier("code", UnifiedSocialCreditCode.Check(request.Code), request.Overrides, new Dictionary<string, string>());
        if (code is not null && code == await institutions.CreditCodeAsync(scope.Db, cancellationToken))
        {
            errors.Add("code", "reporting.ownInstitution");
        }

        errors.Require(request.Kind is not null, "kind", "field.required");
        errors.Require(request.Channel is not null, "channel", "field.required");
        errors.Require(request.DailyHour is null or (>= 0 and <= 23), "dailyHour", "field.outOfRange", ("from", "0"), ("to", "23"));
        errors.Require(request.FromDay is null or { Year: >= 2000 and < 9000 }, "fromDay", "field.tooEarly");
        errors.Require(request.Subscriptions is not { Count: 0 }, "subscriptions", "field.required");
        Address(request, errors);
        errors.Require(request.ReceiptKey is null || IsKey(request.ReceiptKey), "receiptKey", "reporting.notAKey");
        errors.Require(row.Version == 0 || request.Channel is null || request.Channel == row.Channel || !await HasMessagesAsync(scope.Db, row.Id, cancellationToken), "channel", "reporting.channelHeld");
        if (!errors.Any)
        {
            var name = request.Name!.Trim();
            errors.Require(!await scope.Db.Set<ReportReceiver>().AnyAsync(r => r.Name == name && r.Id != row.Id, cancellationToken), "name", "reporting.nameTaken");
        }

        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        row.Name = request.Name!.Trim();
        row.Code = code;
        row.Kind = request.Kind!.Value;
        row.Channel = request.Channel!.Value;
        row.Subscriptions = [.. (request.Subscriptions ?? [ReportSubject.Case]).Distinct().Order()];
        row.Duty = request.Duty ?? ReportDuty.WhereListed;
        row.Address = string.IsNullOrWhiteSpace(request.Address) ? null : request.Address.Trim();
        row.Schedule = request.Schedule ?? ReportSchedule.AtOnce;
        row.DailyHour = request.DailyHour ?? 0;
        row.Dates = request.Dates ?? ReportDates.Month;
        row.FromDay = request.FromDay ?? ShanghaiDay.Of(scope.Now);
        row.ReceiptKey = string.IsNullOrWhiteSpace(request.ReceiptKey) ? null : request.ReceiptKey.Trim();
        row.Active = request.Active ?? true;
        return null;
    }

    /// <summary>Reports leave encrypted: plain http is for a receiver on this very machine.</summary>
    private static void Address(ReceiverRequest request, FieldErrors errors)
    {
        errors.Text("address", string.IsNullOrWhiteSpace(request.Address) ? null : request.Address, 500, required: request.Channel == ReportChannel.Https);
        if (string.IsNullOrWhiteSpace(request.Address))
        {
            return;
        }

        var good = Uri.TryCreate(request.Address.Trim(), UriKind.Absolute, out var address) && address.UserInfo.Length == 0
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
        errors.Require(good, "address", "reporting.address");
    }

    private static bool IsKey(string text)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text.Trim(), bytes, out var length))
        {
            return false;
        }

        try
        {
            using var key = System.Security.Cryptography.ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(bytes.AsSpan(0, length), out var read);
            return read == length;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return false;
        }
    }

    private static Task<bool> HasMessagesAsync(HengjianDbContext db, Guid receiver, CancellationToken cancellationToken) =>
        db.Set<ReportMessage>().AnyAsync(m => m.ReceiverId == receiver, cancellationToken);
}
