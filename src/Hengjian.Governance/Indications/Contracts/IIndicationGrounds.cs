using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Indications.Contracts;

/// <summary>What a deployment brings to the indication of its cases.</summary>
/// <param name="Rules">Standing rules that were approved at any time, oldest first.</param>
/// <param name="Settings">What an officer has set; <c>null</c>: nothing.</param>
public sealed record IndicationGround(IReadOnlyList<StandingRuleFact> Rules, UseSettingsFact? Settings);

/// <summary>How a deployment is used, set once by an officer.</summary>
/// <param name="Weighing">What is weighed where a case says nothing else (R17-3.1b).</param>
/// <param name="AiConsentRequired">The house asks for consent to the use of AI as such.</param>
/// <param name="PurposeZh">What the AI does, for patients, in Chinese.</param>
/// <param name="PurposeEn">The same in English.</param>
/// <param name="Contact">Whom patients may ask.</param>
public sealed record UseSettingsFact(Weighing Weighing, bool AiConsentRequired, string? PurposeZh, string? PurposeEn, string? Contact);

/// <summary>Reads standing rules and settings for cases.</summary>
public interface IIndicationGrounds
{
    Task<IndicationGround> OfAsync(HengjianDbContext db, Guid deploymentId, CancellationToken cancellationToken);
}
