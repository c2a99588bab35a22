namespace Hengjian.Governance.Cases.Contracts;

/// <summary>What can happen to a case; see the state table.</summary>
public enum CaseEvent
{
    ConfirmIndication,
    RequestIndicationOverride,
    SignIndicationOverride,
    RecordConsent,
    WithdrawConsent,
    StartProcedure,
    ReceiveAiResult,
    ConfirmAcquisition,
    ReportAiFailure,

    /// <summary>A result turns out to be another patient's.</summary>
    UnlinkAiResult,
    GiveOpinionBeforeAi,
    GiveOpinion,
    SaveDraft,
    ReportCriticalValue,
    AssignReaders,
    Resolve,
    SignFinalDiagnosis,
    AddReference,
    Report,
    Close,
    Reopen,
    Cancel,
}
