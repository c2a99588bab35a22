using Hengjian.Governance.Cases.Inbox;
using Hengjian.Interop.Dicom.Stow;

namespace Hengjian.Interop.Dicom.Reception;

/// <summary>What became of one object of a request or file.</summary>
/// <param name="Outcome">As STOW-RS answers it.</param>
/// <param name="Received">Where it went; null where it was not stored.</param>
/// <param name="Unreadable">Why it could not be read; null where it could.</param>
public sealed record ReceptionResult(StowOutcome Outcome, ObjectReceived? Received, DicomFormatException? Unreadable);
