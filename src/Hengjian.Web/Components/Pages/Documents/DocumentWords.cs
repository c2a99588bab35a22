using System.Globalization;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Web.Api;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Hengjian.Web.Components.Pages.Documents;

/// <summary>Words and looks that the card and the pages of documents share.</summary>
internal static class DocumentWords
{
    private const double Kilobyte = 1024;

    public static string NewPath(string kind, Guid id) => $"/documents/new?subjectKind={kind}&subjectId={id:D}";

    public static string ContentPath(Guid id) => $"{ApiRoutes.Root}/documents/{id:D}/content";

    /// <summary>Size for people: KB below a megabyte, else MB with one decimal.</summary>
    public static string Size(long bytes) => bytes < Kilobyte * Kilobyte
        ? Math.Max(1, Math.Round(bytes / Kilobyte)).ToString("0", CultureInfo.InvariantCulture) + " KB"
        : (bytes / Kilobyte / Kilobyte).ToString("0.0", CultureInfo.InvariantCulture) + " MB";

    public static (Tone Tone, string Text) State(DocumentFact document, DateOnly today, IStringLocalizer<DocumentsText> words) => document switch
    {
        { WithdrawnAt: not null } => (Tone.None, words["State.Withdrawn"]),
        { ValidTo: { } to } when to < today => (Tone.Warn, words["State.Ended"]),
        { ValidFrom: { } from } when from > today => (Tone.Info, words["State.NotYet"]),
        _ => (Tone.Ok, words["State.InForce"]),
    };

    public static string Validity(DocumentFact document, IStringLocalizer<DocumentsText> words) => (Day(document.ValidFrom), Day(document.ValidTo)) switch
    {
        (null, null) => words["Validity.Open"],
        (null, { } to) => words["Validity.To", to],
        ({ } from, null) => words["Validity.From", from],
        ({ } from, { } to) => words["Validity.FromTo", from, to],
    };

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
