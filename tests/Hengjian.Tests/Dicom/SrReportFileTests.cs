using System.Globalization;
using Hengjian.Interop.Dicom;
using Hengjian.Interop.Dicom.Json;
using Hengjian.Interop.Dicom.Sr;

namespace Hengjian.Tests.Dicom;

/// <summary>Structured reports by other software, held against dsrdump's reading and against what a reader of the dump sees.</summary>
public sealed class SrReportFileTests
{
    public static TheoryData<string> Reports => DicomFiles.Reports;

    [Theory]
    [MemberData(nameof(Reports))]
    public void Read_Tree_EqualsDsrdump(string name)
    {
        var root = SrReport.Read(DicomFiles.Read(name).Dataset).Root;

        DsrdumpRendering.Lines(root).ShouldBe(DsrdumpRendering.Tree(DicomFiles.ExpectedDump(name)));
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public void Read_Flags_EqualDsrdump(string name)
    {
        var report = SrReport.Read(DicomFiles.Read(name).Dataset);
        var dump = DicomFiles.ExpectedDump(name).Split('\n');

        report.Completion.ToString().ToUpperInvariant().ShouldBe(Line(dump, "Completion Flag"));
        (report.IsVerified ? "VERIFIED" : "UNVERIFIED").ShouldBe(Line(dump, "Verification Flag"));
        (report.Preliminary == SrPreliminary.NotStated ? null : report.Preliminary.ToString().ToUpperInvariant()).ShouldBe(
            Line(dump, "Preliminary Flag")
        );
        report.Header.ContentLocalTime!.Value.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture).ShouldBe(Line(dump, "Content Date/Time"));
    }

    [Theory]
    [InlineData("own-synthetic/ai_sr_zh_utf8.dcm")]
    [InlineData("own-synthetic/ai_sr_zh_utf8_implicitVR.dcm")]
    public void Read_ChineseReport_HasPatientDeviceAndAlgorithm(string name)
    {
        var report = SrReport.Read(DicomFiles.Read(name).Dataset);

        report.Header.Patient.Name!.Display.ShouldBe("测试患者");
        report.Header.Patient.BirthDate.ShouldBe(new DateOnly(1967, 7, 1));
        report.Language!.Value.ShouldBe("zh-CN");
        report.ProceduresReported.ShouldHaveSingleItem().Value.ShouldBe("24627-2");
        report.Observers.ShouldBe([
            new()
            {
                IsDevice = true,
                DeviceUid = "1.2.826.0.1.3680043.10.999.77.1",
                Name = "肺结节CT影像辅助检测软件",
                Manufacturer = "测试医疗AI有限公司",
                ModelName = "TEST-LUNG-AI",
                SerialNumber = "SN00000001",
            },
        ]);
        (report.Algorithm!.Name, report.Algorithm.Version, report.UnidentifiedItems).ShouldBe(("测试肺结节检测算法", "2.1.0", 0));
    }

    [Fact]
    public void Read_ChineseReport_HasItsMeasurementGroup()
    {
        var group = SrReport.Read(DicomFiles.Read("own-synthetic/ai_sr_zh_utf8.dcm").Dataset).Groups.ShouldHaveSingleItem();

        (group.TrackingIdentifier, group.TrackingUid).ShouldBe(("结节1", "1.2.826.0.1.3680043.10.999.1.100"));
        group.Findings.ShouldBe([new("SCT", "427359005", "Solitary nodule of lung")]);
        group.FindingSites.ShouldBe([new("SCT", "39607008", "Lung")]);
        group
            .Measurements.Select(item => (item.Concept!.Meaning, item.Number!.Value, item.Number.Unit!.Value))
            .ShouldBe([("Volume", 31112.2, "mm3"), ("Diameter", 49.94462, "mm")]);
        group.Statements.ShouldHaveSingleItem().Text.ShouldStartWith("右肺上叶实性结节");
    }

