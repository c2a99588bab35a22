using Hengjian.Interop.Dicom.Sr;

namespace Hengjian.Interop.Dicom;

/// <summary>Reads <see cref="DicomHeader"/>. Elements that decide whose object this is must have one value, or the object is refused.</summary>
internal static class DicomHeaderReader
{
    const string StorageRoot = "1.2.840.10008.5.1.4.1.1.";

    public static DicomHeader Read(DicomDataset dataset)
    {
        var sopClass = RequiredUid(dataset, DicomTags.SopClassUid);
        var kind = KindOf(sopClass, dataset);
        return new()
        {
            Kind = kind,
            SopClassUid = sopClass,
            SopInstanceUid = RequiredUid(dataset, DicomTags.SopInstanceUid),
            Patient = PatientOf(dataset),
            Modality = dataset.Text(DicomTags.Modality),
            StudyInstanceUid = OptionalUid(dataset, DicomTags.StudyInstanceUid),
            SeriesInstanceUid = OptionalUid(dataset, DicomTags.SeriesInstanceUid),
            StudyId = dataset.Text(DicomTags.StudyId),
            StudyDate = DicomDateTimes.Date(dataset.Text(DicomTags.StudyDate)),
            StudyDescription = dataset.Text(DicomTags.StudyDescription),
            SeriesDescription = dataset.Text(DicomTags.SeriesDescription),
            Accessions = AccessionsOf(dataset),
            InstitutionName = dataset.Text(DicomTags.InstitutionName),
            Manufacturer = dataset.Text(DicomTags.Manufacturer),
            ModelName = dataset.Text(DicomTags.ManufacturerModelName),
            DeviceSerialNumber = dataset.Text(DicomTags.DeviceSerialNumber),
            SoftwareVersions = [.. dataset.Texts(DicomTags.SoftwareVersions).Where(version => version.Length > 0)],
            Segments = kind == DicomObjectKind.Segmentation ? [.. dataset.Items(DicomTags.SegmentSequence).Select(SegmentOf)] : [],
            ContentLocalTime = DicomDateTimes.Date(dataset.Text(DicomTags.ContentDate)) is { } date
                ? date.ToDateTime(DicomDateTimes.Time(dataset.Text(DicomTags.ContentTime)) ?? TimeOnly.MinValue)
                : null,
            UtcOffset = DicomDateTimes.Offset(dataset.Text(DicomTags.TimezoneOffsetFromUtc)),
        };
    }

    /// <summary>The only value of an element, or null where it is absent or blank.</summary>
    static string? Single(DicomDataset dataset, DicomTag tag) =>
        dataset.Texts(tag).Count > 1
            ? throw new DicomFormatException(DicomFailure.MissingIdentity, "Several values where one identifies.", tag, dataset.Find(tag)!.Offset)
            : dataset.Text(tag);

    static string? OptionalUid(DicomDataset dataset, DicomTag tag)
    {
        var uid = Single(dataset, tag);
        return uid is null || DicomUid.IsValid(uid)
            ? uid
            : throw new DicomFormatException(DicomFailure.MissingIdentity, "Not a UID.", tag, dataset.Find(tag)!.Offset);
    }

    static string RequiredUid(DicomDataset dataset, DicomTag tag) =>
        OptionalUid(dataset, tag) ?? throw new DicomFormatException(DicomFailure.MissingIdentity, "A UID is required.", tag);

    static DicomPatient PatientOf(DicomDataset dataset)
    {
        var birthDate = Single(dataset, DicomTags.PatientBirthDate);
        return new(
            Single(dataset, DicomTags.PatientName) is { } name ? DicomPersonName.Parse(name) : null,
            Single(dataset, DicomTags.PatientId),
            dataset.Text(DicomTags.IssuerOfPatientId),
            DicomDateTimes.Date(birthDate),
            birthDate,
            Single(dataset, DicomTags.PatientSex)
        );
    }

    static List<DicomAccession> AccessionsOf(DicomDataset dataset) =>
        [
            .. dataset
                .Items(DicomTags.ReferencedRequestSequence)
                .Prepend(dataset)
                .Select(AccessionOf)
                .OfType<DicomAccession>()
                .DistinctBy(accession => accession.Number),
        ];

    static DicomAccession? AccessionOf(DicomDataset dataset)
    {
        if (Single(dataset, DicomTags.AccessionNumber) is not { } number)
            return null;
        var issuer = dataset.Item(DicomTags.IssuerOfAccessionNumber);
        return new(number, issuer?.Text(DicomTags.LocalNamespaceEntityId) ?? issuer?.Text(DicomTags.UniversalEntityId));
    }

    static DicomSegment SegmentOf(DicomDataset segment)
    {
        var identification = segment.Item(DicomTags.SegmentationAlgorithmIdentificationSequence);
        var name = identification?.Text(DicomTags.AlgorithmName) ?? segment.Text(DicomTags.SegmentAlgorithmName);
        return new(
            segment.Numbers(DicomTags.SegmentNumber) is [var number, ..] ? (int)number : null,
            segment.Text(DicomTags.SegmentLabel),
            CodedConcept.Read(segment.Item(DicomTags.SegmentedPropertyTypeCodeSequence)),
            segment.Text(DicomTags.SegmentAlgorithmType),
            name is null || segment.Text(DicomTags.SegmentAlgorithmType) == "MANUAL"
                ? null
                : new()
                {
                    Name = name,
                    Version = identification?.Text(DicomTags.AlgorithmVersion),
                    Parameters = identification?.Text(DicomTags.AlgorithmParameters) is { } parameters ? [parameters] : [],
                    Family = CodedConcept.Read(identification?.Item(DicomTags.AlgorithmFamilyCodeSequence)),
                }
        );
    }

    /// <summary>By SOP class (PS3.4 B.5); classes not listed count as images where they have rows and columns.</summary>
    static DicomObjectKind KindOf(string sopClass, DicomDataset dataset)
    {
        var storage = sopClass.StartsWith(StorageRoot, StringComparison.Ordinal) ? sopClass[StorageRoot.Length..] : "";
        return storage switch
        {
            "66.4" or "66.5" or "66.7" => DicomObjectKind.Segmentation,
            "7" or "7.1" or "7.2" or "7.3" or "7.4" => DicomObjectKind.SecondaryCapture,
            _ when storage.StartsWith("88.", StringComparison.Ordinal) => DicomObjectKind.StructuredReport,
            _ when dataset.Numbers(DicomTags.Rows).Count > 0 && dataset.Numbers(DicomTags.Columns).Count > 0 => DicomObjectKind.Image,
            _ => DicomObjectKind.Other,
        };
    }
}
