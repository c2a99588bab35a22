using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Reporting.Contracts;

/// <summary>Facts of R17-3.5b: what of the case's record is there.</summary>
/// <param name="WithoutAi">Read without AI: there is no output, and nobody operated it.</param>
/// <param name="ConsentAsked">R17-3.4 asks for a consent on this case.</param>
public sealed record CaseRecordFacts(
    string CaseNumber,
    bool WithoutAi,
    bool InputReference,
    bool RawAiOutput,
    bool SoftwareVersion,
    bool Operator,
    int SignedOpinions,
    bool FinalDiagnosis,
    bool ConsentAsked,
    bool Consent);

/// <summary>Facts of R17-3.5c: a case and what went to whom.</summary>
/// <param name="ConcludedOn">Null: not concluded yet.</param>
public sealed record TimelyReportFacts(DateOnly? ConcludedOn, AiClass AiClass, IReadOnlyList<ReceiverFact> Receivers, IReadOnlyList<DeliveryFact> Deliveries);

/// <summary>An active receiver of cases.</summary>
public sealed record ReceiverFact(Guid Id, string Name, ReceiverKind Kind, ReportDuty Duty);

/// <summary>A message of the case.</summary>
/// <param name="DueOn">Last day, included; null where no clock runs.</param>
/// <param name="ReceivedOn">Day of the accepting receipt.</param>
public sealed record DeliveryFact(string Number, Guid ReceiverId, string Receiver, ReportState State, DateOnly? DueOn, DateOnly? ReceivedOn);
