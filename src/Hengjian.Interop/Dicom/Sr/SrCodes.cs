namespace Hengjian.Interop.Dicom.Sr;

/// <summary>Concepts of PS3.16 that this product looks for.</summary>
internal static class SrCodes
{
    public static readonly CodedConcept ImagingMeasurementReport = new("DCM", "126000", "Imaging Measurement Report");
    public static readonly CodedConcept ImagingMeasurements = new("DCM", "126010", "Imaging Measurements");
    public static readonly CodedConcept MeasurementGroup = new("DCM", "125007", "Measurement Group");
    public static readonly CodedConcept ImageLibrary = new("DCM", "111028", "Image Library");
    public static readonly CodedConcept QualitativeEvaluations = new("UMLS", "C0034375", "Qualitative Evaluations");
    public static readonly CodedConcept TrackingIdentifier = new("DCM", "112039", "Tracking Identifier");
    public static readonly CodedConcept TrackingUniqueIdentifier = new("DCM", "112040", "Tracking Unique Identifier");
    public static readonly CodedConcept Finding = new("DCM", "121071", "Finding");
    public static readonly CodedConcept FindingCategory = new("SCT", "276214006", "Finding category");
    public static readonly CodedConcept FindingSite = new("SCT", "363698007", "Finding Site");
    public static readonly CodedConcept Comment = new("DCM", "121106", "Comment");
    public static readonly CodedConcept Language = new("DCM", "121049", "Language of Content Item and Descendants");
    public static readonly CodedConcept CountryOfLanguage = new("DCM", "121046", "Country of Language");
    public static readonly CodedConcept ProcedureReported = new("DCM", "121058", "Procedure reported");
    public static readonly CodedConcept ObserverType = new("DCM", "121005", "Observer Type");
    public static readonly CodedConcept Person = new("DCM", "121006", "Person");
    public static readonly CodedConcept Device = new("DCM", "121007", "Device");
    public static readonly CodedConcept PersonObserverName = new("DCM", "121008", "Person Observer Name");
    public static readonly CodedConcept PersonObserverOrganization = new("DCM", "121009", "Person Observer's Organization Name");
    public static readonly CodedConcept DeviceObserverUid = new("DCM", "121012", "Device Observer UID");
    public static readonly CodedConcept DeviceObserverName = new("DCM", "121013", "Device Observer Name");
    public static readonly CodedConcept DeviceObserverManufacturer = new("DCM", "121014", "Device Observer Manufacturer");
    public static readonly CodedConcept DeviceObserverModel = new("DCM", "121015", "Device Observer Model Name");
    public static readonly CodedConcept DeviceObserverSerial = new("DCM", "121016", "Device Observer Serial Number");
    public static readonly CodedConcept AlgorithmFamily = new("DCM", "111000", "Algorithm Family");
    public static readonly CodedConcept AlgorithmName = new("DCM", "111001", "Algorithm Name");
    public static readonly CodedConcept AlgorithmParameters = new("DCM", "111002", "Algorithm Parameters");
    public static readonly CodedConcept AlgorithmVersion = new("DCM", "111003", "Algorithm Version");
    public static readonly CodedConcept AlgorithmManufacturer = new("DCM", "122405", "Algorithm Manufacturer");

    static readonly CodedConcept[] FindingSites = [FindingSite, new("SRT", "G-C0E3", "Finding Site"), new("SNM3", "G-C0E3", "Finding Site")];

    static readonly CodedConcept[] AlgorithmParts = [AlgorithmFamily, AlgorithmName, AlgorithmParameters, AlgorithmVersion, AlgorithmManufacturer];

    /// <summary>True for the rows of TID 4019 and TID 2102.</summary>
    public static bool IsAlgorithmPart(CodedConcept concept) => Array.Exists(AlgorithmParts, part => part.Is(concept));

    public static bool IsFindingSite(CodedConcept? concept) => concept is not null && Array.Exists(FindingSites, site => site.Is(concept));
}
