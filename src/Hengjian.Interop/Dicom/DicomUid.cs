using System.Globalization;
using System.Numerics;

namespace Hengjian.Interop.Dicom;

/// <summary>Unique identifiers (PS3.5 9).</summary>
public static class DicomUid
{
    /// <summary>True for at most 64 characters of digits and dots, no component empty or with a leading zero.</summary>
    public static bool IsValid(string uid) =>
        uid.Length is > 0 and <= 64
        && uid.Split('.').All(part => part.Length > 0 && part.All(char.IsAsciiDigit) && (part.Length == 1 || part[0] != '0'));

    /// <summary>The UID of a UUID: 2.25 and the UUID as one decimal number (PS3.5 B.2).</summary>
    public static string From(Guid id) =>
        "2.25." + new BigInteger(id.ToByteArray(bigEndian: true), isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture);
}
