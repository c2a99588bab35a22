using System.Diagnostics.CodeAnalysis;

namespace Hengjian.Interop.Dicom;

/// <summary>Why an object was not read.</summary>
public enum DicomFailure
{
    /// <summary>Neither a Part 10 file nor a data set that can be told apart from other data.</summary>
    NotDicom,

    /// <summary>The input ends inside an element, or a deflated part is damaged.</summary>
    Truncated,

    /// <summary>A stated length goes beyond the input or the item that holds it.</summary>
    LengthBeyondEnd,

    /// <summary>An item or delimiter stands where none may, or one is missing.</summary>
    MalformedSequence,

    /// <summary>The same tag twice in one item: which of the two holds cannot be known.</summary>
    DuplicateElement,

    /// <summary>The object, or its inflated form, is larger than allowed.</summary>
    TooLarge,

    /// <summary>More elements and items than allowed.</summary>
    TooManyElements,

    /// <summary>Sequences nested deeper than allowed.</summary>
    TooDeep,

    /// <summary>A text longer than allowed.</summary>
    TextTooLong,

    /// <summary>The transfer syntax is unknown.</summary>
    UnsupportedTransferSyntax,

    /// <summary>A term of (0008,0005) is unknown, or cannot stand beside the others.</summary>
    UnknownCharacterSet,

    /// <summary>Bytes that are no text in the character set declared for them.</summary>
    InvalidText,

    /// <summary>A value of the wrong type, or not of its representation's form.</summary>
    InvalidValue,

    /// <summary>No JSON, or not the shape of DICOM JSON (PS3.18 annex F).</summary>
    InvalidJson,

    /// <summary>SOP class, instance, or another identifying element is absent, multiple or malformed.</summary>
    MissingIdentity,

    /// <summary>The object is no structured report, or its content tree cannot be read as one.</summary>
    NotStructuredReport,
}

/// <summary>An object from outside that cannot be read: why, where (byte offset, where known) and in which element.</summary>
[SuppressMessage("Roslynator", "RCS1194", Justification = "Without a reason the exception says nothing.")]
public sealed class DicomFormatException : Exception
{
    public DicomFormatException(DicomFailure reason, string message, DicomTag? tag = null, long? offset = null, Exception? inner = null)
        : base(Describe(message, tag, offset), inner)
    {
        Reason = reason;
        Tag = tag;
        Offset = offset;
    }

    /// <summary>The kind of failure, for a message in the user's language and a failure reason of PS3.18.</summary>
    public DicomFailure Reason { get; }

    /// <summary>The element concerned, where one is.</summary>
    public DicomTag? Tag { get; }

    /// <summary>Byte offset from the start of the object; from the start of the inflated data set when deflated; null in JSON where unknown.</summary>
    public long? Offset { get; }

    static string Describe(string message, DicomTag? tag, long? offset)
    {
        if (tag is not null)
            message += $" Element {tag}.";
        if (offset is not null)
            message += $" Offset {offset}.";
        return message;
    }
}
