using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Access.Signing;

internal sealed class SignatureErasure : ISignatureErasure
{
    private const int AtOnce = 500;

    public async Task<int> EraseAsync(WriteScope scope, IReadOnlyCollection<Guid> subjects, CancellationToken cancellationToken)
    {
        var erased = 0;
        foreach (var part in subjects.Chunk(AtOnce))
        {
            foreach (var signature in await scope.Db.Set<Signature>().Where(s => part.Contains(s.SubjectId) && s.ErasedAt == null).ToListAsync(cancellationToken))
            {
                signature.Content = scope.Database.Fields.Protect(scope.InstitutionId, "content", signature.Id, "{}")!;
                signature.ErasedAt = scope.Now;
                erased++;
            }
        }

        return erased;
    }
}
