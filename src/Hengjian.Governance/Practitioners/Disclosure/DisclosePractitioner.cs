using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Domain;
using Hengjian.Governance.Practitioners.Registers;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Practitioners.Disclosure;

/// <summary>A person's numbers whole. Never part of a view: they are answered once, to the one who gave a reason.</summary>
public sealed record PractitionerNumbers(string Name, string? IdentityNumber, string? QualificationNumber);

/// <summary>Shows the identity number and the qualification certificate's number of a practitioner unmasked, after the reason is recorded durably (decisions.md 9).</summary>
public sealed class DisclosePractitioner(Database database, IAccessLog log)
{
    /// <param name="id">The practitioner; one of another institution is <see cref="NotFound"/>.</param>
    /// <param name="reason">4 to 500 characters, else <see cref="Invalid"/> on <c>reason</c>.</param>
    /// <param name="context">Who asks.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<Outcome<PractitionerNumbers>> HandleAsync(Guid id, string? reason, WriteRequest context, CancellationToken cancellationToken)
    {
        await using var db = database.Read(context.Caller.InstitutionId);
        if (await db.Set<Practitioner>().FirstOrDefaultAsync(p => p.Id == id && !p.StudyReader, cancellationToken) is not { } row)
        {
            return new NotFound("practitioner");
        }

        if (!context.Caller.Can(Permission.PractitionersUnmask))
        {
            return new Forbidden("access.roleLacking");
        }

        var recorded = await log.DiscloseAsync(context, AccessKind.Unmasked, nameof(Practitioner), [id], reason, cancellationToken);
        return recorded.Refusal is { } refusal
            ? refusal
            : new PractitionerNumbers(row.Name, PersonalNumbers.Identity(row, database.Fields), PersonalNumbers.Qualification(row, database.Fields));
    }
}
