using System.Text;
using Hengjian.Interop.Dicom;
using Hengjian.Interop.Dicom.Json;

namespace Hengjian.Tests.Dicom;

public sealed class DicomJsonReaderTests
{
    [Theory]
    [InlineData("""{ "00100010": { "vr": "PN", "Value": [ { "Alphabetic": "Wang", "Ideographic": "王" } ] } }""", "00100010", "Wang=王")]
    [InlineData("""{ "00100020": { "vr": "LO", "Value": [ "A" ] } }""", "00100020", "A")]
    [InlineData("""{ "00100020": { "vr": "LO", "Value": "A" } }""", "00100020", "A")]
    [InlineData("""{ "00200013": { "vr": "IS", "Value": [ 7 ] } }""", "00200013", "7")]
    [InlineData("""{ "00200013": { "vr": "IS", "Value": [ "7" ] } }""", "00200013", "7")]
    [InlineData("""{ "00080008": { "vr": "CS", "Value": [ "A", null, "B" ] } }""", "00080008", "A||B")]
    public void Read_Texts_AreHeld(string json, string key, string expected)
    {
        DicomTag.TryParseKey(key, out var tag).ShouldBeTrue();

        string.Join('|', Read(json).Texts(tag)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("US", "65535", 65535)]
    [InlineData("SS", "-32768", -32768)]
    [InlineData("UL", "4294967295", 4294967295)]
    [InlineData("SL", "-2147483648", -2147483648)]
    [InlineData("UV", "4503599627370497", 4503599627370497)]
    [InlineData("SV", "-4503599627370497", -4503599627370497)]
    [InlineData("FL", "1.5", 1.5)]
    [InlineData("FD", "0.1", 0.1)]
    public void Read_Numbers_AreHeld(string vr, string value, double expected) =>
        Read($$"""{ "00990001": { "vr": "{{vr}}", "Value": [ {{value}} ] } }""").Numbers(new(0x0099, 0x0001)).ShouldBe([expected]);

    [Theory]
    [InlineData("", DicomFailure.InvalidJson)]
    [InlineData("[1]", DicomFailure.InvalidJson)]
    [InlineData("\"text\"", DicomFailure.InvalidJson)]
    [InlineData("{}", DicomFailure.NotDicom)]
    [InlineData("""{ "PatientID": { "vr": "LO" } }""", DicomFailure.InvalidJson)]
    [InlineData("""{ "00100020": "A" }""", DicomFailure.InvalidJson)]
    [InlineData("""{ "00100020": { "Value": [ "A" ] } }""", DicomFailure.InvalidJson)]
    [InlineData("""{ "00100020": { "vr": "XX", "Value": [ "A" ] } }""", DicomFailure.InvalidJson)]
    [InlineData("""{ "00100020": { "vr": "LO", "Value": [ 5 ] } }""", DicomFailure.InvalidJson)]
    [InlineData("""{ "00100020": { "vr": "LO", "Value": [ true ] } }""", DicomFailure.InvalidJson)]
    [InlineData("""{ "00100020": { "vr": "LO", "Value": { } } }""", DicomFailure.InvalidJson)]
    [InlineData("""{ "00100010": { "vr": "PN", "Value": [ "Wang" ] } }""", DicomFailure.InvalidJson)]
    [InlineData("""{ "00100010": { "vr": "PN", "Value": [ { "Alphabetic": 5 } ] } }""", DicomFailure.InvalidJson)]
    [InlineData("""{ "0040A730": { "vr": "SQ", "Value": [ "item" ] } }""", DicomFailure.InvalidJson)]
    [InlineData("""{ "00280010": { "vr": "US", "Value": [ 65536 ] } }""", DicomFailure.InvalidValue)]
    [InlineData("""{ "00280010": { "vr": "US", "Value": [ 1.5 ] } }""", DicomFailure.InvalidValue)]
    [InlineData("""{ "00280010": { "vr": "US", "Value": [ "1" ] } }""", DicomFailure.InvalidValue)]
    [InlineData("""{ "00700022": { "vr": "FL", "Value": [ 1e300 ] } }""", DicomFailure.InvalidValue)]
    [InlineData("""{ "00281101": { "vr": "OW", "InlineBinary": "not base64!" } }""", DicomFailure.InvalidJson)]
    [InlineData("""{ "00281101": { "vr": "OW", "Value": [ 1 ] } }""", DicomFailure.InvalidJson)]
    [InlineData("""{ "00100020": { "vr": "LO", "InlineBinary": "QQ==" } }""", DicomFailure.InvalidJson)]
    [InlineData("""{ "00281101": { "vr": "OW", "InlineBinary": "QQ==", "BulkDataURI": "x" } }""", DicomFailure.InvalidJson)]
    [InlineData("""{ "00100020": { "vr": "LO", "Value": [ "A\\B" ] } }""", DicomFailure.InvalidValue)]
    [InlineData("""{ "00100020": { "vr": "LO", "Value": [ "\ud800" ] } }""", DicomFailure.InvalidText)]
    [InlineData("""{ "00100020": { "vr": "LO" }, "00100020": { "vr": "LO" } }""", DicomFailure.InvalidJson)]
    [InlineData("""{ "0040A730": { "vr": "LO" }, "0040a730": { "vr": "LO" } }""", DicomFailure.DuplicateElement)]
    public void Read_WrongDocument_IsRefused(string json, DicomFailure reason) => Refused(json).Reason.ShouldBe(reason);

    [Theory]
    [InlineData(32, null)]
    [InlineData(33, DicomFailure.TooDeep)]
    [InlineData(20_000, DicomFailure.TooDeep)]
    public void Read_Nesting_IsBounded(int depth, DicomFailure? reason)
    {
        var json =
            string.Concat(Enumerable.Repeat("""{"0040A730":{"vr":"SQ","Value":[""", depth))
            + """{"00100020":{"vr":"LO"}}"""
            + string.Concat(Enumerable.Repeat("]}}", depth));

        if (reason is null)
            Read(json).Elements.ShouldHaveSingleItem();
        else
            Refused(json).Reason.ShouldBe(reason.Value);
    }

    [Fact]
    public void Read_BulkDataUri_CountsAsNotHeld() =>
        Read("""{ "7FE00010": { "vr": "OW", "BulkDataURI": "https://pacs.example/bulk/1" } }""")
            .Find(new(0x7FE0, 0x0010))!
            .Bulk!.Uri.ShouldBe("https://pacs.example/bulk/1");

    [Fact]
    public void Read_MetaInformation_IsLeftOut() =>
        Read("""{ "00020010": { "vr": "UI", "Value": [ "1.2" ] }, "00100020": { "vr": "LO" } }""").Elements.ShouldHaveSingleItem();

    [Fact]
    public void Read_DocumentLargerThanAllowed_IsRefused() =>
        Should
            .Throw<DicomFormatException>(() => DicomJsonReader.Read(new byte[100], new() { MaxJsonBytes = 10 }))
            .Reason.ShouldBe(DicomFailure.TooLarge);

    [Fact]
    public void Read_MoreElementsThanAllowed_IsRefused() =>
        Should
            .Throw<DicomFormatException>(() =>
                DicomJsonReader.Read("""[ { "00100020": { "vr": "LO" } }, { "00100020": { "vr": "LO" } } ]"""u8.ToArray(), new() { MaxElements = 1 })
            )
            .Reason.ShouldBe(DicomFailure.TooManyElements);

    [Fact]
    public void Split_Array_GivesEachDataset() =>
        DicomJsonReader
            .Split("""[ { "00100020": { "vr": "LO" } }, { "bad": 1 } ]"""u8.ToArray())
            .Select(Encoding.UTF8.GetString)
            .ShouldBe(["""{ "00100020": { "vr": "LO" } }""", """{ "bad": 1 }"""]);

    static DicomDataset Read(string json) => DicomJsonReader.Read(Encoding.UTF8.GetBytes(json)).ShouldHaveSingleItem().Dataset;

    static DicomFormatException Refused(string json) => Should.Throw<DicomFormatException>(() => DicomJsonReader.Read(Encoding.UTF8.GetBytes(json)));
}