    [Fact]
    public void Read_ImplicitAndExplicitForm_HaveOneDigest()
    {
        var digests = new[] { "own-synthetic/ai_sr_zh_utf8.dcm", "own-synthetic/ai_sr_zh_utf8_implicitVR.dcm" }.Select(name =>
            DicomDigest.Compute(DicomFiles.Read(name).Dataset)
        );

        digests.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public void Read_AlgorithmOnMeasurementsOnly_LeavesEvaluationsUnidentified()
    {
        var report = SrReport.Read(DicomFiles.Read("hl7-dicom-sr/Example-MeasurementReport.fixed.dcm").Dataset);

        var group = report.Groups.ShouldHaveSingleItem();
        group.Measurements.ShouldAllBe(item => item.Algorithm!.Name == "pylidc");
        group.Evaluations.Select(item => (item.Concept!.Meaning, item.Value!.Value)).ShouldBe([("Subtlety score", "105"), ("Malignancy", "905")]);
        (report.Algorithm!.Version, report.UnidentifiedItems).ShouldBe(("0.2.0", 2));
    }

    [Theory]
    [InlineData("dcmjs/sample-sr.dcm")]
    [InlineData("highdicom/sr_document.dcm")]
    [InlineData("dwv-GPL3/tid1500-0_sr-ruler.dcm")]
    public void Read_ReportWithoutTid4019_IsAlgorithmUnidentified(string name)
    {
        var report = SrReport.Read(DicomFiles.Read(name).Dataset);

        report.Algorithm.ShouldBeNull();
        report.Algorithms.ShouldBeEmpty();
        report.UnidentifiedItems.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Read_TwoObservers_KeepsPersonAndDeviceApart()
    {
        var observers = SrReport.Read(DicomFiles.Read("highdicom/sr_document.dcm").Dataset).Observers;

        observers
            .Select(observer => (observer.IsDevice, observer.Name, observer.DeviceUid))
            .ShouldBe([(false, "Foo", null), (true, null, "1.2.826.0.1.3680043.8.498.21942475928007893653780457882384425166")]);
    }

    [Fact]
    public void Read_MeasurementProperties_AreModifiers()
    {
        var measurement = SrReport.Read(DicomFiles.Read("highdicom/sr_document.dcm").Dataset).Groups[0].Measurements.ShouldHaveSingleItem();

        measurement.Modifiers.Select(modifier => modifier.Code!.Meaning).ShouldBe(["Normal", "Not significant"]);
    }

    [Fact]
    public void Read_VerifiedReport_NamesItsVerifiers()
    {
        var observers = SrReport.Read(DicomFiles.Read("pydicom/test-SR.dcm").Dataset).VerifyingObservers;

        observers
            .Select(observer => (observer.Name!.Display, observer.Organization))
            .ShouldBe([("Riesmeier Jörg", "OFFIS e.V."), ("Observer Verifying", "Organisation")]);
    }

    [Fact]
    public void Read_DicomJsonByOthers_IsTheSameReport()
    {
        var json = DicomJsonReader.Read(DicomFiles.Bytes("dcmjs/sample-sr.json"))[0].Dataset;
        var file = DicomFiles.Read("dcmjs/sample-sr.dcm").Dataset;

        DsrdumpRendering.Lines(SrReport.Read(json).Root).ShouldBe(DsrdumpRendering.Lines(SrReport.Read(file).Root));
    }

    [Fact]
    public void Read_Hl7ExampleInDicomJson_HasItsGroup()
    {
        var report = SrReport.Read(DicomJsonReader.Read(DicomFiles.Bytes("hl7-dicom-sr/Example-MeasurementReport.dicom.json"))[0].Dataset);

        report.Groups.ShouldHaveSingleItem().TrackingIdentifier.ShouldBe("Nodule 1");
        report.Header.Accessions.ShouldHaveSingleItem().Number.ShouldBe("ACSN-235813");
    }

    [Theory]
    [InlineData("dcmqi/sr-tid1500-example.json")]
    [InlineData("dcmqi/sr-tid1500-qualitative.json")]
    public void Read_JsonThatIsNotDicomJson_IsRefused(string name)
    {
        var bytes = DicomFiles.Bytes(name);

        Should.Throw<DicomFormatException>(() => DicomJsonReader.Read(bytes)).Reason.ShouldBe(DicomFailure.InvalidJson);
    }

    static string? Line(string[] dump, string label) =>
        dump.FirstOrDefault(line => line.StartsWith(label, StringComparison.Ordinal))?[(dump[2].IndexOf(':', StringComparison.Ordinal) + 2)..];
}
