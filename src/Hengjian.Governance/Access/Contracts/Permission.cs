namespace Hengjian.Governance.Access.Contracts;

/// <summary>What an endpoint or page asks for. Each is granted to roles in <see cref="PermissionMatrix"/> alone.</summary>
public enum Permission
{
    /// <summary>The caller's own session, profile, language, two-factor settings and the pages every signed-in person has.</summary>
    OwnAccount,

    CasesRead,
    CasesRegister,
    CasesConfirmIndication,
    IndicationsOverride,
    OverridesReview,
    CasesCancel,
    CasesAssign,
    CasesReportAndClose,
    ConsentsRecord,
    AiResultsSubmit,
    AiResultsConfirm,
    AiResultsUnlink,
    OpinionsSign,
    DisagreementsResolve,
    FinalDiagnosesSign,
    ReferencesRecord,
    PatientsUnmask,

    DicomSubmit,
    InboxRead,
    InboxMatch,

    RegistersRead,
    InstitutionsWrite,
    PractitionersWrite,
    PractitionersUnmask,
    TasksHandOver,
    TechnologiesWrite,
    DeploymentsWrite,
    DeploymentsSuspend,
    HistoryRead,

    EquipmentWrite,
    ConsumablesWrite,
    ConsumablesUse,
    TraceRead,

    RecallsRead,
    RecallsFollowUp,

    ConcernsHandle,
    FollowUpsRead,
    FollowUpsRecord,
    FollowUpPlansWrite,

    AdverseEventsReport,
    AdverseEventsRead,
    AdverseEventsHandle,

    AuthorisationsRequest,
    AuthorisationsReview,
    AuthorisationsWrite,
    AgreementsWrite,
    RegionalReadingRead,
    MotionsRead,
    MotionsWrite,
    MotionsVote,

    /// <summary>Certificates that the institution's training bases gave, and those of its own people; the regulator those of the region.</summary>
    CertificatesRead,

    /// <summary>Asking for a revocation and deciding it as the second person; the regulator revokes alone.</summary>
    CertificatesRevoke,

    /// <summary>Proposals of re-training, once their private days are over or the physician has shared them.</summary>
    RetrainingRead,

    /// <summary>Shares of departments in AI literacy.</summary>
    LiteracyRead,

    /// <summary>Training archives of other people than oneself.</summary>
    TrainingArchivesRead,

    PoliciesRead,
    PoliciesWrite,
    DataUseRead,
    DataUseWrite,
    ReportingRead,
    ReportingWrite,

    /// <summary>How the institutions of the region stand with their reports.</summary>
    ReportingOversee,
    RetentionManage,

    ObservedActsSubmit,
    ObservedActsAssign,
    ExternalSystemsWrite,

    TrainingBasesRead,
    TrainingBasesWrite,

    /// <summary>Designation, suspension and re-check of bases: a region's alone.</summary>
    TrainingBasesDesignate,
    TrainingProgrammesRead,
    TrainingProgrammesWrite,
    TrainingProgrammesApprove,

    FindingsRead,
    FindingsAnswer,
    FindingsClose,

    /// <summary>The question bank, papers and checklists with their right answers, and the sittings within one's reach.</summary>
    ExaminationsRead,
    QuestionsWrite,
    SittingsManage,
    ExaminationsMark,

    QualityRead,
    ReaderStudiesImport,

    /// <summary>Enrolments, each own part: a trainee the own, a supervisor those supervised, the others all.</summary>
    EnrolmentsRead,
    EnrolmentsApply,
    EnrolmentsWrite,

    /// <summary>Signing in at sessions, reading materials, logging cases, for the own enrolment.</summary>
    TrainingAttend,

    /// <summary>Opening sessions, and signing what trainees have done.</summary>
    TrainingSupervise,

    /// <summary>Comparing the evidence of the overseas route and the exemption with the papers, as the second person.</summary>
    TrainingEvidenceCheck,

    LedgerRead,
    LedgerVerify,
    AccessReportsRead,
    UsersRead,
    UsersWrite,
    TokensManage,
    SystemStatusRead,
    PermissionsRead,
    RulesRead,
}
