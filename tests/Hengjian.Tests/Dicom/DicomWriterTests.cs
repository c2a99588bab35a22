using System.Text.Json.Nodes;
using Hengjian.Interop.Dicom;
using Hengjian.Interop.Dicom.Json;
using Hengjian.Interop.Dicom.Sr;
using Hengjian.Interop.Dicom.Writing;

namespace Hengjian.Tests.Dicom;

public sealed class DicomWriterTests
{
    public static TheoryData<string, string> Forms
    {
        get
        {
            var forms = new TheoryData<string, string>();
            foreach (var syntax in new[] { "1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2" })
            {
                forms.Add(syntax, "ISO_IR 192");
                forms.Add(syntax, "GB18030");
            }
            return forms;
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Write_AnyForm_ReadsBackWithTheSameDigest(string syntax, string characterSet)
    {
        var dataset = AiSrBuilder.Build(SampleReports.Content);

        var read = DicomReader.Read(DicomWriter.Write(dataset, DicomTransferSyntax.Find(syntax), characterSet));

        (read.TransferSyntax.Uid, DicomDigest.Compute(read.Dataset)).ShouldBe((syntax, DicomDigest.Compute(dataset)));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Write_AnyForm_IsReadByDcm2jsonAlike(string syntax, string characterSet)
    {
        var dataset = AiSrBuilder.Build(SampleReports.Content);
        using var file = new TemporaryFile(DicomWriter.Write(dataset, DicomTransferSyntax.Find(syntax), characterSet));

        var json = Dcmtk.Run("dcm2json", file.Path).Text();

        DatasetComparison.Differences(dataset, JsonNode.Parse(json)!.AsObject()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ISO_IR 192")]
    [InlineData("GB18030")]
    public void Build_Report_IsReadByDsrdumpWithoutComplaint(string characterSet)
    {
        var dataset = AiSrBuilder.Build(SampleReports.Content);
        using var file = new TemporaryFile(DicomWriter.Write(dataset, characterSet: characterSet));

        var run = Dcmtk.Run("dsrdump", "+U8", "+Pl", "+Pu", "+Pc", "+Pt", file.Path);

        DsrdumpRendering.Tree(run.Text()).ShouldBe(DsrdumpRendering.Lines(SrReport.Read(dataset).Root));
        run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.Contains("VR checker does not support", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Build_Report_ReadsBackAsWhatWasPutIn()
    {
        var report = SampleReports.Read(SampleReports.Content);

        report.Header.Patient.ShouldBe(SampleReports.Content.Patient);
        report.Header.Accessions.ShouldBe([new("ACC-1", null)]);
        report.Header.ContentInstant(TimeSpan.Zero).ShouldBe(new DateTimeOffset(2026, 3, 2, 8, 24, 28, TimeSpan.FromHours(8)));
        report.Observers.ShouldBe([SampleReports.Content.Device]);
        (report.Algorithm!.Name, report.Algorithm.Version, report.UnidentifiedItems).ShouldBe(("测试算法", "2.1.0", 0));
        (report.IsMeasurementReport, report.IsVerified, report.Completion, report.Preliminary).ShouldBe(
            (true, false, SrCompletion.Complete, SrPreliminary.Preliminary)
        );
        report.Evidence.ShouldHaveSingleItem().SopInstanceUid.ShouldBe("1.2.826.0.1.3680043.10.999.1.9.1");
    }

    [Fact]
    public void Build_WithoutAlgorithm_ReadsAsUnidentified() =>
        SampleReports.Read(SampleReports.Content with { Algorithm = null }).Algorithm.ShouldBeNull();

    [Fact]
    public void Digest_OfOtherContent_Differs()
    {
        var changed = SampleReports.Content with { Scores = [new(SampleReports.Probability, 94m, "%")] };

        DicomDigest.Compute(AiSrBuilder.Build(changed)).ShouldNotBe(DicomDigest.Compute(AiSrBuilder.Build(SampleReports.Content)));
    }

    [Fact]
    public void Digest_OfNumbersSpeltOtherwise_IsTheSame()
    {
        var spelt = SampleReports.Content with { Scores = [new(SampleReports.Probability, 93.00m, "%")] };

        DicomDigest.Compute(AiSrBuilder.Build(spelt)).ShouldBe(DicomDigest.Compute(AiSrBuilder.Build(SampleReports.Content)));
    }

    [Fact]
    public void WriteJson_Report_ReadsBackWithTheSameDigest()
    {
        var dataset = AiSrBuilder.Build(SampleReports.Content);

        DicomDigest.Compute(DicomJsonReader.Read(DicomJsonWriter.Write(dataset))[0].Dataset).ShouldBe(DicomDigest.Compute(dataset));
    }

    [Fact]
    public void Uid_OfAGuid_IsTheStandardsForm() =>
        DicomUid.From(Guid.Parse("f81d4fae-7dec-11d0-a765-00a0c91e6bf6")).ShouldBe("2.25.329800735698586629295641978511506172918");

    [Theory]
    [InlineData("1.2.840", true)]
    [InlineData("0.1", true)]
    [InlineData("1.02", false)]
    [InlineData("1..2", false)]
    [InlineData("1.2.", false)]
    [InlineData("", false)]
    [InlineData("1.a", false)]
    public void Uid_Validity_FollowsTheRule(string uid, bool valid) => DicomUid.IsValid(uid).ShouldBe(valid);

    [Fact]
    public void Uid_Of65Characters_IsInvalid() => DicomUid.IsValid("1." + new string('1', 63)).ShouldBeFalse();
}
