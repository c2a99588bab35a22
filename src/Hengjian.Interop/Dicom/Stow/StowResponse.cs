using Hengjian.Interop.Dicom.Json;
using Hengjian.Interop.Dicom.Writing;

namespace Hengjian.Interop.Dicom.Stow;

/// <summary>Failure reasons of PS3.18 table I.2-2 that this product answers with.</summary>
public static class StowFailureReasons
{
    /// <summary>Something failed on our side.</summary>
    public const int ProcessingFailure = 0x0110;

    /// <summary>Another object is stored under this SOP Instance UID.</summary>
    public const int DuplicateInstance = 0x0111;

    /// <summary>The object exceeds a limit.</summary>
    public const int OutOfResources = 0xA700;

    /// <summary>The content does not fit the SOP class.</summary>
    public const int DoesNotMatchSopClass = 0xA900;

    /// <summary>The object cannot be read.</summary>
    public const int CannotUnderstand = 0xC000;

    /// <summary>The transfer syntax is not supported.</summary>
    public const int TransferSyntaxNotSupported = 0xC122;

    /// <summary>The reason that answers to a failure of reading.</summary>
    public static int For(DicomFailure failure) =>
        failure switch
        {
            DicomFailure.TooLarge or DicomFailure.TooManyElements or DicomFailure.TooDeep or DicomFailure.TextTooLong => OutOfResources,
            DicomFailure.UnsupportedTransferSyntax => TransferSyntaxNotSupported,
            DicomFailure.NotStructuredReport => DoesNotMatchSopClass,
            _ => CannotUnderstand,
        };
}

/// <summary>What became of one object: stored (also when it was stored before), or refused with a reason.</summary>
/// <param name="SopClassUid">Its SOP class; null where it could not be read.</param>
/// <param name="SopInstanceUid">Its SOP instance; null where it could not be read.</param>
/// <param name="FailureReason">Null when stored; otherwise one of <see cref="StowFailureReasons"/>.</param>
/// <param name="RetrieveUrl">Where it can be fetched, if anywhere.</param>
public sealed record StowOutcome(string? SopClassUid, string? SopInstanceUid, int? FailureReason = null, string? RetrieveUrl = null);

/// <summary>The answer to a STOW-RS request (PS3.18 10.5.3 and annex I): HTTP status and body in DICOM JSON.</summary>
/// <param name="Status">200 all stored, 202 some refused, 409 all refused, 400 none could be read, or there was none.</param>
/// <param name="Json">The Store Instances Response Module, UTF-8, media type application/dicom+json.</param>
public sealed record StowResponse(int Status, byte[] Json)
{
    /// <summary>Builds the answer from the outcomes in the order of the request.</summary>
    public static StowResponse From(IReadOnlyList<StowOutcome> outcomes)
    {
        var stored = outcomes.Where(outcome => outcome.FailureReason is null).ToList();
        var refused = outcomes.Where(outcome => outcome.FailureReason is not null && outcome.SopInstanceUid is not null).ToList();
        var unread = outcomes.Where(outcome => outcome.FailureReason is not null && outcome.SopInstanceUid is null).ToList();

        var response = new DicomBuilder().Text(DicomTags.RetrieveUrl);
        if (stored.Count > 0)
            response.Sequence(
                DicomTags.ReferencedSopSequence,
                stored.Select(outcome => Reference(outcome).Text(DicomTags.RetrieveUrl, outcome.RetrieveUrl).Build())
            );
        if (refused.Count > 0)
            response.Sequence(DicomTags.FailedSopSequence, refused.Select(outcome => Reason(Reference(outcome), outcome)));
        if (unread.Count > 0)
            response.Sequence(DicomTags.OtherFailuresSequence, unread.Select(outcome => Reason(new(), outcome)));
        return new(StatusOf(stored.Count, refused.Count, unread.Count), DicomJsonWriter.Write(response.Build()));
    }

    static int StatusOf(int stored, int refused, int unread)
    {
        if (stored > 0)
            return refused + unread == 0 ? 200 : 202;
        return refused > 0 ? 409 : 400;
    }

    static DicomBuilder Reference(StowOutcome outcome) =>
        new DicomBuilder()
            .Text(DicomTags.ReferencedSopClassUid, outcome.SopClassUid)
            .Text(DicomTags.ReferencedSopInstanceUid, outcome.SopInstanceUid);

    static DicomDataset Reason(DicomBuilder item, StowOutcome outcome) =>
        item.UInt16(DicomTags.FailureReason, (ushort)outcome.FailureReason!.Value).Build();
}
