using System.Globalization;

namespace Hengjian.Interop.Dicom;

/// <summary>The tag of a data element: group and element number. Tags sort by group, then element, as data sets do.</summary>
public readonly record struct DicomTag(ushort Group, ushort Element) : IComparable<DicomTag>
{
    /// <summary>Both numbers as one, the group in the upper half.</summary>
    public uint Number => ((uint)Group << 16) | Element;

    /// <summary>True for odd groups, whose meaning a vendor defines.</summary>
    public bool IsPrivate => (Group & 1) == 1;

    /// <summary>Eight upper-case hexadecimal digits, the name of the element in DICOM JSON (PS3.18 F.2.2).</summary>
    public string Key => Number.ToString("X8", CultureInfo.InvariantCulture);

    internal static DicomTag From(uint number) => new((ushort)(number >> 16), (ushort)number);

    /// <summary>Reads eight hexadecimal digits of either case; false for anything else.</summary>
    public static bool TryParseKey(ReadOnlySpan<char> key, out DicomTag tag)
    {
        tag = default;
        if (key.Length != 8 || !uint.TryParse(key, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
            return false;
        tag = From(number);
        return true;
    }

    public int CompareTo(DicomTag other) => Number.CompareTo(other.Number);

    public static bool operator <(DicomTag left, DicomTag right) => left.Number < right.Number;

    public static bool operator >(DicomTag left, DicomTag right) => left.Number > right.Number;

    public static bool operator <=(DicomTag left, DicomTag right) => left.Number <= right.Number;

    public static bool operator >=(DicomTag left, DicomTag right) => left.Number >= right.Number;

    /// <summary>The usual notation, for example <c>(0008,0018)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"({Group:X4},{Element:X4})");
}
