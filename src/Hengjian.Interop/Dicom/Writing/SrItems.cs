using System.Globalization;
using Hengjian.Interop.Dicom.Sr;

namespace Hengjian.Interop.Dicom.Writing;

/// <summary>Content items of a structured report as data sets (PS3.3 C.17.3).</summary>
internal static class SrItems
{
    public static DicomDataset Container(CodedConcept concept, IReadOnlyList<DicomDataset> children) =>
        Item("CONTAINS", "CONTAINER", concept, children).Text(DicomTags.ContinuityOfContent, "SEPARATE").Build();

    public static DicomDataset Coded(string relationship, CodedConcept concept, CodedConcept value) =>
        Item(relationship, "CODE", concept, []).Sequence(DicomTags.ConceptCodeSequence, Code(value)).Build();

    public static DicomDataset Text(string relationship, CodedConcept concept, string text) =>
        Item(relationship, "TEXT", concept, []).Text(DicomTags.TextValue, text).Build();

    public static DicomDataset UidReference(string relationship, CodedConcept concept, string uid) =>
        Item(relationship, "UIDREF", concept, []).Text(DicomTags.Uid, uid).Build();

    /// <summary>A number in the 16 characters a decimal string has; digits beyond are rounded away.</summary>
    public static DicomDataset Number(CodedConcept concept, decimal value, string ucumUnit, IReadOnlyList<DicomDataset> children)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        if (text.Length > 16)
            text = ((double)value).ToString("G9", CultureInfo.InvariantCulture);
        return Item("CONTAINS", "NUM", concept, children)
            .Sequence(
                DicomTags.MeasuredValueSequence,
                new DicomBuilder()
                    .Text(DicomTags.NumericValue, text)
                    .Sequence(DicomTags.MeasurementUnitsCodeSequence, Code(new("UCUM", ucumUnit, ucumUnit)))
                    .Build()
            )
            .Build();
    }

    public static DicomDataset Image(string relationship, string sopClass, string sopInstance) =>
        new DicomBuilder()
            .Text(DicomTags.RelationshipType, relationship)
            .Text(DicomTags.ValueType, "IMAGE")
            .Sequence(DicomTags.ReferencedSopSequence, Reference(sopClass, sopInstance))
            .Build();

    public static DicomDataset Reference(string sopClass, string sopInstance) =>
        new DicomBuilder().Text(DicomTags.ReferencedSopClassUid, sopClass).Text(DicomTags.ReferencedSopInstanceUid, sopInstance).Build();

    public static DicomDataset Code(CodedConcept concept)
    {
        var item = new DicomBuilder()
            .Text(concept.Value.Length <= 16 ? DicomTags.CodeValue : DicomTags.LongCodeValue, concept.Value)
            .Text(DicomTags.CodingSchemeDesignator, concept.Scheme)
            .Text(DicomTags.CodeMeaning, concept.Meaning ?? concept.Value);
        if (concept.Version is { } version)
            item.Text(DicomTags.CodingSchemeVersion, version);
        return item.Build();
    }

    static DicomBuilder Item(string relationship, string valueType, CodedConcept concept, IReadOnlyList<DicomDataset> children)
    {
        var item = new DicomBuilder()
            .Text(DicomTags.RelationshipType, relationship)
            .Text(DicomTags.ValueType, valueType)
            .Sequence(DicomTags.ConceptNameCodeSequence, Code(concept));
        return children.Count == 0 ? item : item.Sequence(DicomTags.ContentSequence, children);
    }
}
