using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Inbox;
using Hengjian.Web.Api;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Components.Forms;
using Hengjian.Web.Resources;
using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Pages.Inbox;

/// <summary>What the pages of the inbox share: words for what an object is and why it waits. None of them ever says what an AI found (decisions.md 6).</summary>
public abstract class InboxPageBase : FormPage<InboxText>
{
    private const string RefusedPrefix = "inbox.refused.";

    [Inject]
    internal IAccessLog AccessLog { get; set; } = null!;

    protected string Kind(string kind) => L["Kind." + kind];

    /// <summary>The clause that refused the object on its case; null where none did.</summary>
    protected static string? RefusingClause(string? reason) => reason?.StartsWith(RefusedPrefix, StringComparison.Ordinal) == true ? reason[RefusedPrefix.Length..] : null;

    /// <summary>Why an object waits, in words: a message for a code, or what a person wrote.</summary>
    protected string? Why(string? reason) => reason switch
    {
        null => null,
        _ when RefusingClause(reason) is { } clause => L["Refused", clause],
        _ when reason.StartsWith("inbox.", StringComparison.Ordinal) => Messages.Text(reason),
        _ => reason,
    };

    protected static Tone Look(ReceivedObjectStatus status) => status switch
    {
        ReceivedObjectStatus.Matched => Tone.Ok,
        ReceivedObjectStatus.Waiting => Tone.Warn,
        ReceivedObjectStatus.Conflicting => Tone.Bad,
        _ => Tone.None,
    };

    /// <summary>Notes that names or identifiers of these objects were shown.</summary>
    internal void NoteRead(IEnumerable<Guid> ids) => AccessLog.Read(Body.Request(Http), "ReceivedObject", [.. ids]);

    /// <summary>A name as DICOM writes it, with blanks for carets.</summary>
    protected static string? PersonName(string? name) => name?.Replace('^', ' ').Trim();
}
