namespace Hengjian.Interop.Dicom;

/// <summary>An object as read: its data set, the meta information (group 0002; empty where it came without), and how it was encoded.</summary>
/// <param name="Meta">Elements of group 0002; empty for JSON and for bare data sets.</param>
/// <param name="Dataset">The data set.</param>
/// <param name="TransferSyntax">How the data set was encoded; explicit little endian for JSON, whose values are held in that form.</param>
public sealed record DicomObject(DicomDataset Meta, DicomDataset Dataset, DicomTransferSyntax TransferSyntax);
