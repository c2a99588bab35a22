using System.Globalization;
using Hengjian.Interop.Dicom.Sr;

namespace Hengjian.Interop.Dicom.Writing;

/// <summary>
/// Makes the report an AI sends: Comprehensive SR, TID 1500, the device as observer (TID 1004), the algorithm (TID 4019) on each measurement
/// group and measurement. Always unverified: a machine does not attest.
/// </summary>
public static class AiSrBuilder
{
    const string ComprehensiveSr = "1.2.840.10008.5.1.4.1.1.88.33";

    /// <summary>The data set; <see cref="DicomWriter"/> makes a file of it.</summary>
    public static DicomDataset Build(AiSrContent content)
    {
        var date = content.ContentLocalTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var time = content.ContentLocalTime.ToString("HHmmss", CultureInfo.InvariantCulture);
        var builder = new DicomBuilder()
            .Text(DicomTags.InstanceCreationDate, date)
            .Text(DicomTags.InstanceCreationTime, time)
            .Text(DicomTags.SopClassUid, ComprehensiveSr)
            .Text(DicomTags.SopInstanceUid, content.SopInstanceUid)
            .Text(DicomTags.StudyDate, Date(content.StudyDate))
            .Text(DicomTags.StudyTime)
            .Text(DicomTags.ContentDate, date)
            .Text(DicomTags.ContentTime, time)
            .Text(DicomTags.AccessionNumber, content.AccessionNumber)
            .Text(DicomTags.Modality, "SR")
            .Text(DicomTags.Manufacturer, content.Device.Manufacturer)
            .Text(DicomTags.ManufacturerModelName, content.Device.ModelName)
            .Text(DicomTags.DeviceSerialNumber, content.Device.SerialNumber)
            .Text(DicomTags.SoftwareVersions, content.Algorithm?.Version)
            .Text(DicomTags.ReferringPhysicianName)
            .Sequence(DicomTags.ReferencedPerformedProcedureStepSequence)
            .Text(DicomTags.PatientName, content.Patient.Name?.ToString())
            .Text(DicomTags.PatientId, content.Patient.Id)
            .Text(DicomTags.PatientBirthDate, Date(content.Patient.BirthDate))
            .Text(DicomTags.PatientSex, content.Patient.Sex)
            .Text(DicomTags.StudyInstanceUid, content.StudyInstanceUid)
            .Text(DicomTags.SeriesInstanceUid, content.SeriesInstanceUid)
            .Text(DicomTags.StudyId)
            .Text(DicomTags.SeriesNumber, "1")
            .Text(DicomTags.InstanceNumber, "1")
            .Sequence(DicomTags.PerformedProcedureCodeSequence)
            .Text(DicomTags.CompletionFlag, content.IsComplete ? "COMPLETE" : "PARTIAL")
            .Text(DicomTags.VerificationFlag, "UNVERIFIED")
            .Text(DicomTags.PreliminaryFlag, content.IsPreliminary ? "PRELIMINARY" : "FINAL")
            .Text(DicomTags.ValueType, "CONTAINER")
            .Text(DicomTags.ContinuityOfContent, "SEPARATE")
            .Sequence(DicomTags.ConceptNameCodeSequence, SrItems.Code(SrCodes.ImagingMeasurementReport))
            .Sequence(
                DicomTags.ContentTemplateSequence,
                new DicomBuilder().Text(DicomTags.MappingResource, "DCMR").Text(DicomTags.TemplateIdentifier, "1500").Build()
            )
            .Sequence(DicomTags.ContentSequence, RootItems(content));
        if (content.Patient.Issuer is { } issuer)
            builder.Text(DicomTags.IssuerOfPatientId, issuer);
        if (content.UtcOffset is { } offset)
            builder.Text(
                DicomTags.TimezoneOffsetFromUtc,
                (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hhmm", CultureInfo.InvariantCulture)
            );
        if (content.Images.Count > 0)
            builder.Sequence(DicomTags.CurrentRequestedProcedureEvidenceSequence, Evidence(content));
        return builder.Build();
    }

    static IEnumerable<DicomDataset> RootItems(AiSrContent content)
    {
        yield return SrItems.Coded("HAS CONCEPT MOD", SrCodes.Language, content.Language);
        yield return SrItems.Coded("HAS OBS CONTEXT", SrCodes.ObserverType, SrCodes.Device);
        foreach (var item in Device(content.Device))
            yield return item;
        yield return SrItems.Coded("HAS CONCEPT MOD", SrCodes.ProcedureReported, content.Procedure);
        yield return SrItems.Container(
            SrCodes.ImagingMeasurements,
            [.. content.Findings.Select(finding => Group(finding, content)), .. Whole(content)]
        );
        if (content.Evaluations.Count > 0)
            yield return SrItems.Container(
                SrCodes.QualitativeEvaluations,
                [.. Algorithm(content.Algorithm), .. content.Evaluations.Select(Evaluation)]
            );
    }

    static IEnumerable<DicomDataset> Device(SrObserver device)
    {
        if (device.DeviceUid is { } uid)
            yield return SrItems.UidReference("HAS OBS CONTEXT", SrCodes.DeviceObserverUid, uid);
        (CodedConcept Concept, string? Text)[] texts =
        [
            (SrCodes.DeviceObserverName, device.Name),
            (SrCodes.DeviceObserverManufacturer, device.Manufacturer),
            (SrCodes.DeviceObserverModel, device.ModelName),
            (SrCodes.DeviceObserverSerial, device.SerialNumber),
        ];
        foreach (var (concept, text) in texts)
        {
            if (text is not null)
                yield return SrItems.Text("HAS OBS CONTEXT", concept, text);
        }
    }

    /// <summary>The numbers about the whole study, as a group of their own: TID 1500 has measurements in groups alone.</summary>
    static IEnumerable<DicomDataset> Whole(AiSrContent content)
    {
        if (content.Scores.Count == 0)
            yield break;
        yield return SrItems.Container(
            SrCodes.MeasurementGroup,
            [
                SrItems.Text("HAS OBS CONTEXT", SrCodes.TrackingIdentifier, "study"),
                SrItems.UidReference("HAS OBS CONTEXT", SrCodes.TrackingUniqueIdentifier, content.StudyInstanceUid),
                .. Algorithm(content.Algorithm),
                .. content.Scores.Select(score => Measurement(score, content)),
            ]
        );
    }

    static DicomDataset Group(AiSrFinding finding, AiSrContent content)
    {
        List<DicomDataset> items =
        [
            SrItems.Text("HAS OBS CONTEXT", SrCodes.TrackingIdentifier, finding.TrackingIdentifier),
            SrItems.UidReference("HAS OBS CONTEXT", SrCodes.TrackingUniqueIdentifier, finding.TrackingUid),
            .. Algorithm(content.Algorithm),
        ];
        if (finding.Finding is { } found)
            items.Add(SrItems.Coded("CONTAINS", SrCodes.Finding, found));
        if (finding.Site is { } site)
            items.Add(SrItems.Coded("HAS CONCEPT MOD", SrCodes.FindingSite, site));
        items.AddRange(finding.Measurements.Select(measurement => Measurement(measurement, content)));
        items.AddRange(finding.Evaluations.Select(Evaluation));
        if (finding.Comment is { } comment)
            items.Add(SrItems.Text("CONTAINS", SrCodes.Comment, comment));
        return SrItems.Container(SrCodes.MeasurementGroup, items);
    }

    static DicomDataset Measurement(AiSrMeasurement measurement, AiSrContent content) =>
        SrItems.Number(
            measurement.Concept,
            measurement.Value,
            measurement.UcumUnit,
            [
                .. Algorithm(content.Algorithm),
                .. content.Images.Take(1).Select(image => SrItems.Image("INFERRED FROM", image.SopClassUid, image.SopInstanceUid)),
            ]
        );

    static DicomDataset Evaluation(AiSrEvaluation evaluation) => SrItems.Coded("CONTAINS", evaluation.Concept, evaluation.Value);

    static IEnumerable<DicomDataset> Algorithm(AlgorithmIdentity? algorithm)
    {
        if (algorithm is null)
            yield break;
        if (algorithm.Family is { } family)
            yield return SrItems.Coded("HAS CONCEPT MOD", SrCodes.AlgorithmFamily, family);
        yield return SrItems.Text("HAS CONCEPT MOD", SrCodes.AlgorithmName, algorithm.Name);
        if (algorithm.Version is { } version)
            yield return SrItems.Text("HAS CONCEPT MOD", SrCodes.AlgorithmVersion, version);
        foreach (var parameters in algorithm.Parameters)
            yield return SrItems.Text("HAS CONCEPT MOD", SrCodes.AlgorithmParameters, parameters);
    }

    static DicomDataset Evidence(AiSrContent content) =>
        new DicomBuilder()
            .Text(DicomTags.StudyInstanceUid, content.StudyInstanceUid)
            .Sequence(
                DicomTags.ReferencedSeriesSequence,
                content
                    .Images.GroupBy(image => image.SeriesInstanceUid)
                    .Select(series =>
                        new DicomBuilder()
                            .Text(DicomTags.SeriesInstanceUid, series.Key)
                            .Sequence(
                                DicomTags.ReferencedSopSequence,
                                series.Select(image => SrItems.Reference(image.SopClassUid, image.SopInstanceUid))
                            )
                            .Build()
                    )
            )
            .Build();

    static string? Date(DateOnly? date) => date?.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
