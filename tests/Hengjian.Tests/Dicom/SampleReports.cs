using Hengjian.Interop.Dicom;
using Hengjian.Interop.Dicom.Sr;
using Hengjian.Interop.Dicom.Writing;

namespace Hengjian.Tests.Dicom;

/// <summary>Reports of an invented AI, made by the product's own builder.</summary>
internal static class SampleReports
{
    public const string StudyUid = "1.2.826.0.1.3680043.10.999.1";

    public static readonly CodedConcept Nodule = new("SCT", "427359005", "Solitary nodule of lung");
    public static readonly CodedConcept Presence = new("99HENGJIAN", "PRESENCE", "Presence of the target finding");
    public static readonly CodedConcept Present = new("SCT", "52101004", "Present");
    public static readonly CodedConcept Absent = new("SCT", "2667000", "Absent");
    public static readonly CodedConcept Probability = new("99HENGJIAN", "PROBABILITY", "Probability of the target finding");
    public static readonly CodedConcept Diameter = new("SCT", "81827009", "Diameter");

    public static AiSrContent Content { get; } =
        new()
        {
            SopInstanceUid = "1.2.826.0.1.3680043.10.999.1.2.3",
            SeriesInstanceUid = "1.2.826.0.1.3680043.10.999.1.2",
            StudyInstanceUid = StudyUid,
            Patient = new(new("Ceshi^Yi", "测试^一", ""), "TEST-0001", "测试医院", new DateOnly(1967, 7, 1), "19670701", "F"),
            AccessionNumber = "ACC-1",
            ContentLocalTime = new DateTime(2026, 3, 2, 8, 24, 28, DateTimeKind.Unspecified),
            UtcOffset = TimeSpan.FromHours(8),
            StudyDate = new DateOnly(2026, 3, 2),
            Device = new()
            {
                IsDevice = true,
                DeviceUid = "1.2.826.0.1.3680043.10.999.77",
                Name = "肺结节辅助检测软件",
                Manufacturer = "测试公司",
                ModelName = "TEST-AI",
                SerialNumber = "SN1",
            },
            Algorithm = new() { Name = "测试算法", Version = "2.1.0" },
            Procedure = new("LN", "24627-2", "CT Chest"),
            Findings =
            [
                new()
                {
                    TrackingIdentifier = "结节1",
                    TrackingUid = "1.2.826.0.1.3680043.10.999.1.100",
                    Finding = Nodule,
                    Site = new("SCT", "39607008", "Lung"),
                    Measurements = [new(Diameter, 12.5m, "mm")],
                    Comment = "右肺上叶结节，建议复查；AI置信度0.93",
                },
            ],
            Evaluations = [new(Presence, Present)],
            Scores = [new(Probability, 93m, "%")],
            Images = [new("1.2.840.10008.5.1.4.1.1.2", "1.2.826.0.1.3680043.10.999.1.9.1", "1.2.826.0.1.3680043.10.999.1.9")],
        };

    /// <summary>A complete report that found nothing.</summary>
    public static AiSrContent Empty => Content with { Findings = [], Evaluations = [], Scores = [] };

    public static SrReport Read(AiSrContent content) => SrReport.Read(AiSrBuilder.Build(content));

    public static byte[] File(AiSrContent content) => DicomWriter.Write(AiSrBuilder.Build(content));
}
