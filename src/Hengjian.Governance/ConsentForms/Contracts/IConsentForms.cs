using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.ConsentForms.Contracts;

/// <summary>Language of a form.</summary>
public enum FormLanguage
{
    Zh,
    En,
}

/// <summary>How a version of a form stands on a day.</summary>
public enum ConsentFormState
{
    /// <summary>Not approved.</summary>
    Draft,

    /// <summary>Approved, for later.</summary>
    Upcoming,
    InForce,

    /// <summary>Its term is over, or a later version took its place.</summary>
    Over,
}

/// <summary>Approved forms for other modules.</summary>
public interface IConsentForms
{
    /// <summary>True where this version is approved and in force on the day.</summary>
    Task<bool> IsInForceAsync(HengjianDbContext db, Guid formId, DateOnly day, CancellationToken cancellationToken);
}
