using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Governance.Institutions.Contracts;

public sealed record InstitutionName(Guid Id, string Name, string UnifiedSocialCreditCode, bool IsDemonstration);

/// <summary>What other modules may ask of the register of institutions.</summary>
public interface IInstitutionRegister
{
    /// <summary>Every institution of this installation, oldest first.</summary>
    Task<IReadOnlyList<InstitutionName>> AllAsync(CancellationToken cancellationToken);

    /// <summary>Adds an institution within the act that founds it; <paramref name="scope"/> acts in that institution, whose id it takes. The caller has checked name and code.</summary>
    void Found(WriteScope scope, string name, string unifiedSocialCreditCode);
}
