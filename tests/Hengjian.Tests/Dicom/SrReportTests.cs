using Hengjian.Interop.Dicom;
using Hengjian.Interop.Dicom.Sr;
using Hengjian.Interop.Dicom.Writing;

namespace Hengjian.Tests.Dicom;

/// <summary>Rules of reading that no file by others shows: which algorithm holds, and what makes a report unreadable.</summary>
public sealed class SrReportTests
{
    static readonly CodedConcept Diameter = SampleReports.Diameter;

    [Fact]
    public void Algorithm_OfTheItemItself_WinsOverThoseAbove() =>
        Names(Report(Algorithm("root"), Measurements(Algorithm("container"), Group(Algorithm("group"), Number(Algorithm("own")))))).ShouldBe(["own"]);

    [Fact]
    public void Algorithm_OfTheGroup_WinsOverTheContainer() =>
        Names(Report(Algorithm("root"), Measurements(Algorithm("container"), Group(Algorithm("group"), Number())))).ShouldBe(["group"]);

    [Fact]
    public void Algorithm_OfTheContainer_WinsOverTheRoot() =>
        Names(Report(Algorithm("root"), Measurements(Algorithm("container"), Group(Number())))).ShouldBe(["container"]);

    [Fact]
    public void Algorithm_OfTheRoot_HoldsWhereNothingNearerIs() => Names(Report(Algorithm("root"), Measurements(Group(Number())))).ShouldBe(["root"]);

    [Fact]
    public void Algorithm_OfASibling_DoesNotHold() =>
        Names(Report(Measurements(Group(Algorithm("other"), Number()), Group(Number())))).ShouldBe(["other", null]);

    [Fact]
    public void Report_WhoseItemsDisagree_IsUnidentifiedAndListsAll()
    {
        var report = Report(Measurements(Group(Algorithm("a"), Number()), Group(Algorithm("b"), Number())));

        report.Algorithm.ShouldBeNull();
        report.Algorithms.Select(algorithm => algorithm.Name).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Report_WithoutItems_HasTheAlgorithmItNames() => Report(Measurements(Algorithm("container"))).Algorithm!.Name.ShouldBe("container");

    [Fact]
    public void Algorithm_WithoutAVersion_IsIdentifiedByNameAlone() =>
        Report(Measurements(Group(Algorithm("a"), Number()))).Algorithm!.Version.ShouldBeNull();

    [Fact]
    public void Evaluation_OutsideGroups_IsUngrouped()
    {
        var evaluation = Report(SrItems.Coded("CONTAINS", SampleReports.Presence, SampleReports.Absent)).Ungrouped.Evaluations.ShouldHaveSingleItem();

        evaluation.Value!.Is(SampleReports.Absent).ShouldBeTrue();
    }

    [Fact]
    public void Number_WithAQualifierAlone_KeepsTheReason()
    {
        var number = new DicomBuilder()
            .Text(DicomTags.RelationshipType, "CONTAINS")
            .Text(DicomTags.ValueType, "NUM")
            .Sequence(DicomTags.ConceptNameCodeSequence, SrItems.Code(Diameter))
            .Sequence(DicomTags.MeasuredValueSequence)
            .Sequence(DicomTags.NumericValueQualifierCodeSequence, SrItems.Code(new("DCM", "114000", "Not a number")))
            .Build();

        var read = Report(Measurements(Group(number))).Groups[0].Measurements[0].Number!;

        (read.Value, read.Qualifier!.Value).ShouldBe((null, "114000"));
    }

    [Fact]
    public void Read_ItemWithoutValueType_IsRefused() =>
        Should
            .Throw<DicomFormatException>(() => Report(new DicomBuilder().Text(DicomTags.RelationshipType, "CONTAINS").Build()))
            .Reason.ShouldBe(DicomFailure.NotStructuredReport);

    [Fact]
    public void Read_OtherSopClass_IsRefused() =>
        Should
            .Throw<DicomFormatException>(() =>
                SrReport.Read(
                    new DicomBuilder().Text(DicomTags.SopClassUid, "1.2.840.10008.5.1.4.1.1.7").Text(DicomTags.SopInstanceUid, "1.2").Build()
                )
            )
            .Reason.ShouldBe(DicomFailure.NotStructuredReport);

    [Fact]
    public void Read_ReferenceToAnotherItem_KeepsItsPosition()
    {
        var reference = new DicomBuilder()
            .Text(DicomTags.RelationshipType, "INFERRED FROM")
            .Bytes(DicomTags.ReferencedContentItemIdentifier, DicomVr.UL, [1, 0, 0, 0, 2, 0, 0, 0])
            .Build();

        Report(Measurements(Group(Number(reference))))
            .Root.SelfAndDescendants()
            .Single(item => item.ValueType == SrValueType.Reference)
            .Target.ShouldBe([1, 2]);
    }

    static IEnumerable<string?> Names(SrReport report) => report.Groups.SelectMany(group => group.Measurements).Select(item => item.Algorithm?.Name);

    static DicomDataset Algorithm(string name) => SrItems.Text("HAS CONCEPT MOD", SrCodes.AlgorithmName, name);

    static DicomDataset Number(params DicomDataset[] children) => SrItems.Number(Diameter, 1.5m, "mm", children);

    static DicomDataset Group(params DicomDataset[] children) => SrItems.Container(SrCodes.MeasurementGroup, children);

    static DicomDataset Measurements(params DicomDataset[] children) => SrItems.Container(SrCodes.ImagingMeasurements, children);

    static SrReport Report(params DicomDataset[] children) =>
        SrReport.Read(
            new DicomBuilder()
                .Text(DicomTags.SopClassUid, "1.2.840.10008.5.1.4.1.1.88.33")
                .Text(DicomTags.SopInstanceUid, "1.2.3")
                .Text(DicomTags.ValueType, "CONTAINER")
                .Sequence(DicomTags.ConceptNameCodeSequence, SrItems.Code(SrCodes.ImagingMeasurementReport))
                .Sequence(DicomTags.ContentSequence, children)
                .Build()
        );
}
