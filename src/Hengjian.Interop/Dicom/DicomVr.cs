namespace Hengjian.Interop.Dicom;

/// <summary>The value representations of PS3.5 6.2.</summary>
public enum DicomVr
{
    AE,
    AS,
    AT,
    CS,
    DA,
    DS,
    DT,
    FD,
    FL,
    IS,
    LO,
    LT,
    OB,
    OD,
    OF,
    OL,
    OV,
    OW,
    PN,
    SH,
    SL,
    SQ,
    SS,
    ST,
    SV,
    TM,
    UC,
    UI,
    UL,
    UN,
    UR,
    US,
    UT,
    UV,
}

internal static class DicomVrs
{
    /// <summary>Reads the two letters of a value representation; false, and UN, for letters PS3.5 does not define.</summary>
    public static bool TryParse(byte first, byte second, out DicomVr vr)
    {
        Span<char> letters = [(char)first, (char)second];
        return TryParse(letters, out vr);
    }

    public static bool TryParse(ReadOnlySpan<char> letters, out DicomVr vr)
    {
        if (letters.Length == 2 && char.IsAsciiLetterUpper(letters[0]) && char.IsAsciiLetterUpper(letters[1]) && Enum.TryParse(letters, out vr))
            return true;
        vr = DicomVr.UN;
        return false;
    }

    /// <summary>True where explicit encodings give the length in 32 bits after two reserved bytes (PS3.5 table 7.1-1).</summary>
    public static bool HasLongLength(DicomVr vr) =>
        vr
            is DicomVr.OB
                or DicomVr.OD
                or DicomVr.OF
                or DicomVr.OL
                or DicomVr.OV
                or DicomVr.OW
                or DicomVr.SQ
                or DicomVr.SV
                or DicomVr.UC
                or DicomVr.UN
                or DicomVr.UR
                or DicomVr.UT
                or DicomVr.UV;

    public static bool IsText(DicomVr vr) =>
        vr
            is DicomVr.AE
                or DicomVr.AS
                or DicomVr.CS
                or DicomVr.DA
                or DicomVr.DS
                or DicomVr.DT
                or DicomVr.IS
                or DicomVr.LO
                or DicomVr.LT
                or DicomVr.PN
                or DicomVr.SH
                or DicomVr.ST
                or DicomVr.TM
                or DicomVr.UC
                or DicomVr.UI
                or DicomVr.UR
                or DicomVr.UT;

    /// <summary>True for representations in which a backslash separates values.</summary>
    public static bool IsMultiValuedText(DicomVr vr) => IsText(vr) && vr is not (DicomVr.LT or DicomVr.ST or DicomVr.UT or DicomVr.UR);

    /// <summary>True for binary data without a count of values: skipped when long, InlineBinary in JSON.</summary>
    public static bool IsOpaque(DicomVr vr) => vr is DicomVr.OB or DicomVr.OD or DicomVr.OF or DicomVr.OL or DicomVr.OV or DicomVr.OW or DicomVr.UN;

    /// <summary>Bytes of one binary number, the unit in which byte order applies; 1 for bytes and text.</summary>
    public static int UnitSize(DicomVr vr) =>
        vr switch
        {
            DicomVr.AT or DicomVr.OW or DicomVr.SS or DicomVr.US => 2,
            DicomVr.FL or DicomVr.OF or DicomVr.OL or DicomVr.SL or DicomVr.UL => 4,
            DicomVr.FD or DicomVr.OD or DicomVr.OV or DicomVr.SV or DicomVr.UV => 8,
            _ => 1,
        };
}
