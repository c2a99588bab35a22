namespace Hengjian.Interop.Dicom.Stow;

/// <summary>One object of a request: read, or with the reason why not.</summary>
/// <param name="Intake">What was read; null when <paramref name="Error"/> is set.</param>
/// <param name="Error">Why it was not read.</param>
/// <param name="MediaType">application/dicom or application/dicom+json.</param>
/// <param name="Content">The object's own bytes, at their beginning; valid until the next object is asked for.</param>
public sealed record StowInstance(DicomIntake? Intake, DicomFormatException? Error, string MediaType, Stream Content)
{
    /// <summary>The SOP class, also of an object that was refused after its data set was read; null where unknown.</summary>
    public string? SopClassUid { get; init; }

    /// <summary>The SOP instance, likewise.</summary>
    public string? SopInstanceUid { get; init; }

    /// <summary>What to answer for this object: refused for the reading error it has, or else with the reason given; stored where that is null.</summary>
    public StowOutcome Outcome(int? failureReason = null) =>
        new(SopClassUid, SopInstanceUid, Error is null ? failureReason : StowFailureReasons.For(Error.Reason));

    internal static StowInstance Read(string mediaType, Stream content, Func<DicomObject> read)
    {
        DicomObject? whole = null;
        try
        {
            whole = read();
            var intake = DicomIntake.From(whole);
            return Identified(new(intake, null, mediaType, content), whole);
        }
        catch (DicomFormatException unreadable)
        {
            return Identified(new(null, unreadable, mediaType, content), whole);
        }
    }

    static StowInstance Identified(StowInstance instance, DicomObject? whole) =>
        instance with
        {
            SopClassUid = Uid(whole, DicomTags.SopClassUid),
            SopInstanceUid = Uid(whole, DicomTags.SopInstanceUid),
        };

    static string? Uid(DicomObject? whole, DicomTag tag) => whole?.Dataset.Texts(tag) is [var uid] && DicomUid.IsValid(uid) ? uid : null;
}
