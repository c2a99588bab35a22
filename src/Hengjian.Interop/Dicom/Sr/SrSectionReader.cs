namespace Hengjian.Interop.Dicom.Sr;

/// <summary>
/// Collects what one part of a report says. Containers below it belong to it, but for measurement groups, which are parts of their own, and the
/// image library, which says nothing about the patient. Every item carries the algorithm of its nearest ancestor that identifies one.
/// </summary>
internal sealed class SrSectionReader
{
    readonly List<SrMeasurement> _measurements = [];
    readonly List<SrEvaluation> _evaluations = [];
    readonly List<SrStatement> _statements = [];
    readonly List<CodedConcept> _findings = [];
    readonly List<CodedConcept> _sites = [];

    /// <summary>Groups met on the way, each with the algorithm that holds for it.</summary>
    public List<SrMeasurementGroup> Groups { get; } = [];

    public static SrMeasurementGroup ReadGroup(SrContentItem item, AlgorithmIdentity? inherited, List<SrMeasurementGroup> nested)
    {
        var reader = new SrSectionReader();
        reader.Collect(item, inherited);
        nested.AddRange(reader.Groups);
        return new()
        {
            TrackingIdentifier = item.Child(SrCodes.TrackingIdentifier)?.Text,
            TrackingUid = item.Child(SrCodes.TrackingUniqueIdentifier)?.Text,
            FindingCategory = item.Child(SrCodes.FindingCategory)?.Code,
            Observers = SrObserverReader.Read(item),
            References = [.. item.SelfAndDescendants().Select(descendant => descendant.Reference).OfType<SrObjectReference>()],
            Algorithm = AlgorithmIdentity.DeclaredBy(item) ?? inherited,
            Measurements = reader._measurements,
            Evaluations = reader._evaluations,
            Statements = reader._statements,
            Findings = reader._findings,
            FindingSites = reader._sites,
        };
    }

    public SrSection Section() =>
        new()
        {
            Measurements = _measurements,
            Evaluations = _evaluations,
            Statements = _statements,
            Findings = _findings,
            FindingSites = _sites,
        };

    public void Collect(SrContentItem item, AlgorithmIdentity? inherited)
    {
        var algorithm = AlgorithmIdentity.DeclaredBy(item) ?? inherited;
        foreach (var child in item.Children)
        {
            if (child.ValueType == SrValueType.Container)
                CollectContainer(child, algorithm);
            else if (SrCodes.IsFindingSite(child.Concept) && child.Code is { } site)
                _sites.Add(site);
            else if (child.Relationship == "CONTAINS")
                CollectStatement(child, algorithm);
        }
    }

    void CollectContainer(SrContentItem container, AlgorithmIdentity? algorithm)
    {
        if (container.Is(SrCodes.MeasurementGroup))
            Groups.Add(ReadGroup(container, algorithm, Groups));
        else if (!container.Is(SrCodes.ImageLibrary))
            Collect(container, algorithm);
    }

    void CollectStatement(SrContentItem item, AlgorithmIdentity? algorithm)
    {
        switch (item)
        {
            case { ValueType: SrValueType.Num }:
                _measurements.Add(new(item.Concept, item.Number, Modifiers(item), AlgorithmIdentity.DeclaredBy(item) ?? algorithm));
                break;
            case { ValueType: SrValueType.Code, Code: { } finding } when item.Is(SrCodes.Finding):
                _findings.Add(finding);
                break;
            case { ValueType: SrValueType.Code } when !item.Is(SrCodes.FindingCategory):
                _evaluations.Add(new(item.Concept, item.Code, AlgorithmIdentity.DeclaredBy(item) ?? algorithm));
                break;
            case { ValueType: SrValueType.Text, Text: { } text }:
                _statements.Add(new(item.Concept, text));
                break;
        }
    }

    static List<SrModifier> Modifiers(SrContentItem item)
    {
        var modifiers = new List<SrModifier>();
        foreach (var child in item.Children)
        {
            if (
                child
                    is { Concept: { } concept, Relationship: "HAS CONCEPT MOD" or "HAS PROPERTIES", ValueType: SrValueType.Code or SrValueType.Text }
                && !SrCodes.IsAlgorithmPart(concept)
            )
                modifiers.Add(new(concept, child.Code, child.Text));
        }
        return modifiers;
    }
}
