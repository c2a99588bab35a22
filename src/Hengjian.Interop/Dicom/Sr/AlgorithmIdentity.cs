namespace Hengjian.Interop.Dicom.Sr;

/// <summary>An algorithm as TID 4019 of PS3.16 identifies it. Name and version make the identity; the rest describes it.</summary>
public sealed record AlgorithmIdentity
{
    public required string Name { get; init; }

    /// <summary>The version; null where the report names an algorithm without one.</summary>
    public string? Version { get; init; }

    public string? Manufacturer { get; init; }

    public CodedConcept? Family { get; init; }

    /// <summary>Parameters as the sender wrote them, in their order.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>True when name and version are equal, to the letter.</summary>
    public bool IsSameAs(AlgorithmIdentity other) => Name == other.Name && Version == other.Version;

    /// <summary>The identification among the direct children of an item; null where they hold no name.</summary>
    internal static AlgorithmIdentity? DeclaredBy(SrContentItem item)
    {
        if (item.Child(SrCodes.AlgorithmName)?.Text is not { } name)
            return null;
        return new()
        {
            Name = name,
            Version = item.Child(SrCodes.AlgorithmVersion)?.Text,
            Manufacturer = item.Child(SrCodes.AlgorithmManufacturer)?.Text,
            Family = item.Child(SrCodes.AlgorithmFamily)?.Code,
            Parameters = [.. item.Children.Where(child => child.Is(SrCodes.AlgorithmParameters)).Select(child => child.Text).OfType<string>()],
        };
    }
}
