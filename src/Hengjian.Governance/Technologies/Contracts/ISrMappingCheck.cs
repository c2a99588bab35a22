namespace Hengjian.Governance.Technologies.Contracts;

/// <summary>What a deployment's mapping of structured reports says, as far as this module asks.</summary>
/// <param name="Problems">What is wrong with it, one sentence each; empty when nothing is.</param>
/// <param name="Labels">Every label that it can give.</param>
public sealed record SrMappingReading(IReadOnlyList<string> Problems, IReadOnlyList<string> Labels);

/// <summary>Reads mappings of structured reports. The interop layer, which will apply them, implements it.</summary>
public interface ISrMappingCheck
{
    SrMappingReading Read(string json);
}
