using System.Globalization;
using Hengjian.Interop.Dicom;
using Hengjian.Interop.Dicom.Writing;

namespace Hengjian.Tests.Dicom;

public sealed class DicomHeaderTests
{
    [Fact]
    public void Read_WithoutSopInstance_IsRefused()
    {
        var failure = Refused(Builder().Text(new(0x0008, 0x0018)));

        (failure.Reason, failure.Tag).ShouldBe((DicomFailure.MissingIdentity, new DicomTag(0x0008, 0x0018)));
    }

    [Fact]
    public void Read_StudyThatIsNoUid_IsRefused() =>
        Refused(Builder().Text(DicomTags.SopInstanceUid, "1.2.3").Text(DicomTags.StudyInstanceUid, "1.2; drop"))
            .Reason.ShouldBe(DicomFailure.MissingIdentity);

    [Fact]
    public void Read_TwoPatientIds_AreRefused() =>
        Refused(Builder().Text(DicomTags.SopInstanceUid, "1.2.3").Text(DicomTags.PatientId, "A", "B")).Tag.ShouldBe(DicomTags.PatientId);

    [Theory]
    [InlineData("20260230")]
    [InlineData("1967")]
    [InlineData("nonsense")]
    public void Read_BirthDateThatIsNoDate_KeepsItsText(string text)
    {
        var patient = DicomHeader.Read(Builder().Text(DicomTags.SopInstanceUid, "1.2.3").Text(DicomTags.PatientBirthDate, text).Build()).Patient;

        (patient.BirthDate, patient.BirthDateText).ShouldBe((null, text));
    }

    [Fact]
    public void Read_AccessionsOfRequests_ComeAfterTheStudys()
    {
        var request = new DicomBuilder()
            .Text(DicomTags.AccessionNumber, "B")
            .Sequence(DicomTags.IssuerOfAccessionNumber, new DicomBuilder().Text(DicomTags.LocalNamespaceEntityId, "RIS").Build())
            .Build();
        var dataset = Builder()
            .Text(DicomTags.SopInstanceUid, "1.2.3")
            .Text(DicomTags.AccessionNumber, "A")
            .Sequence(DicomTags.ReferencedRequestSequence, request, request)
            .Build();

        DicomHeader.Read(dataset).Accessions.ShouldBe([new("A", null), new("B", "RIS")]);
    }

    [Theory]
    [InlineData("082428", "08:24:28")]
    [InlineData("08", "08:00:00")]
    [InlineData("235960", "23:59:59")]
    [InlineData("082428.5", "08:24:28.5")]
    [InlineData("2561", null)]
    [InlineData("8:24", null)]
    public void Time_Text_IsReadOrNot(string text, string? time) =>
        DicomDateTimes.Time(text)?.ToString("HH:mm:ss.FFF", CultureInfo.InvariantCulture).ShouldBe(time);

    [Theory]
    [InlineData("20260302082428+0800", "2026-03-02T08:24:28", "08:00:00")]
    [InlineData("20260302", "2026-03-02T00:00:00", null)]
    [InlineData("2026", "2026-01-01T00:00:00", null)]
    [InlineData("20260302082428+9900", null, null)]
    [InlineData("20261302", null, null)]
    public void DateAndTime_Text_IsReadOrNot(string text, string? local, string? offset)
    {
        var read = DicomDateTimes.DateAndTime(text);

        (read?.Local.ToString("s", CultureInfo.InvariantCulture), read?.Offset?.ToString("c", CultureInfo.InvariantCulture)).ShouldBe(
            (local, offset)
        );
    }

    [Theory]
    [InlineData("Zhang^XiaoDong=张^小东", "张小东")]
    [InlineData("张三", "张三")]
    [InlineData("Buc^Jérôme^^Dr", "Buc Jérôme Dr")]
    [InlineData("=王^五", "王五")]
    public void PersonName_Display_IsWhatPeopleWrite(string text, string display) => DicomPersonName.Parse(text).Display.ShouldBe(display);

    static DicomBuilder Builder() => new DicomBuilder().Text(DicomTags.SopClassUid, "1.2.840.10008.5.1.4.1.1.7");

    static DicomFormatException Refused(DicomBuilder builder) => Should.Throw<DicomFormatException>(() => DicomHeader.Read(builder.Build()));
}
