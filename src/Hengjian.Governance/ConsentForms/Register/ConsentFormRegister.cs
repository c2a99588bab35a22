using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.ConsentForms.Contracts;
using Hengjian.Governance.ConsentForms.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.ConsentForms.Register;

/// <summary>A form to draft, or to change while it is a draft.</summary>
public sealed record ConsentFormRequest
{
    public ConsentKind? Kind { get; init; }

    public FormLanguage? Language { get; init; }

    public string? Title { get; init; }

    public string? Purpose { get; init; }

    public string? Risks { get; init; }

    public string? Precautions { get; init; }

    public string? Complications { get; init; }

    public string? Prevention { get; init; }

    /// <summary>A version of the form of which this is the next; absent: a new form.</summary>
    public Guid? Replaces { get; init; }
}

/// <summary>An approval as the institution gave it.</summary>
public sealed record ConsentFormApprovalRequest
{
    public string? Approver { get; init; }

    public DateOnly? ApprovedOn { get; init; }

    public DateOnly? InForceFrom { get; init; }

    /// <summary>Last day, included.</summary>
    public DateOnly? InForceTo { get; init; }
}

/// <summary>A version of a form.</summary>
public sealed record ConsentFormView(
    Guid Id,
    long Version,
    Guid FormId,
    int Number,
    ConsentKind Kind,
    FormLanguage Language,
    string Title,
    string Purpose,
    string Risks,
    string Precautions,
    string Complications,
    string Prevention,
    ConsentFormState State,
    string? Approver,
    DateOnly? ApprovedOn,
    DateOnly? InForceFrom,
    DateOnly? InForceTo);

/// <summary>The register of consent forms: drafted, approved for a term, replaced by the next version.</summary>
public sealed class ConsentFormRegister(IWriter writer, Database database, TimeProvider clock) : IConsentForms
{
    public async Task<Page<ConsentFormView>> ListAsync(Caller caller, ConsentKind? kind, FormLanguage? language, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        IQueryable<ConsentForm> rows = db.Set<ConsentForm>();
        rows = kind is { } asked ? rows.Where(f => f.Kind == asked) : rows;
        rows = language is { } spoken ? rows.Where(f => f.Language == spoken) : rows;
        var items = await rows.OrderByDescending(f => f.CreatedAt).ThenByDescending(f => f.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new Page<ConsentFormView>([.. items.Select(View)], await rows.CountAsync(cancellationToken));
    }

    public async Task<ConsentFormView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await db.Set<ConsentForm>().FirstOrDefaultAsync(f => f.Id == id, cancellationToken) is { } row ? View(row) : null;
    }

    public async Task<bool> IsInForceAsync(HengjianDbContext db, Guid formId, DateOnly day, CancellationToken cancellationToken) =>
        await db.Set<ConsentForm>().AsNoTracking().FirstOrDefaultAsync(f => f.Id == formId, cancellationToken) is { } row && row.StateOn(day) == ConsentFormState.InForce;

