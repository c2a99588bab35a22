using System.Collections.Frozen;
using System.Globalization;

namespace Hengjian.Interop.Dicom;

/// <summary>Value representations of the standard's data elements (PS3.6), for encodings that do not state them.</summary>
internal static class DicomVrDictionary
{
    static readonly HashSet<uint> SignedOrNot = [];
    static readonly FrozenDictionary<uint, DicomVr> Known = Load();

    /// <summary>True where the standard says US or SS, by the pixel representation; <see cref="Find"/> then says US.</summary>
    public static bool MayBeSigned(DicomTag tag) => SignedOrNot.Contains(tag.Number);

    /// <summary>The representation of <paramref name="tag"/>; UN where the standard does not define the element (private ones but creators).</summary>
    public static DicomVr Find(DicomTag tag)
    {
        if (tag.Element == 0)
            return DicomVr.UL;
        if (tag.IsPrivate)
            return tag.Element is >= 0x0010 and <= 0x00FF ? DicomVr.LO : DicomVr.UN;
        if (Known.TryGetValue(tag.Number, out var vr))
            return vr;
        return (tag.Group & 0xFF00) is 0x5000 or 0x6000 && Known.TryGetValue(tag.Number & 0xFF00FFFF, out vr) ? vr : DicomVr.UN;
    }

    static FrozenDictionary<uint, DicomVr> Load()
    {
        using var stream =
            typeof(DicomVrDictionary).Assembly.GetManifestResourceStream("Hengjian.Interop.Dicom.DicomVrDictionary.txt")
            ?? throw new InvalidOperationException("The dictionary of value representations is not embedded.");
        using var reader = new StreamReader(stream);
        var known = new Dictionary<uint, DicomVr>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            var parts = line.Split(' ');
            var mayBeSigned = parts[0] == "xs";
            var vr = mayBeSigned ? DicomVr.US : Enum.Parse<DicomVr>(parts[0]);
            var group = uint.Parse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) << 16;
            foreach (var element in parts.Skip(2))
            {
                var number = group | uint.Parse(element, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                known.Add(number, vr);
                if (mayBeSigned)
                    SignedOrNot.Add(number);
            }
        }
        return known.ToFrozenDictionary();
    }
}
