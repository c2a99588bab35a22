namespace Hengjian.Governance.Identifiers;

/// <summary>DICOM UID (PS3.5, 9.1): at most 64 characters, components of digits apart by dots, none with a leading zero.</summary>
public static class DicomUid
{
    /// <summary>Checks a UID. Padding that DICOM files carry (a NUL or space at the end) is taken away.</summary>
    public static IdentifierResult Check(string? value)
    {
        var uid = IdentifierInput.Clean(value).TrimEnd('\0');
        if (uid.Length == 0)
            return IdentifierInput.Empty;
        if (uid.Length > 64)
            return new(uid, [new("uid.length", Certainty.Source, Detail: uid.Length.ToString())]);
        var wellFormed = uid.Split('.').All(c => IdentifierInput.IsDigits(c) && (c.Length == 1 || c[0] != '0'));
        return new(uid, wellFormed ? [] : [new("uid.shape", Certainty.Source)]);
    }
}
