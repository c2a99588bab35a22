using System.Globalization;
using System.Text.RegularExpressions;
using Hengjian.Interop.Dicom;

namespace Hengjian.Tests.Dicom;

public sealed partial class DicomVrDictionaryTests
{
    const string Dcmtk = "/usr/share/libdcmtk17/dicom.dic";

    [Theory]
    [InlineData(0x0010, 0x0010, DicomVr.PN)]
    [InlineData(0x0040, 0xA730, DicomVr.SQ)]
    [InlineData(0x6002, 0x3000, DicomVr.OW)]
    [InlineData(0x50FE, 0x0005, DicomVr.US)]
    [InlineData(0x0009, 0x0010, DicomVr.LO)]
    [InlineData(0x0009, 0x1010, DicomVr.UN)]
    [InlineData(0x0009, 0x0000, DicomVr.UL)]
    [InlineData(0x0042, 0x0042, DicomVr.UN)]
    public void Find_Element_HasTheStandardsRepresentation(int group, int element, DicomVr vr) =>
        DicomVrDictionary.Find(new((ushort)group, (ushort)element)).ShouldBe(vr);

    [Fact]
    public void Find_EveryElementDcmtkKnows_IsAlike()
    {
        Assert.SkipUnless(File.Exists(Dcmtk), $"{Dcmtk} is absent (Debian package libdcmtk17).");
        var choices = new Dictionary<string, string>
        {
            ["xs"] = "US",
            ["ox"] = "OW",
            ["px"] = "OW",
            ["lt"] = "OW",
            ["up"] = "UL",
        };
        var known = File.ReadLines(Dcmtk).Select(line => Entry().Match(line)).Where(match => match.Success).ToList();

        known.Count.ShouldBeGreaterThan(4000);
        known
            .Where(match => Ours(match) != choices.GetValueOrDefault(match.Groups["vr"].Value, match.Groups["vr"].Value))
            .Select(match => match.Value)
            .ShouldBeEmpty();
    }

    static string Ours(Match match) => DicomVrDictionary.Find(new(Hex(match.Groups["group"]), Hex(match.Groups["element"]))).ToString();

    static ushort Hex(Group digits) => ushort.Parse(digits.Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\((?<group>(?!0000|0002|FFFE)[0-9A-Fa-f]{4}),(?<element>[0-9A-Fa-f]{4})\)\s+(?<vr>\w\w)\s.*\sDICOM", RegexOptions.None, 1000)]
    private static partial Regex Entry();
}
