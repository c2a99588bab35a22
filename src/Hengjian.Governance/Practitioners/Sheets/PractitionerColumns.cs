using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Tables;

namespace Hengjian.Governance.Practitioners.Sheets;

/// <summary>A sheet: of people, or of the rows that belong to them.</summary>
/// <param name="Code">Code of its name.</param>
/// <param name="Member">Member of the request that its rows are.</param>
/// <param name="Columns">Columns beside those that say whose row it is.</param>
internal sealed record SheetDefinition(string Code, string Member, IReadOnlyList<SheetColumn> Columns);

/// <summary>The columns of practitioners' files, in the order in which they are written.</summary>
internal static class PractitionerColumns
{
    /// <summary>Says which record a row is: the first that is filled in.</summary>
    public static readonly IReadOnlyList<SheetColumn> Keys = [new("id"), new("staffNumber"), new("licenceNumber", ColumnKind.Identifier)];

    public static readonly SheetDefinition People = new(
        "people",
        "",
        [
            new("id"),
            new("staffNumber"),
            new("name"),
            new("kind", ColumnKind.Word, typeof(PractitionerKind)),
            new("department"),
            new("title", ColumnKind.Word, typeof(StaffTitle)),
            new("licenceNumber", ColumnKind.Identifier),
            new("licenceCategory"),
            new("licenceFrom", ColumnKind.Day),
            new("licenceTo", ColumnKind.Day),
            new("licensedHere", ColumnKind.YesNo),
            new("scopes"),
            new("identityNumber", ColumnKind.Identifier),
            new("qualificationNumber", ColumnKind.Identifier),
        ]);

    public static readonly IReadOnlyList<SheetDefinition> Sections =
    [
        new("titles", "titles", [new("title", ColumnKind.Word, typeof(StaffTitle)), new("from", ColumnKind.Day), new("to", ColumnKind.Day)]),
        new("filings", "filings", [new("institution"), new("here", ColumnKind.YesNo), new("from", ColumnKind.Day), new("to", ColumnKind.Day)]),
        new(
            "periods",
            "specialtyPeriods",
            [
                new("specialty"), new("kind", ColumnKind.Word, typeof(SpecialtyPeriodKind)), new("from", ColumnKind.Day), new("to", ColumnKind.Day),
                new("sharePercent", ColumnKind.Whole),
            ]),
        new(
            "trainings",
            "trainings",
            [
                new("technologyCategory"), new("route", ColumnKind.Word, typeof(TrainingRoute)), new("completedOn", ColumnKind.Day), new("certificateNumber"),
                new("validTo", ColumnKind.Day), new("revoked", ColumnKind.YesNo), new("revokedOn", ColumnKind.Day), new("baseId"),
            ]),
        new("suspensions", "suspensions", [new("from", ColumnKind.Day), new("to", ColumnKind.Day), new("reason")]),
        new("departures", "departures", [new("from", ColumnKind.Day), new("to", ColumnKind.Day), new("reason")]),
    ];
}
