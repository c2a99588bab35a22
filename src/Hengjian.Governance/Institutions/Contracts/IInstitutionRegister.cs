using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Governance.Institutions.Contracts;

public sealed record InstitutionName(Guid Id, string Name, string UnifiedSocialCreditCode, bool IsDemonstration, bool IsRegion)
{
    /// <summary>Level of a region's authority; null for a hospital, and where it is not recorded.</summary>
    public RegionLevel? RegionLevel { get; init; }
}

public static class InstitutionNames
{
    /// <summary>
    /// The institution that a command means: by id, name or credit code; without a text the only hospital of the installation, of a demonstration the one that was founded
    /// first. Null where that is none or not one.
    /// </summary>
    public static InstitutionName? Named(this IReadOnlyList<InstitutionName> all, string? text)
    {
        if (text is not null)
        {
            return all.FirstOrDefault(i => i.Id.ToString("D") == text || i.Name == text || i.UnifiedSocialCreditCode == text.ToUpperInvariant());
        }

        var hospitals = all.Where(i => !i.IsRegion).ToList();
        return hospitals.Count == 1 || hospitals.TrueForAll(h => h.IsDemonstration) ? hospitals.FirstOrDefault() : null;
    }
}

/// <summary>What other modules may ask of the register of institutions.</summary>
public interface IInstitutionRegister
{
    /// <summary>Every institution of this installation, oldest first.</summary>
    Task<IReadOnlyList<InstitutionName>> AllAsync(CancellationToken cancellationToken);

    /// <summary>One institution; null where there is none of that id.</summary>
    Task<InstitutionName?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Unified social credit code of the institution that <paramref name="db"/> is confined to; null before it is founded.</summary>
    Task<string?> CreditCodeAsync(HengjianDbContext db, CancellationToken cancellationToken);

    /// <summary>Adds an institution within the act that founds it; <paramref name="scope"/> acts in that institution, whose id it takes. The caller has checked name and code.</summary>
    /// <param name="region">Level of the region that it is; null: a hospital.</param>
    void Found(WriteScope scope, string name, string unifiedSocialCreditCode, RegionLevel? region = null);
}