    public Task<Outcome<Created>> DraftAsync(ConsentFormRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.RegisterAsync(
        context,
        "consentForm.drafted",
        scope => new ConsentForm { InstitutionId = scope.InstitutionId, Id = scope.NewId(), CreatedAt = scope.Now },
        (row, scope, ct) => FillAsync(row, request, scope, ct),
        cancellationToken);

    public Task<Outcome<Changed>> ChangeAsync(Guid id, long version, ConsentFormRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.ChangeAsync(
        db => db.Set<ConsentForm>().Where(f => f.Id == id),
        version,
        context,
        "consentForm",
        "consentForm.changed",
        (row, scope, ct) => row.Approver is null ? FillAsync(row, request, scope, ct) : Task.FromResult<Refusal?>(new Conflict("consentForm.approved")),
        cancellationToken);

    /// <summary>Records the approval; the version before ends on the day before.</summary>
    public Task<Outcome<Created>> ApproveAsync(Guid id, ConsentFormApprovalRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            var errors = new FieldErrors();
            errors.Text("approver", request.Approver, 100);
            errors.Require(request.ApprovedOn is not null, "approvedOn", "field.required");
            errors.Require(!(request.ApprovedOn > ShanghaiDay.Of(scope.Now)), "approvedOn", "field.future");
            errors.Require(request.InForceFrom is not null, "inForceFrom", "field.required");
            errors.Require(!(request.InForceFrom < request.ApprovedOn), "inForceFrom", "field.tooEarly");
            errors.Require(request.InForceTo is not null, "inForceTo", "field.required");
            errors.Require(!(request.InForceTo < request.InForceFrom), "inForceTo", "field.tooEarly");
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            if (await scope.Db.Set<ConsentForm>().FirstOrDefaultAsync(f => f.Id == id, ct) is not { } row)
            {
                return new NotFound("consentForm");
            }

            if (row.Approver is not null)
            {
                return new Conflict("consentForm.approved");
            }

            foreach (var earlier in await scope.Db.Set<ConsentForm>().Where(f => f.FormId == row.FormId && f.Approver != null).ToListAsync(ct))
            {
                if (earlier.InForceTo >= request.InForceFrom)
                {
                    earlier.InForceTo = request.InForceFrom!.Value.AddDays(-1);
                }
            }

            (row.Approver, row.ApprovedOn, row.InForceFrom, row.InForceTo) = (request.Approver!.Trim(), request.ApprovedOn, request.InForceFrom, request.InForceTo);
            scope.Record("consentForm.approved", nameof(ConsentForm), id);
            return new Created(id);
        },
        cancellationToken);

    private static async Task<Refusal?> FillAsync(ConsentForm row, ConsentFormRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Require(request.Kind is not null, "kind", "field.required");
        errors.Require(request.Language is not null, "language", "field.required");
        errors.Text("title", request.Title, 200);

        // The five topics are R17-3.4's; other forms may do with their purpose.
        var all = request.Kind == ConsentKind.Invasive;
        errors.Text("purpose", request.Purpose, 4000);
        errors.Text("risks", request.Risks, 4000, required: all);
        errors.Text("precautions", request.Precautions, 4000, required: all);
        errors.Text("complications", request.Complications, 4000, required: all);
        errors.Text("prevention", request.Prevention, 4000, required: all);
        if (row.FormId == Guid.Empty && request.Replaces is { } replaced)
        {
            var earlier = await scope.Db.Set<ConsentForm>().FirstOrDefaultAsync(f => f.Id == replaced, cancellationToken);
            errors.Require(earlier is not null && earlier.Kind == request.Kind && earlier.Language == request.Language, "replaces", "field.unknownReference");
            if (earlier is not null)
            {
                row.FormId = earlier.FormId;
                row.Number = 1 + await scope.Db.Set<ConsentForm>().Where(f => f.FormId == earlier.FormId).MaxAsync(f => f.Number, cancellationToken);
            }
        }
        else if (row.FormId == Guid.Empty)
        {
            (row.FormId, row.Number) = (row.Id, 1);
        }

        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        (row.Kind, row.Language, row.Title) = (request.Kind!.Value, request.Language!.Value, request.Title!.Trim());
        (row.Purpose, row.Risks, row.Precautions) = (request.Purpose!.Trim(), request.Risks?.Trim() ?? "", request.Precautions?.Trim() ?? "");
        (row.Complications, row.Prevention) = (request.Complications?.Trim() ?? "", request.Prevention?.Trim() ?? "");
        return null;
    }

    private ConsentFormView View(ConsentForm f) => new(
        f.Id, f.Version, f.FormId, f.Number, f.Kind, f.Language, f.Title, f.Purpose, f.Risks, f.Precautions, f.Complications, f.Prevention,
        f.StateOn(ShanghaiDay.Of(clock.GetUtcNow())), f.Approver, f.ApprovedOn, f.InForceFrom, f.InForceTo);
}
