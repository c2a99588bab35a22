using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Governance.Demonstration;

/// <summary>Signs the demonstration's history with the people's own keys, without asking for the passwords that were drawn a moment ago.</summary>
internal sealed class DemonstrationSigning(ISigning real) : ISigning
{
    /// <summary>Stands where a person's secret would.</summary>
    public static readonly SignatureInput Input = new("password", null);

    public Task<Outcome<SigningTicket>> UnlockAsync(Caller caller, SignatureInput? signature, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<SigningTicket>>(new SigningTicket(caller.Id, caller.PractitionerId));

    public Task<Guid> SignAsync(
        WriteScope scope, SigningTicket ticket, string act, string subjectKind, Guid subjectId, byte[] canonicalContent, CancellationToken cancellationToken) =>
        real.SignAsync(scope, ticket, act, subjectKind, subjectId, canonicalContent, cancellationToken);
}
