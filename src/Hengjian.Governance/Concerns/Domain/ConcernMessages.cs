using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Concerns.Domain;

/// <summary>Adds to a concern's exchange.</summary>
internal static class ConcernMessages
{
    public static async Task<ConcernMessage> AddAsync(WriteScope scope, Guid concernId, Guid? handler, string text, CancellationToken cancellationToken)
    {
        var last = await scope.Db.Set<ConcernMessage>().Where(m => m.ConcernId == concernId).MaxAsync(m => (int?)m.Number, cancellationToken) ?? 0;
        var local = scope.Db.Set<ConcernMessage>().Local.Where(m => m.ConcernId == concernId).Select(m => m.Number).DefaultIfEmpty(0).Max();
        var row = new ConcernMessage
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            ConcernId = concernId,
            Number = Math.Max(last, local) + 1,
            HandlerId = handler,
            On = ShanghaiDay.Of(scope.Now),
        };
        row.Text = scope.Database.Fields.Protect(scope.InstitutionId, "text", row.Id, text.Trim())!;
        scope.Db.Add(row);
        return row;
    }
}
