using System.Globalization;
using Hengjian.Governance.Cases.Consents;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Cases.Observed;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Tables;

namespace Hengjian.Governance.Cases.ObservedImports;

/// <summary>What a row of a file says, as the act that the web API would take.</summary>
internal static class ObservedRowRequest
{
    private static readonly char[] Separators = [';', '；', '\n'];
    private static readonly char[] Between = [':', '：', '='];

    /// <summary>The request; problems of cells that are composed of several answers are added to <paramref name="problems"/>.</summary>
    public static ObservedActRequest Of(FileRow row, List<ImportProblem> problems)
    {
        var kind = Code<ObservedKind>(row, "kind");
        return new ObservedActRequest
        {
            Kind = kind,
            System = row.Text("system"),

            // A system that sends no ids of its acts names them by its signatures.
            SystemActId = row.Text("systemActId") ?? row.Text("signatureReference"),
            Signer = Signer(row, "licenceNumber", "staffNumber", row.Text("signerName")),
            PerformedAt = Instant(row, "performedAt"),
            SignatureReference = row.Text("signatureReference"),
            Phase = Code<ReadingPhase>(row, "phase"),
            Role = Code<OpinionRole>(row, "role"),
            Label = row.Text("label"),
            Confidence = Whole(row, "confidence"),
            SecondsSpent = Whole(row, "secondsSpent"),
            Text = row.Text("text"),
            Icd10 = row.Text("icd10"),
            AiContribution = Code<AiContribution>(row, "aiContribution"),
            Reason = row.Text("reason"),
            Indication = kind == ObservedKind.Indication ? Indication(row, problems) : null,
            Consent = kind == ObservedKind.Consent ? Consent(row) : null,
        };
    }

    private static IndicationAnswers Indication(FileRow row, List<ImportProblem> problems)
    {
        var answers = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var part in (row.Text("answers") ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var sides = part.Split(Between, 2, StringSplitOptions.TrimEntries);
            if (sides.Length == 2 && ObservedWords.In.ParseYesNo(sides[1]) is { } answer)
            {
                answers[sides[0]] = answer;
            }
            else
            {
                problems.Add(new ImportProblem(row.Sheet, row.Number, "answers", "observed.answer", new Dictionary<string, string> { ["value"] = part }));
            }
        }

        return new IndicationAnswers { Answers = answers, AlternativesConsidered = row.Text("alternatives") };
    }

    private static ObservedConsent Consent(FileRow row)
    {
        var parties = new List<ConsentPartyInput>();
        Add(ConsentPartyKind.Patient, null, "patientInformedAt", "patientSignedAt", row.Text("patientRefusal"));
        Add(ConsentPartyKind.Family, row.Text("familyRelation"), "familyInformedAt", "familySignedAt", row.Text("familyRefusal"));
        Add(ConsentPartyKind.Representative, row.Text("representativeRelation"), "representativeInformedAt", "representativeSignedAt", null);
        return new ObservedConsent
        {
            Kind = Code<ConsentKind>(row, "consentKind") ?? ConsentKind.Invasive,
            InformedAt = Instant(row, "informedAt"),
            Parties = parties,
            Purpose = row.Text("purpose") == "true",
            Risks = row.Text("risks") == "true",
            Precautions = row.Text("precautions") == "true",
            Complications = row.Text("complications") == "true",
            Prevention = row.Text("prevention") == "true",
            Witness = row.Text("witness"),
            EmergencyReason = row.Text("emergencyReason"),
            EmergencyApprover = Signer(row, "approverLicenceNumber", "approverStaffNumber", null),
        };

        void Add(ConsentPartyKind party, string? relation, string informed, string signed, string? refusal)
        {
            var entry = new ConsentPartyInput { Kind = party, Relation = relation, InformedAt = Instant(row, informed), SignedAt = Instant(row, signed), RefusedReason = refusal };
            if (entry is not { Relation: null, InformedAt: null, SignedAt: null, RefusedReason: null })
            {
                parties.Add(entry);
            }
        }
    }

    private static ObservedSigner? Signer(FileRow row, string licence, string staff, string? name) => row.Text(licence) is null && row.Text(staff) is null && name is null
        ? null
        : new ObservedSigner { LicenceNumber = row.Text(licence), StaffNumber = row.Text(staff), Name = name };

    private static T? Code<T>(FileRow row, string column)
        where T : struct, Enum => CodeName.TryParse<T>(row.Text(column) ?? "", out var value) ? value : null;

    private static DateTimeOffset? Instant(FileRow row, string column) =>
        row.Text(column) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind) : null;

    private static int? Whole(FileRow row, string column) => row.Text(column) is { } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;
}
