using Hengjian.Interop.Dicom.Json;
using Hengjian.Interop.Dicom.Sr;

namespace Hengjian.Interop.Dicom;

/// <summary>Everything the intake of one object needs: whose it is, what it is, what it says, and a digest to know it again by.</summary>
/// <param name="Object">The object as read.</param>
/// <param name="Header">Identity, patient, study and order.</param>
/// <param name="Report">The structured report; null for other kinds.</param>
/// <param name="Digest">See <see cref="DicomDigest"/>: equal for the same content however it was sent.</param>
public sealed record DicomIntake(DicomObject Object, DicomHeader Header, SrReport? Report, string Digest)
{
    /// <summary>Reads a Part 10 file.</summary>
    /// <exception cref="DicomFormatException">The object cannot be read or does not say what it is.</exception>
    public static DicomIntake ReadPart10(Stream stream, DicomReadOptions? options = null) => From(DicomReader.Read(stream, options));

    /// <summary>Reads one data set of DICOM JSON.</summary>
    /// <exception cref="DicomFormatException">The object cannot be read or does not say what it is, or there is not exactly one.</exception>
    public static DicomIntake ReadJson(ReadOnlyMemory<byte> utf8, DicomReadOptions? options = null) => From(DicomJsonReader.ReadOne(utf8, options));

    /// <summary>Takes in an object that was read already.</summary>
    /// <exception cref="DicomFormatException">It does not say what it is, or its content tree cannot be read.</exception>
    internal static DicomIntake From(DicomObject read)
    {
        var header = DicomHeader.Read(read.Dataset);
        var report = header.Kind == DicomObjectKind.StructuredReport ? SrReport.Read(read.Dataset) : null;
        return new(read, header, report, DicomDigest.Compute(read.Dataset));
    }
}
