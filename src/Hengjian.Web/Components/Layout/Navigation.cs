namespace Hengjian.Web.Components.Layout;

/// <summary>One line of the side navigation.</summary>
/// <param name="Group">Text key of the heading in LayoutText, such as <c>Nav.Group.Work</c>; items of a group stand together.</param>
/// <param name="Key">Text key in LayoutText and key of its count in <see cref="PageContext.Counts"/>.</param>
/// <param name="Href">Site path; the item with the longest path that begins the present one is the current page.</param>
/// <param name="Icon">A name in <see cref="Design.Icons"/>.</param>
/// <param name="Permission">Permission without which the item is left out; null shows it to every signed-in user.</param>
public sealed record NavItem(string Group, string Key, string Href, string Icon, string? Permission = null);

/// <summary>The side navigation. A module adds its lines here, in the order they stand on the page.</summary>
public static class Navigation
{
    public const string Work = "Nav.Group.Work";
    public const string Admission = "Nav.Group.Admission";
    public const string Safety = "Nav.Group.Safety";
    public const string Evaluation = "Nav.Group.Evaluation";
    public const string Training = "Nav.Group.Training";
    public const string Administration = "Nav.Group.Administration";

    /// <summary>A test holds that each line leads to a page and has its words and icon, so a line comes together with its page.</summary>
    public static readonly IReadOnlyList<NavItem> Items =
    [
        new(Work, "Nav.Home", "/", "home"),
        new(Work, "Nav.Today", "/today", "calendar"),
        new(Work, "Nav.Notices", "/notices", "bell"),
        new(Work, "Nav.Cases", "/cases", "list", "CasesRead"),
        new(Work, "Nav.RemoteCases", "/remote-cases", "globe", "OpinionsSign"),
        new(Work, "Nav.Inbox", "/inbox", "mail", "InboxRead"),
        new(Work, "Nav.FollowUps", "/follow-ups", "calendar", "FollowUpsRead"),
        new(Admission, "Nav.Technologies", "/technologies", "cube", "RegistersRead"),
        new(Admission, "Nav.Classification", "/classification", "scale", "RegistersRead"),
        new(Admission, "Nav.Deployments", "/deployments", "layers", "RegistersRead"),
        new(Admission, "Nav.Practitioners", "/practitioners", "users", "RegistersRead"),
        new(Admission, "Nav.Policies", "/policies", "book", "PoliciesRead"),
        new(Admission, "Nav.ConsentForms", "/consent-forms", "pen", "PoliciesRead"),
        new(Admission, "Nav.StandingRules", "/standing-rules", "check", "RegistersRead"),
        new(Admission, "Nav.Authorisations", "/authorisations", "badge", "RegistersRead"),
        new(Admission, "Nav.Agreements", "/agreements", "link", "RegistersRead"),
        new(Safety, "Nav.Reporting", "/reporting", "send", "ReportingRead"),
        new(Safety, "Nav.ReportingOversight", "/reporting/oversight", "send", "ReportingOversee"),
        new(Safety, "Nav.DataUses", "/data-uses", "send", "DataUseRead"),
        new(Admission, "Nav.Motions", "/motions", "scale", "MotionsRead"),
        new(Admission, "Nav.Devices", "/equipment", "device", "RegistersRead"),
        new(Admission, "Nav.Consumables", "/consumables", "archive", "RegistersRead"),
        new(Safety, "Nav.Trace", "/trace", "branch", "TraceRead"),
        new(Safety, "Nav.Recalls", "/recalls", "flag", "RecallsRead"),
        new(Safety, "Nav.Compliance", "/compliance", "shield-check", "QualityRead"),
        new(Safety, "Nav.Findings", "/compliance/findings", "alert", "FindingsRead"),
        new(Safety, "Nav.Concerns", "/concerns", "mail", "ConcernsHandle"),
        new(Safety, "Nav.AdverseEvents", "/adverse-events", "alert", "AdverseEventsReport"),
        new(Safety, "Nav.Observed", "/observed-acts", "link", "CasesRead"),
        new(Safety, "Nav.RegionalReading", "/region/remote-reading", "globe", "RegionalReadingRead"),
        new(Safety, "Nav.Gain", "/quality", "trend", "QualityRead"),
        new(Training, "Nav.TrainingBases", "/training/bases", "cap", "TrainingBasesRead"),
        new(Training, "Nav.TrainingProgrammes", "/training/programmes", "book", "TrainingProgrammesRead"),
        new(Training, "Nav.Training", "/training/enrolments", "cap", "EnrolmentsRead"),
        new(Training, "Nav.TrainingSessions", "/training/sessions", "calendar", "TrainingSupervise"),
        new(Training, "Nav.Attend", "/training/attend", "clock", "TrainingAttend"),
        new(Training, "Nav.TrainingCertificates", "/training/certificates", "badge", "CertificatesRead"),
        new(Training, "Nav.TrainingArchive", "/training/archive", "archive"),
        new(Training, "Nav.BaseReport", "/training/report", "chart", "TrainingArchivesRead"),
        new(Training, "Nav.Feedback", "/training/feedback", "trend", "OpinionsSign"),
        new(Training, "Nav.Literacy", "/literacy", "cap"),
        new(Training, "Nav.Retraining", "/training/feedback/proposals", "refresh", "RetrainingRead"),
        new(Training, "Nav.Examinations", "/examinations", "cap", "ExaminationsRead"),
        new(Training, "Nav.OwnExaminations", "/my-examinations", "pen"),
        new(Administration, "Nav.Institution", "/institutions", "flag", "RegistersRead"),
        new(Administration, "Nav.ExternalSystems", "/external-systems", "link", "RegistersRead"),
        new(Administration, "Nav.Packs", "/rules", "book", "RulesRead"),
        new(Administration, "Nav.Ledger", "/ledger", "shield-check", "LedgerRead"),
        new(Administration, "Nav.Users", "/users", "users", "UsersRead"),
        new(Administration, "Nav.Tokens", "/device-tokens", "key", "TokensManage"),
        new(Administration, "Nav.Audit", "/access-records", "eye", "AccessReportsRead"),
        new(Administration, "Nav.Retention", "/retention", "archive", "RetentionManage"),
        new(Administration, "Nav.Permissions", "/permissions", "shield", "PermissionsRead"),
    ];

    /// <summary>The item that is the present page: its path equals <paramref name="path"/> or is the longest one that begins it.</summary>
    public static NavItem? Current(IEnumerable<NavItem> items, string path) =>
        items.Where(i => Begins(i.Href, path)).MaxBy(i => i.Href.Length);

    static bool Begins(string href, string path) =>
        string.Equals(href, path, StringComparison.OrdinalIgnoreCase)
        || (href != "/" && path.StartsWith(href + "/", StringComparison.OrdinalIgnoreCase));
}
