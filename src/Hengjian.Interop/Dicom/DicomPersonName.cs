namespace Hengjian.Interop.Dicom;

/// <summary>A person name with its three component groups (PS3.5 6.2.1); a group that is absent is empty. Components are separated by ^.</summary>
public sealed record DicomPersonName(string Alphabetic, string Ideographic, string Phonetic)
{
    /// <summary>Reads <c>alphabetic=ideographic=phonetic</c>; what follows a third = stays with the phonetic group.</summary>
    public static DicomPersonName Parse(string text)
    {
        var groups = text.Split('=', 3);
        return new(Group(groups, 0), Group(groups, 1), Group(groups, 2));
    }

    /// <summary>
    /// The name as people write it: the ideographic group where there is one, otherwise the alphabetic. Components of Han, kana or hangul are
    /// joined, others are separated by a space.
    /// </summary>
    public string Display
    {
        get
        {
            var group = Ideographic.Length > 0 ? Ideographic : Alphabetic;
            var components = group.Split('^', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return string.Join(components.All(component => component.All(IsEastAsian)) ? "" : " ", components);
        }
    }

    /// <summary>The groups joined by =, without empty ones at the end.</summary>
    public override string ToString() => string.Join('=', Alphabetic, Ideographic, Phonetic).TrimEnd('=');

    static string Group(string[] groups, int index) => index < groups.Length ? groups[index].Trim() : "";

    static bool IsEastAsian(char character) => character >= '\u2E80';
}
