using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Ledger;

namespace Hengjian.Governance.Reporting.Domain;

/// <summary>
/// What a report says (docs/reporting/case-report-1.md). No name, no identifier, no birth date, no free text of a diagnosis, no person's name: patient, case and physicians are
/// pseudonyms of the receiver, ages above the pack's largest are one class, days are coarsened or moved as the receiver's record says.
/// </summary>
internal static class ReportBody
{
    public const string Format = "hengjian-case-report/1";

    /// <summary>What the report says of the case, apart from the message that carries it.</summary>
    public static JsonNode Content(ReportableCase subject, ReportReceiver receiver, ReportKeys keys, ReportingTerms terms)
    {
        var days = new Days(receiver.Dates, receiver.Dates == ReportDates.Shifted ? keys.Shift(subject.PatientIdentifier, terms.ShiftDays) : 0);
        var last = subject.FinalDiagnoses.Count > 0 ? subject.FinalDiagnoses[^1] : null;
        return JsonSerializer.SerializeToNode(
            new
            {
                caseKey = keys.Pseudonym("case", subject.Id.ToString("D")),
                patient = new
                {
                    key = keys.Pseudonym("patient", subject.PatientIdentifier),
                    sex = subject.Sex,
                    age = subject.AgeAtExamination is { } age ? Math.Min(age, terms.LargestAge + 1) : (int?)null,
                    ageIsLeast = subject.AgeAtExamination > terms.LargestAge ? true : (bool?)null,
                },
                dates = receiver.Dates,
                examination = new { kind = subject.ExaminationKind, on = days.Of(subject.ExaminedAt) },
                technology = new { name = subject.Deployment.TechnologyName, aiClass = subject.Deployment.AiClass, category = subject.Deployment.Category },
                withoutAi = subject.WithoutAi,
                aiResults = subject.AiResults.Select(r => new
                {
                    label = r.Label, score = r.Score, algorithm = r.AlgorithmName, version = r.AlgorithmVersion, udi = r.Udi, contentSha256 = r.ContentHash, on = days.Of(r.ProducedAt), current = r.Current,
                }),
                opinions = subject.Opinions.Where(o => o.Signed).Select(o => new
                {
                    physicianKey = keys.Pseudonym("physician", o.PractitionerId.ToString("D")), phase = o.Phase, role = o.Role, label = o.Label, on = days.Of(o.SignedAt),
                }),
                issuedLabel = subject.IssuedLabel,
                finalDiagnosis = last is null
                    ? null
                    : new
                    {
                        physicianKey = keys.Pseudonym("physician", last.PractitionerId.ToString("D")), label = last.Label, icd10 = last.Icd10, on = days.Of(last.SignedAt), revision = subject.FinalDiagnoses.Count,
                    },
                references = subject.References.Select(r => new { kind = r.Kind, label = r.Label, on = days.Of(r.EstablishedOn) }),
                invasive = subject.Invasive,
                consentSigned = subject.Invasive ? subject.ConsentSigned : (bool?)null,
            },
            JsonColumn.Options)!;
    }

    /// <summary>The whole message; <paramref name="content"/> is null for a withdrawal, which says of which case alone.</summary>
    public static byte[] Message(ReportMessage message, ReportReceiver receiver, InstitutionName sender, JsonNode? content, string format, string key, DateTimeOffset madeAt) =>
        CanonicalJson.Serialize(JsonSerializer.SerializeToNode(
            new
            {
                format,
                messageId = message.Id,
                number = message.Number,
                kind = message.Kind,
                sequence = message.Sequence,
                refersTo = message.RefersToId,
                replaces = message.ReplacesId,
                sender = new { name = sender.Name, code = sender.UnifiedSocialCreditCode },
                receiver = new { name = receiver.Name, code = receiver.Code },
                madeAt = StoredInstant.Truncate(madeAt).ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                caseKey = message.Subject == ReportSubject.Case ? key : null,
                subjectKey = message.Subject == ReportSubject.Case ? null : key,
                content,
            },
            JsonColumn.Options));

    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Days as the receiver's record wants them said.</summary>
    internal sealed record Days(ReportDates How, int Shift)
    {
        public string Of(DateTimeOffset instant) => Of(ShanghaiDay.Of(instant));

        public string Of(DateOnly day) => How == ReportDates.Month
            ? day.ToString("yyyy-MM", CultureInfo.InvariantCulture)
            : day.AddDays(Shift).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
