using System.Text.Json.Nodes;
using Hengjian.Interop.Dicom;
using Hengjian.Interop.Dicom.Json;

namespace Hengjian.Tests.Dicom;

/// <summary>Files by other software, each held against what dcmtk reads in it.</summary>
public sealed class DicomReaderFileTests
{
    /// <summary>What dcm2json 3.6.7 cannot turn into JSON (compressed pixel data, Japanese text): taken out of the file before it reads it.</summary>
    static readonly Dictionary<string, string[]> NotForDcm2json = new()
    {
        ["dcm4che/CT-JPEGLosslessSV1.dcm"] = ["7FE00010"],
        ["pydicom/SC_rgb_jpeg_dcmtk.dcm"] = ["7FE00010"],
        ["pydicom/chrH31.dcm"] = ["00080005", "00100010"],
        ["pydicom/chrH32.dcm"] = ["00080005", "00100010"],
        ["pydicom/chrSQEncoding.dcm"] = ["00321064"],
    };

    public static TheoryData<string> Files => DicomFiles.Matching("*.dcm");

    public static TheoryData<string> FilesForDcm2json =>
        [.. DicomFiles.Matching("*.dcm").Select(row => row.Data).Where(name => !NotForDcm2json.ContainsKey(name))];

    public static TheoryData<string> Reports => DicomFiles.Reports;

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_FileByOthers_EqualsDcm2json(string name)
    {
        var dataset = DicomFiles.Read(name).Dataset;
        var leftOut = NotForDcm2json.GetValueOrDefault(name, []);

        var differences = DatasetComparison.Differences(dataset, JsonNode.Parse(Dcm2json(name))!.AsObject());

        differences.Where(line => !leftOut.Any(tag => line == $"{tag} only here")).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(FilesForDcm2json))]
    public void ReadJson_OfDcm2json_HasTheDigestOfTheFile(string name)
    {
        var dataset = DicomFiles.Read(name).Dataset;

        var json = DicomJsonReader.Read(Dcm2json(name))[0].Dataset;

        DicomDigest.Compute(json).ShouldBe(DicomDigest.Compute(dataset));
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public void WriteJson_ReportByOthers_ReadsBackWithTheSameDigest(string name)
    {
        var dataset = DicomFiles.Read(name).Dataset;

        var again = DicomJsonReader.Read(DicomJsonWriter.Write(dataset))[0].Dataset;

        DicomDigest.Compute(again).ShouldBe(DicomDigest.Compute(dataset));
    }

    [Fact]
    public void Read_CompressedPixelData_KeepsItsLengthOnly()
    {
        var pixels = DicomFiles.Read("pydicom/SC_rgb_jpeg_dcmtk.dcm").Dataset.Find(new(0x7FE0, 0x0010))!;

        pixels.Bytes.Length.ShouldBe(0);
        pixels.Bulk!.Length.ShouldBeGreaterThan(1000);
    }

    static byte[] Dcm2json(string name)
    {
        using var file = new TemporaryFile(DicomFiles.Bytes(name));
        foreach (var tag in NotForDcm2json.GetValueOrDefault(name, []))
            Dcmtk.Run("dcmodify", "-nb", "-ea", $"({tag[..4]},{tag[4..]})", file.Path).Text();
        var run = Dcmtk.Run("dcm2json", file.Path);
        run.Text();
        return run.Output;
    }
}
