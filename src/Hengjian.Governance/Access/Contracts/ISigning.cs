using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Governance.Access.Contracts;

/// <summary>Signatures of people: asking for the password again unlocks exactly one.</summary>
public interface ISigning
{
    /// <summary>
    /// Checks the signing secret before the act's transaction (it is slow on purpose). Wrong or locked out: <see cref="Forbidden"/>, recorded in the ledger and counted to the lock-out.
    /// A missing secret is <see cref="Invalid"/> on <c>signature.secret</c>. Only people can sign.
    /// </summary>
    Task<Outcome<SigningTicket>> UnlockAsync(Caller caller, SignatureInput? signature, CancellationToken cancellationToken);

    /// <summary>Signs in the act's transaction with the user's key (made at the first signing), stores the signature and answers its id.</summary>
    Task<Guid> SignAsync(WriteScope scope, SigningTicket ticket, string act, string subjectKind, Guid subjectId, byte[] canonicalContent, CancellationToken cancellationToken);
}

/// <summary>How a person signs. <paramref name="Method"/> is <c>password</c>.</summary>
public sealed record SignatureInput(string? Method, string? Secret)
{
    /// <summary>Keeps the secret out of logs and exception texts.</summary>
    public override string ToString() => $"{nameof(SignatureInput)} {{ Method = {Method} }}";
}

/// <summary>Proof that the person re-authenticated for one signature.</summary>
public sealed class SigningTicket
{
    internal SigningTicket(Guid userId, Guid? practitionerId)
    {
        UserId = userId;
        PractitionerId = practitionerId;
    }

    internal Guid UserId { get; }

    internal Guid? PractitionerId { get; }

    private WriteScope? _usedIn;

    /// <summary>Spends the ticket. The same act may use it again when its transaction is repeated after a conflict, another act may not.</summary>
    internal void UseIn(WriteScope scope)
    {
        if (_usedIn is not null && (_usedIn == scope || _usedIn.Request != scope.Request))
        {
            throw new InvalidOperationException("A password asked for again unlocks one signature.");
        }

        _usedIn = scope;
    }
}
