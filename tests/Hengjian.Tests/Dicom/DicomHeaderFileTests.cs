using Hengjian.Interop.Dicom;

namespace Hengjian.Tests.Dicom;

public sealed class DicomHeaderFileTests
{
    [Theory]
    [InlineData("dcmqi/segmentations_liver.dcm", DicomObjectKind.Segmentation)]
    [InlineData("highdicom/seg_image_ct_binary.dcm", DicomObjectKind.Segmentation)]
    [InlineData("pydicom/SC_rgb_small_odd.dcm", DicomObjectKind.SecondaryCapture)]
    [InlineData("pydicom/CT_small.dcm", DicomObjectKind.Image)]
    [InlineData("dcm4che/CT-JPEGLosslessSV1.dcm", DicomObjectKind.Image)]
    [InlineData("dcmqi/paramaps_pm-example-slice.dcm", DicomObjectKind.Image)]
    [InlineData("highdicom/sr_document.dcm", DicomObjectKind.StructuredReport)]
    [InlineData("dcmjs/no-meta-length-test.dcm", DicomObjectKind.Other)]
    public void Read_ObjectByOthers_IsClassed(string name, DicomObjectKind kind) =>
        DicomHeader.Read(DicomFiles.Read(name).Dataset).Kind.ShouldBe(kind);

    [Theory]
    [InlineData("fo-dicom/chrGB2312.dcm", "Zhang^XiaoDong=张^小东", "张小东")]
    [InlineData("pydicom/chrX1.dcm", "Wang^XiaoDong=王^小東", "王小東")]
    [InlineData("pydicom/chrH31.dcm", "Yamada^Tarou=山田^太郎=やまだ^たろう", "山田太郎")]
    [InlineData("pydicom/chrH32.dcm", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう", "山田太郎")]
    public void Read_EastAsianName_IsDecoded(string name, string whole, string display)
    {
        var patient = DicomHeader.Read(DicomFiles.Read(name).Dataset).Patient;

        patient.Name!.ToString().ShouldBe(whole);
        patient.Name.Display.ShouldBe(display);
    }

    [Fact]
    public void Read_ItemWithItsOwnCharacterSet_OverridesTheInherited()
    {
        var item = DicomFiles.Read("pydicom/chrSQEncoding.dcm").Dataset.Item(new(0x0032, 0x1064))!;

        item.PersonName(new(0x0010, 0x0010))!.Ideographic.ShouldBe("山田^太郎");
    }

    [Fact]
    public void Read_SegmentationByAnAlgorithm_NamesIt()
    {
        var segment = DicomHeader.Read(DicomFiles.Read("dcmqi/segmentations_liver.dcm").Dataset).Segments.ShouldHaveSingleItem();

        segment.AlgorithmType.ShouldBe("SEMIAUTOMATIC");
        segment.Algorithm!.Name.ShouldNotBeEmpty();
    }
}
