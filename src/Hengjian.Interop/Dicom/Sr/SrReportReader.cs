namespace Hengjian.Interop.Dicom.Sr;

/// <summary>Reads <see cref="SrReport"/> from a data set.</summary>
internal static class SrReportReader
{
    public static SrReport Read(DicomDataset dataset)
    {
        var header = DicomHeader.Read(dataset);
        if (header.Kind != DicomObjectKind.StructuredReport)
            throw new DicomFormatException(
                DicomFailure.NotStructuredReport,
                $"SOP class {header.SopClassUid} is no structured report.",
                DicomTags.SopClassUid
            );
        var root = SrTreeReader.Read(dataset);
        var reader = new SrSectionReader();
        reader.Collect(root, null);
        var ungrouped = reader.Section();
        var (algorithms, unidentified) = Algorithms(root, reader.Groups, ungrouped);
        return new()
        {
            Header = header,
            Root = root,
            IsMeasurementReport = root.Is(SrCodes.ImagingMeasurementReport),
            Language = root.Child(SrCodes.Language)?.Code,
            ProceduresReported =
            [
                .. root.Children.Where(child => child.Is(SrCodes.ProcedureReported)).Select(child => child.Code).OfType<CodedConcept>(),
            ],
            Completion = dataset.Text(DicomTags.CompletionFlag) switch
            {
                "COMPLETE" => SrCompletion.Complete,
                "PARTIAL" => SrCompletion.Partial,
                _ => SrCompletion.NotStated,
            },
            Preliminary = dataset.Text(DicomTags.PreliminaryFlag) switch
            {
                "PRELIMINARY" => SrPreliminary.Preliminary,
                "FINAL" => SrPreliminary.Final,
                _ => SrPreliminary.NotStated,
            },
            IsVerified = dataset.Text(DicomTags.VerificationFlag) == "VERIFIED",
            VerifyingObservers = [.. dataset.Items(DicomTags.VerifyingObserverSequence).Select(VerifyingObserver)],
            Observers = SrObserverReader.Read(root),
            Groups = reader.Groups,
            Ungrouped = ungrouped,
            Evidence =
            [
                .. Evidence(dataset, DicomTags.CurrentRequestedProcedureEvidenceSequence),
                .. Evidence(dataset, DicomTags.PertinentOtherEvidenceSequence),
            ],
            Predecessors =
            [
                .. Evidence(dataset, DicomTags.PredecessorDocumentsSequence).Select(evidence => evidence.SopInstanceUid).OfType<string>(),
            ],
            Algorithms = algorithms,
            UnidentifiedItems = unidentified,
        };
    }

    /// <summary>The distinct algorithms of the items, and how many items have none; without items, every algorithm named in the tree.</summary>
    static (IReadOnlyList<AlgorithmIdentity> Algorithms, int Unidentified) Algorithms(
        SrContentItem root,
        List<SrMeasurementGroup> groups,
        SrSection ungrouped
    )
    {
        var ofItems = groups
            .Cast<SrSection>()
            .Append(ungrouped)
            .SelectMany(section => section.Measurements.Select(item => item.Algorithm).Concat(section.Evaluations.Select(item => item.Algorithm)))
            .ToList();
        var identified = ofItems.OfType<AlgorithmIdentity>().ToList();
        if (identified.Count == 0)
            identified = [.. root.SelfAndDescendants().Select(AlgorithmIdentity.DeclaredBy).OfType<AlgorithmIdentity>()];
        return ([.. identified.DistinctBy(algorithm => (algorithm.Name, algorithm.Version))], ofItems.Count(algorithm => algorithm is null));
    }

    static SrVerifyingObserver VerifyingObserver(DicomDataset item) =>
        new(
            item.PersonName(DicomTags.VerifyingObserverName),
            item.Text(DicomTags.VerifyingOrganization),
            DicomDateTimes.DateAndTime(item.Text(DicomTags.VerificationDateTime))?.Local,
            CodedConcept.Read(item.Item(DicomTags.VerifyingObserverIdentificationCodeSequence))
        );

    static IEnumerable<SrEvidence> Evidence(DicomDataset dataset, DicomTag sequence) =>
        from study in dataset.Items(sequence)
        from series in study.Items(DicomTags.ReferencedSeriesSequence)
        from instance in series.Items(DicomTags.ReferencedSopSequence)
        select new SrEvidence(
            study.Text(DicomTags.StudyInstanceUid),
            series.Text(DicomTags.SeriesInstanceUid),
            instance.Text(DicomTags.ReferencedSopClassUid),
            instance.Text(DicomTags.ReferencedSopInstanceUid)
        );
}
