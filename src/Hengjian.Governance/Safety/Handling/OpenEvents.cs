using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Safety.Contracts;
using Hengjian.Governance.Safety.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Safety.Handling;

/// <summary>How acts on an event begin that a closed event takes no more.</summary>
internal static class OpenEvents
{
    public static Task<Outcome<Created>> OnOpenEventAsync(
        this IWriter writer, Guid id, WriteRequest context, Func<AdverseEvent, WriteScope, CancellationToken, Task<Outcome<Created>>> act, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) => await scope.Db.Set<AdverseEvent>().FirstOrDefaultAsync(e => e.Id == id, ct) switch
            {
                null => new NotFound("adverseEvent"),
                { State: EventState.Closed } => new Conflict("safety.closed"),
                var row => await act(row, scope, ct),
            },
            cancellationToken);
}
