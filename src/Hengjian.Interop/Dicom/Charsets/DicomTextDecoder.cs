namespace Hengjian.Interop.Dicom.Charsets;

/// <summary>
/// Turns the raw texts of a data set into strings once its character sets are known: an item's own (0008,0005) overrides the one it
/// inherits. Undecodable text is refused in the standard's elements and marked by U+FFFD in private ones.
/// </summary>
internal static class DicomTextDecoder
{
    const int MaxValues = 1 << 14;

    public static void DecodeAll(DicomDataset dataset, DicomReadOptions options) => Decode(dataset, Assumed(options));

    /// <summary>A value without padding: NUL ends it, as in every reader in C; spaces around it, and empty components at
    /// the end of a name, go where they mean nothing (PS3.5 table 6.2-1 and 6.2.1.1).</summary>
    public static string Normalise(DicomVr vr, string value)
    {
        var end = value.IndexOf('\0', StringComparison.Ordinal);
        if (end >= 0)
            value = value[..end];
        return vr switch
        {
            DicomVr.LT or DicomVr.ST or DicomVr.UT or DicomVr.UC or DicomVr.UR => value.TrimEnd(' '),
            DicomVr.PN => string.Join('=', value.Split('=').Select(group => group.Trim(' ').TrimEnd('^', ' '))).TrimEnd('='),
            _ => value.Trim(' '),
        };
    }

    static DicomCharacterSet Assumed(DicomReadOptions options) =>
        options.AssumedCharacterSet is { } term ? DicomCharacterSet.Parse([term]) : DicomCharacterSet.Default;

    static void Decode(DicomDataset dataset, DicomCharacterSet characterSet)
    {
        if (dataset.Find(DicomTags.SpecificCharacterSet) is { } declared && DicomVrs.IsText(declared.Vr))
        {
            Decode(declared, DicomCharacterSet.Default);
            if (declared.Texts.Any(term => term.Length > 0))
                characterSet = DicomCharacterSet.Parse(declared.Texts);
        }
        foreach (var element in dataset.Elements)
        {
            if (DicomVrs.IsText(element.Vr) && element.Tag != DicomTags.SpecificCharacterSet)
                Decode(element, characterSet);
            foreach (var item in element.Items)
                Decode(item, characterSet);
        }
    }

    static void Decode(DicomElement element, DicomCharacterSet characterSet)
    {
        if (!characterSet.TryDecode(element.Bytes.Span, element.Vr, out var text) && !element.Tag.IsPrivate)
            throw Failure(DicomFailure.InvalidText, "Bytes that are no text in the declared character set.", element);
        element.Bytes = default;
        if (!DicomVrs.IsMultiValuedText(element.Vr))
        {
            var whole = Normalise(element.Vr, text);
            element.Texts = whole.Length == 0 ? [] : [whole];
            return;
        }
        if (text.AsSpan().Count('\\') >= MaxValues)
            throw Failure(DicomFailure.TextTooLong, $"More than {MaxValues} values.", element);
        var values = text.Split('\\');
        for (var i = 0; i < values.Length; i++)
            values[i] = Normalise(element.Vr, values[i]);
        element.Texts = values is [""] ? [] : values;
    }

    static DicomFormatException Failure(DicomFailure reason, string message, DicomElement element) =>
        new(reason, message, element.Tag, element.Offset);
}
