namespace Hengjian.Governance.Regulations;

/// <summary>One fault of a pack.</summary>
/// <param name="Path">Where, as a JSON path such as <c>$.clauses[3].level</c>, after the pack's key where that is known.</param>
/// <param name="Reason">What is wrong, for whoever edits the pack.</param>
public sealed record PackProblem(string Path, string Reason);

/// <summary>Packs that must not be used, with every fault found.</summary>
public sealed class RegulationPackException(IReadOnlyList<PackProblem> problems)
    : Exception("Regulation pack refused:" + string.Concat(problems.Select(p => $"{Environment.NewLine}  {p.Path}: {p.Reason}")))
{
    /// <summary>All faults.</summary>
    public IReadOnlyList<PackProblem> Problems => problems;
}
