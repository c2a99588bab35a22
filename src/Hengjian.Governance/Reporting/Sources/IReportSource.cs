using System.Text.Json.Nodes;
using Hengjian.Governance.DataUse.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Governance.Reporting.Domain;
using Hengjian.Ledger;

namespace Hengjian.Governance.Reporting.Sources;

/// <summary>What a report says of its subject.</summary>
/// <param name="Format">Name and version of the message's form.</param>
/// <param name="Key">What stands for the subject towards the receiver.</param>
/// <param name="Mark">A later message whose mark differs is a correction, else an amendment.</param>
/// <param name="Categories">What leaves, in the words of the register of data use.</param>
/// <param name="Decision">Whether it may be said; null where no clause asks.</param>
internal sealed record Said(JsonNode Content, string Format, string Key, int Mark, IReadOnlyList<DataCategory> Categories, AmountUnit Unit, Decision? Decision)
{
    public string Hash => ReportBody.Hash(CanonicalJson.Serialize(Content));
}

/// <summary>Says for reports what one kind of subject is.</summary>
internal interface IReportSource
{
    ReportSubject Subject { get; }

    /// <summary>The subject as it stands, for one receiver; null where there is none.</summary>
    Task<Said?> SayAsync(HengjianDbContext db, Guid id, ReportReceiver receiver, ReportKeys keys, ReportingTerms terms, DateTimeOffset now, CancellationToken cancellationToken);
}
