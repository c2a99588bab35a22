using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Interop.Dicom.Mapping;

/// <summary>Lets the register of deployments refuse a mapping that could not be applied later.</summary>
internal sealed class SrMappingCheck : ISrMappingCheck
{
    public SrMappingReading Read(string json) =>
        AiResultMapping.TryParse(json, out var mapping, out var problems) ? new([], [.. Labels(mapping).Distinct()]) : new(problems, []);

    static IEnumerable<string> Labels(AiResultMapping mapping) =>
        mapping
            .Rules.SelectMany(rule => rule.Values.Select(value => value.Label).Append(rule.Label).Append(rule.Otherwise))
            .Prepend(mapping.NegativeLabel)
            .Prepend(mapping.PositiveLabel)
            .OfType<string>();
}
