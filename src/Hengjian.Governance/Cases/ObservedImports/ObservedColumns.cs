using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Tables;

namespace Hengjian.Governance.Cases.ObservedImports;

/// <summary>The columns of files of observed acts, in the order in which the template has them. A row is one act.</summary>
internal static class ObservedColumns
{
    /// <summary>Without one of these nothing says which case a row is about.</summary>
    public static readonly IReadOnlyList<string> Keys = ["case", "accessionNumber"];

    public static readonly IReadOnlyList<SheetColumn> All =
    [
        new("case"),
        new("accessionNumber"),
        new("deployment"),
        new("system"),
        new("systemActId"),
        new("kind", ColumnKind.Word, typeof(ObservedKind)),
        new("licenceNumber", ColumnKind.Identifier),
        new("staffNumber"),
        new("signerName"),
        new("performedAt", ColumnKind.Instant),
        new("signatureReference"),
        new("phase", ColumnKind.Word, typeof(ReadingPhase)),
        new("role", ColumnKind.Word, typeof(OpinionRole)),
        new("label"),
        new("confidence", ColumnKind.Whole),
        new("secondsSpent", ColumnKind.Whole),
        new("text"),
        new("icd10"),
        new("aiContribution", ColumnKind.Word, typeof(AiContribution)),
        new("reason"),
        new("answers"),
        new("alternatives"),
        new("consentKind", ColumnKind.Word, typeof(ConsentKind)),
        new("informedAt", ColumnKind.Instant),
        new("purpose", ColumnKind.YesNo),
        new("risks", ColumnKind.YesNo),
        new("precautions", ColumnKind.YesNo),
        new("complications", ColumnKind.YesNo),
        new("prevention", ColumnKind.YesNo),
        new("patientInformedAt", ColumnKind.Instant),
        new("patientSignedAt", ColumnKind.Instant),
        new("patientRefusal"),
        new("familyRelation"),
        new("familyInformedAt", ColumnKind.Instant),
        new("familySignedAt", ColumnKind.Instant),
        new("familyRefusal"),
        new("representativeRelation"),
        new("representativeInformedAt", ColumnKind.Instant),
        new("representativeSignedAt", ColumnKind.Instant),
        new("witness"),
        new("emergencyReason"),
        new("approverLicenceNumber", ColumnKind.Identifier),
        new("approverStaffNumber"),
    ];
}
