using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Cases.AiResults;

/// <summary>Codes of why an AI gave nothing, as the pack lists them (HP-5.5); their words are the pack's terms.</summary>
public sealed class AiFailureCodes(RegulationCatalog catalog)
{
    /// <summary>The code that the program itself gives.</summary>
    public const string TimeOut = "timeOut";

    public IReadOnlyList<string> InForce(DateTimeOffset at, string? institution = null) => catalog.Parameters(ClauseIds.AiFailures, at, institution).Set("codes");
}
