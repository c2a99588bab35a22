namespace Hengjian.Interop.Dicom.Sr;

/// <summary>A code with the scheme that defines it (PS3.3 8.8). Two concepts are the same when scheme and value are; meaning and version only explain.</summary>
/// <param name="Scheme">Coding scheme designator, for example DCM, SCT, UCUM; empty for a URN.</param>
/// <param name="Value">The code.</param>
/// <param name="Meaning">Its meaning as the sender wrote it.</param>
/// <param name="Version">Version of the scheme, where stated.</param>
public sealed record CodedConcept(string Scheme, string Value, string? Meaning = null, string? Version = null)
{
    /// <summary>True when scheme and value are equal, to the letter.</summary>
    public bool Is(CodedConcept other) => Scheme == other.Scheme && Value == other.Value;

    /// <summary>For example <c>(126000,DCM,"Imaging Measurement Report")</c>.</summary>
    public override string ToString() => Meaning is null ? $"({Value},{Scheme})" : $"({Value},{Scheme},\"{Meaning}\")";

    /// <summary>Reads an item of a code sequence; null where the item is absent or holds no code.</summary>
    internal static CodedConcept? Read(DicomDataset? item)
    {
        var value = item?.Text(DicomTags.CodeValue) ?? item?.Text(DicomTags.LongCodeValue) ?? item?.Text(DicomTags.UrnCodeValue);
        return value is null
            ? null
            : new(
                item!.Text(DicomTags.CodingSchemeDesignator) ?? "",
                value,
                item.Text(DicomTags.CodeMeaning),
                item.Text(DicomTags.CodingSchemeVersion)
            );
    }
}
