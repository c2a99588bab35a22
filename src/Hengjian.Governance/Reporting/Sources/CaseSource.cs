using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.DataUse.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Governance.Reporting.Domain;

namespace Hengjian.Governance.Reporting.Sources;

/// <summary>Complete cases, whose record must be whole before it leaves (R17-3.5b).</summary>
internal sealed class CaseSource(ICaseReporting cases, RuleEngine engine, IInstitutionRegister institutions) : IReportSource
{
    private static readonly DataCategory[] Categories = [DataCategory.AiResults, DataCategory.Reports, DataCategory.Demographics];

    public ReportSubject Subject => ReportSubject.Case;

    public async Task<Said?> SayAsync(
        HengjianDbContext db, Guid id, ReportReceiver receiver, ReportKeys keys, ReportingTerms terms, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await cases.FindAsync(db, id, cancellationToken) is not { } subject)
        {
            return null;
        }

        var decision = engine.Decide(ClauseIds.CompleteRecord, Facts(subject), now, await institutions.CreditCodeAsync(db, cancellationToken));
        return new Said(
            ReportBody.Content(subject, receiver, keys, terms), ReportBody.Format, keys.Pseudonym("case", id.ToString("D")), subject.FinalDiagnoses.Count, Categories, AmountUnit.Cases, decision);
    }

    public static CaseRecordFacts Facts(ReportableCase subject)
    {
        var current = subject.AiResults.FirstOrDefault(r => r.Current);
        return new CaseRecordFacts(
            subject.Number,
            subject.WithoutAi,
            subject.HasInputReference,
            current is { ContentHash.Length: > 0 },
            current?.AlgorithmVersion is not null,
            current?.OperatorId is not null,
            subject.Opinions.Count(o => o.Signed),
            subject.FinalDiagnoses.Count > 0,
            subject.Invasive,
            subject.ConsentSigned);
    }
}
