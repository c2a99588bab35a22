using Hengjian.Governance.Kernel;

namespace Hengjian.Governance.Persistence.Writing;

/// <summary>Acts of the program itself, which no person asked for and whose result nobody waits for.</summary>
internal static class SystemWriting
{
    /// <summary>Runs <paramref name="work"/> as the program in one transaction, as <see cref="IWriter.WriteAsync{T}"/> does.</summary>
    public static Task WriteAsSystemAsync(this IWriter writer, Guid institution, Func<WriteScope, CancellationToken, Task> work, CancellationToken cancellationToken) => writer.WriteAsync<bool>(
        new WriteRequest(Caller.System(institution)),
        async (scope, ct) =>
        {
            await work(scope, ct);
            return true;
        },
        cancellationToken);
}
