using Hengjian.IntegrationTests.Pages;
using Hengjian.Interop.Dicom;
using Hengjian.Interop.Dicom.Sr;
using Hengjian.Interop.Dicom.Writing;

namespace Hengjian.IntegrationTests.Inbox;

/// <summary>What the clinic's AI sends: structured reports by the product's own builder, each with UIDs of its own.</summary>
internal static class Reports
{
    /// <summary>A value that occurs nowhere else, for tests that look for what must not be shown.</summary>
    public const string Sentinel = "SENTINEL-COMMENT-3317";

    private static int _serial;

    /// <summary>A complete report with one finding.</summary>
    public static AiSrContent Of(string? accession, string? patient, string name = "测试^一")
    {
        var root = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"1.2.826.0.1.3680043.10.999.{Interlocked.Increment(ref _serial)}");
        return new AiSrContent
        {
            SopInstanceUid = root + ".3",
            SeriesInstanceUid = root + ".2",
            StudyInstanceUid = root + ".1",
            Patient = new DicomPatient(new DicomPersonName("Ceshi^Yi", name, ""), patient, null, new DateOnly(1961, 2, 3), "19610203", "F"),
            AccessionNumber = accession,
            ContentLocalTime = new DateTime(2026, 3, 2, 8, 24, 28, DateTimeKind.Unspecified),
            UtcOffset = TimeSpan.FromHours(8),
            StudyDate = new DateOnly(2026, 3, 2),
            Device = new SrObserver { IsDevice = true, DeviceUid = "1.2.826.0.1.3680043.10.999.77", Name = "肺结节辅助检测软件", Manufacturer = "测试公司", ModelName = "TEST-AI" },
            Algorithm = new AlgorithmIdentity { Name = Clinic.Algorithm, Version = Clinic.Version },
            Procedure = new CodedConcept("LN", "24627-2", "CT Chest"),
            Findings =
            [
                new AiSrFinding
                {
                    TrackingIdentifier = "结节1", TrackingUid = root + ".100", Finding = new CodedConcept("SCT", "427359005", "Solitary nodule of lung"), Comment = Sentinel,
                },
            ],
        };
    }

    /// <summary>A report of the clinic's last case.</summary>
    public static AiSrContent OfLastCase(Clinic clinic) => Of(Accession(clinic), Patient(clinic));

    public static string Accession(Clinic clinic) => $"ACC-{clinic.LastCase:0000}";

    public static string Patient(Clinic clinic) => $"PAT-{clinic.LastCase:0000}";

    public static byte[] Part10(AiSrContent content, string characterSet = "ISO_IR 192") => DicomWriter.Write(AiSrBuilder.Build(content), characterSet: characterSet);
}
