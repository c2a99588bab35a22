using System.Security.Cryptography;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Concerns.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Concerns.Filing;

/// <summary>
/// Raises concerns and comes back to them by code, for anybody, without knowing who: no caller, no request id and no instant is taken. What is put in waits outside the
/// ledger (<see cref="TakeUpConcerns"/>).
/// </summary>
public sealed class RaiseConcern(IWriter writer, Database database, IRoleMembers members)
{
    private const int LongestText = 8000;

    /// <summary>Handlers by name, so that one who is concerned can be left out.</summary>
    public async Task<IReadOnlyList<RoleMember>> HandlersAsync(Guid institution, CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        return await members.OfAsync(db, Role.ConcernHandler, cancellationToken);
    }

    public async Task<Outcome<ConcernReceipt>> RaiseAsync(Guid institution, ConcernRequest request, CancellationToken cancellationToken)
    {
        var handlers = (await HandlersAsync(institution, cancellationToken)).Select(h => h.UserId).ToHashSet();
        var about = (request.About ?? []).Distinct().ToList();
        var errors = new FieldErrors();
        errors.Require(request.Topic is not null, "topic", "field.required");
        errors.Text("text", request.Text, LongestText);
        errors.Require(about.All(handlers.Contains), "about", "field.unknownReference");
        // Nobody here could read it: it must go to the authority outside.
        errors.Require(about.Count < handlers.Count || about.Count == 0, "about", "concern.nobodyLeft");
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var shown = ReceiptCode.New();
        var code = ReceiptCode.Read(shown)!;
        var content = JsonSerializer.Serialize(new IntakeContent(request.Topic!.Value, request.Text!.Trim(), about, request.Test), JsonColumn.Options);
        var stored = await PutAsync(institution, null, content, code, cancellationToken);
        return stored.Refusal is { } refusal ? refusal : new ConcernReceipt(shown);
    }

    /// <summary>The concern of a code; null where there is none, which takes as long to find out.</summary>
    public async Task<ConcernProgress?> FindAsync(Guid institution, string? typed, CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        var (concern, waits) = await OfAsync(db, institution, typed, cancellationToken);
        if (concern is null)
        {
            return waits ? new ConcernProgress(false, null, null, null, null, null, null, null, []) : null;
        }

        string? Open(string column, Guid row, byte[]? protectedText) => database.Fields.Unprotect(institution, column, row, protectedText);
        var messages = await db.Set<ConcernMessage>().Where(m => m.ConcernId == concern.Id).OrderBy(m => m.Number).ToListAsync(cancellationToken);
        return new ConcernProgress(
            true,
            concern.Number,
            concern.State,
            concern.AnswerDueOn,
            concern.DecisionDueOn,
            concern.Decision,
            Open("decision_text", concern.Id, concern.DecisionText),
            concern.ReferredTo,
            [.. messages.Select(m => new ConcernLine(m.HandlerId is not null, Open("text", m.Id, m.Text)!, m.On))]);
    }

    /// <summary>Adds to the concern of a code; it waits as the concern itself did.</summary>
    public async Task<Outcome<bool>> AddAsync(Guid institution, string? typed, string? text, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Text("text", text, LongestText);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        Concern? concern;
        bool waits;
        await using (var db = database.Read(institution))
        {
            (concern, waits) = await OfAsync(db, institution, typed, cancellationToken);
        }

        if (concern is null)
        {
            return waits ? new Conflict("concern.notTakenUp") : new NotFound("concern");
        }

        var content = JsonSerializer.Serialize(new IntakeContent(concern.Topic, text!.Trim(), [], concern.IsTest), JsonColumn.Options);
        return await PutAsync(institution, concern.Id, content, null, cancellationToken);
    }

    private Task<Outcome<bool>> PutAsync(Guid institution, Guid? concern, string content, string? code, CancellationToken cancellationToken)
    {
        // Random, because an id of the usual kind tells its time.
        var id = new Guid(RandomNumberGenerator.GetBytes(16));
        var salt = ReceiptCode.NewSalt();
        var hash = code is null ? [] : ReceiptCode.Hash(code, salt);
        return writer.WriteAsync<bool>(
            new WriteRequest(Caller.System(institution)),
            (scope, _) =>
            {
                scope.Db.Add(new ConcernIntake
                {
                    InstitutionId = institution,
                    Id = id,
                    ConcernId = concern,
                    Content = scope.Database.Fields.Protect(institution, "content", id, content)!,
                    Locator = code is null ? "" : LocatorOf(institution, code),
                    CodeSalt = code is null ? [] : salt,
                    CodeHash = hash,
                });
                return Task.FromResult<Outcome<bool>>(true);
            },
            cancellationToken);
    }

    private string LocatorOf(Guid institution, string code) => database.Fields.BlindIndex(institution, "concern.code", ReceiptCode.LocatorOf(code))!;

    private async Task<(Concern? Concern, bool Waits)> OfAsync(HengjianDbContext db, Guid institution, string? typed, CancellationToken cancellationToken)
    {
        if (ReceiptCode.Read(typed) is not { } code)
        {
            return (null, false);
        }

        var locator = LocatorOf(institution, code);
        foreach (var concern in await db.Set<Concern>().Where(c => c.Locator == locator).ToListAsync(cancellationToken))
        {
            if (ReceiptCode.Matches(code, concern.CodeSalt, concern.CodeHash))
            {
                return (concern, false);
            }
        }

        foreach (var waiting in await db.Set<ConcernIntake>().Where(i => i.Locator == locator && i.ConcernId == null).ToListAsync(cancellationToken))
        {
            if (ReceiptCode.Matches(code, waiting.CodeSalt, waiting.CodeHash))
            {
                return (null, true);
            }
        }

        _ = ReceiptCode.Hash(code, ReceiptCode.NewSalt());
        return (null, false);
    }
}
