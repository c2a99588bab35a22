namespace Hengjian.Interop.Dicom;

/// <summary>How a data set is encoded (PS3.5 annex A). Pixel data may be compressed; the data set around it is then explicit little endian.</summary>
public sealed record DicomTransferSyntax(string Uid, bool IsExplicit, bool IsBigEndian, bool IsDeflated)
{
    public static DicomTransferSyntax ImplicitLittleEndian { get; } = new("1.2.840.10008.1.2", false, false, false);

    public static DicomTransferSyntax ExplicitLittleEndian { get; } = new("1.2.840.10008.1.2.1", true, false, false);

    public static DicomTransferSyntax DeflatedExplicitLittleEndian { get; } = new("1.2.840.10008.1.2.1.99", true, false, true);

    /// <summary>Retired from the standard, still found in archives.</summary>
    public static DicomTransferSyntax ExplicitBigEndian { get; } = new("1.2.840.10008.1.2.2", true, true, false);

    static readonly DicomTransferSyntax[] Uncompressed =
    [
        ImplicitLittleEndian,
        ExplicitLittleEndian,
        DeflatedExplicitLittleEndian,
        ExplicitBigEndian,
    ];

    /// <summary>The syntax of a UID; every other syntax of the standard encapsulates pixel data in explicit little endian. Null for UIDs of others.</summary>
    public static DicomTransferSyntax? Find(string uid)
    {
        if (Array.Find(Uncompressed, known => known.Uid == uid) is { } syntax)
            return syntax;
        return uid.StartsWith("1.2.840.10008.1.2.", StringComparison.Ordinal) ? new(uid, true, false, false) : null;
    }
}
