using Hengjian.Interop.Dicom.Sr;

namespace Hengjian.Interop.Dicom.Reception;

/// <summary>
/// What a stored object says about itself: what made it, and its flags. Never what it found: before a reader's own opinion nobody may learn that from the inbox.
/// </summary>
/// <param name="SopClassUid">Its class.</param>
/// <param name="SeriesDescription">For people.</param>
/// <param name="ContentLocalTime">When its content was made, on the clock of what made it; null where absent.</param>
/// <param name="DeviceName">The device that observed, by name; null where absent.</param>
/// <param name="Manufacturer">Of the device or the algorithm.</param>
/// <param name="ModelName">Of the device.</param>
/// <param name="Report">The flags of a structured report; null for other kinds.</param>
public sealed record ObjectDescription(
    string SopClassUid, string? SeriesDescription, DateTime? ContentLocalTime, string? DeviceName, string? Manufacturer, string? ModelName, ReportFlags? Report)
{
    internal static ObjectDescription Of(DicomIntake intake)
    {
        var header = intake.Header;
        var device = intake.Report?.Observers.FirstOrDefault(o => o.IsDevice);
        return new(
            header.SopClassUid,
            header.SeriesDescription,
            header.ContentLocalTime,
            device?.Name,
            intake.Report?.Algorithm?.Manufacturer ?? device?.Manufacturer ?? header.Manufacturer,
            device?.ModelName ?? header.ModelName,
            intake.Report is { } report
                ? new ReportFlags(report.IsMeasurementReport, report.Completion, report.Preliminary, report.IsVerified, report.UnidentifiedItems, [.. report.Algorithms.Select(a => a.Name)])
                : null
        );
    }
}

/// <summary>The flags of a structured report.</summary>
/// <param name="IsMeasurementReport">Of template TID 1500.</param>
/// <param name="Completion">Completion flag.</param>
/// <param name="Preliminary">Preliminary flag.</param>
/// <param name="IsVerified">Somebody attests the document; it does not sign a diagnosis.</param>
/// <param name="UnidentifiedItems">Measurements and evaluations without an algorithm.</param>
/// <param name="Algorithms">Names of the algorithms that it mentions; several make it "algorithm unidentified".</param>
public sealed record ReportFlags(
    bool IsMeasurementReport, SrCompletion Completion, SrPreliminary Preliminary, bool IsVerified, int UnidentifiedItems, IReadOnlyList<string> Algorithms);
