using System.Collections.Frozen;
using static Hengjian.Governance.Access.Contracts.Permission;
using static Hengjian.Governance.Access.Contracts.Role;

namespace Hengjian.Governance.Access.Contracts;

/// <summary>The one place that says which role may do what. Pages, endpoints, the permission page and the cell-by-cell test read this table.</summary>
public static class PermissionMatrix
{
    /// <summary>Permissions of every signed-in person, whatever the role.</summary>
    private static readonly Permission[] Everyone = [OwnAccount, PermissionsRead, RulesRead];

    private static readonly FrozenDictionary<Role, FrozenSet<Permission>> Granted = new Dictionary<Role, Permission[]>
    {
        [GovernanceOfficer] =
        [
            AdverseEventsReport, AdverseEventsRead,
            CasesRead, CasesCancel, CasesReportAndClose, PatientsUnmask, InboxRead, RegistersRead, InstitutionsWrite, PractitionersWrite, TechnologiesWrite,
            PractitionersUnmask, TasksHandOver,
            DeploymentsWrite, DeploymentsSuspend, QualityRead, ReaderStudiesImport, LedgerRead, LedgerVerify, HistoryRead, EquipmentWrite, ConsumablesWrite, TraceRead,
            RecallsRead, RecallsFollowUp, AuthorisationsRequest, AuthorisationsWrite, AgreementsWrite, MotionsRead, MotionsWrite, PoliciesRead, PoliciesWrite, DataUseRead, DataUseWrite,
            FindingsRead, FindingsAnswer, FindingsClose, ExternalSystemsWrite, AiResultsUnlink, ObservedActsSubmit, ObservedActsAssign,
            ReportingRead, ReportingWrite, RetentionManage, FollowUpsRead, FollowUpPlansWrite,
            TrainingBasesRead, TrainingBasesWrite, TrainingProgrammesRead, TrainingProgrammesWrite, TrainingProgrammesApprove,
            EnrolmentsRead, TrainingEvidenceCheck,
            CertificatesRead, CertificatesRevoke, TrainingArchivesRead, LiteracyRead,
        ],
        [CommitteeMember] = [RegistersRead, QualityRead, HistoryRead, MotionsRead, MotionsVote, PoliciesRead],
        [Physician] =
        [
            IndicationsOverride,
            AdverseEventsReport,
            CasesRead, CasesConfirmIndication, OpinionsSign, AiResultsUnlink, DisagreementsResolve, ReferencesRecord, ConsentsRecord, PatientsUnmask, RegistersRead, QualityRead,
            AuthorisationsRequest, PoliciesRead, FindingsRead, FindingsAnswer,
        ],
        [Clinician] =
        [
            IndicationsOverride,
            AdverseEventsReport,
            CasesRead, CasesConfirmIndication, ConsentsRecord, FinalDiagnosesSign, ReferencesRecord, PatientsUnmask, RegistersRead, AuthorisationsRequest, PoliciesRead,
            FindingsRead, FindingsAnswer,
        ],
        [Operator] =
        [
            AdverseEventsReport,
            CasesRead, CasesRegister, CasesConfirmIndication, CasesCancel, ConsentsRecord, AiResultsSubmit, AiResultsConfirm, AiResultsUnlink, DicomSubmit, InboxRead, InboxMatch,
            PatientsUnmask, RegistersRead, ConsumablesUse, AuthorisationsRequest, PoliciesRead, FindingsRead, FindingsAnswer, ObservedActsSubmit,
        ],
        [QualityOfficer] = [OverridesReview, AdverseEventsReport, AdverseEventsRead, AdverseEventsHandle, FindingsRead, FindingsAnswer, FindingsClose, CasesRead, ReferencesRecord, QualityRead, ReaderStudiesImport, RegistersRead, LedgerRead, HistoryRead, TraceRead, RecallsRead, RecallsFollowUp, PoliciesRead, DataUseRead, ReportingRead, FollowUpsRead],
        [FollowUpStaff] = [FollowUpsRead, FollowUpsRecord, AdverseEventsReport, FindingsRead, FindingsAnswer, CasesRead, ReferencesRecord, PatientsUnmask, RegistersRead, RecallsRead, RecallsFollowUp, PoliciesRead],
        [DepartmentHead] = [OverridesReview, AdverseEventsReport, FindingsRead, FindingsAnswer, CasesRead, CasesAssign, DisagreementsResolve, QualityRead, RegistersRead, AuthorisationsRequest, AuthorisationsReview, PoliciesRead],
        [DepartmentQualityMember] = [AdverseEventsReport, FindingsRead, FindingsAnswer, CasesRead, QualityRead, RegistersRead, PoliciesRead],
        [InformationOfficer] = [ExternalSystemsWrite, FindingsRead, FindingsAnswer, SystemStatusRead, RegistersRead, PoliciesRead, DataUseRead],
        [Finance] = [],
        [EthicsMember] = [RegistersRead, HistoryRead, MotionsRead, MotionsVote, PoliciesRead, DataUseRead],
        [Vendor] = [],
        [PatientRepresentative] = [],
        [Trainer] =
        [
            RegistersRead, TrainingBasesRead, TrainingBasesWrite, TrainingProgrammesRead, TrainingProgrammesWrite, TrainingProgrammesApprove,
            EnrolmentsRead, EnrolmentsApply, EnrolmentsWrite, TrainingSupervise, TrainingEvidenceCheck, FindingsRead, FindingsAnswer,
            CertificatesRead, CertificatesRevoke, TrainingArchivesRead, RetrainingRead, LiteracyRead,
            ExaminationsRead, QuestionsWrite, SittingsManage,
        ],
        [SupervisingPhysician] =
        [
            RegistersRead, TrainingBasesRead, TrainingProgrammesRead,
            EnrolmentsRead, TrainingSupervise, TrainingEvidenceCheck,
        ],
        [Trainee] =
        [
            EnrolmentsRead, EnrolmentsApply, TrainingAttend,
        ],
        [Examiner] = [TrainingBasesRead, TrainingProgrammesRead, ExaminationsRead, QuestionsWrite, ExaminationsMark],
        [Expert] = [],
        [ConcernHandler] = [ConcernsHandle],
        [DeviceKeeper] = [AdverseEventsReport, FindingsRead, FindingsAnswer, RegistersRead, EquipmentWrite, ConsumablesWrite, ConsumablesUse, TraceRead, RecallsRead, PoliciesRead],
        [Regulator] = [RegistersRead, InstitutionsWrite, RegionalReadingRead, QualityRead, ReportingOversee, TrainingBasesRead, TrainingBasesDesignate, CertificatesRead, CertificatesRevoke],
        [SystemAdministrator] = [SystemStatusRead],
        [SecurityAdministrator] = [UsersRead, UsersWrite, TokensManage],
        [AuditAdministrator] = [UsersRead, LedgerRead, LedgerVerify, AccessReportsRead, HistoryRead, DataUseRead, RetentionManage],
    }.ToFrozenDictionary(e => e.Key, e => e.Value.ToFrozenSet());

    /// <summary>All that a reader of another institution may do here under an agreement, of what the role gives.</summary>
    private static readonly Permission[] Remote = [CasesRead, OpinionsSign, FinalDiagnosesSign, PoliciesRead];

    /// <summary>Scopes of a device token and the one permission each gives. A device never signs and never reads back.</summary>
    private static readonly FrozenDictionary<string, Permission> DeviceScopes = new Dictionary<string, Permission>
    {
        ["ai-results"] = AiResultsSubmit,
        ["dicom"] = DicomSubmit,
        ["observed-acts"] = ObservedActsSubmit,
    }.ToFrozenDictionary();

    /// <summary>The scopes that a device token may carry.</summary>
    public static readonly IReadOnlyList<string> KnownDeviceScopes = ["ai-results", "dicom", "observed-acts"];

    public static bool Allows(IEnumerable<Role> roles, Permission permission) =>
        Everyone.Contains(permission) || roles.Any(r => Granted[r].Contains(permission));

    public static bool Allows(Role role, Permission permission) => Everyone.Contains(permission) || Granted[role].Contains(permission);

    /// <summary>The same for a person who acts here from another institution.</summary>
    public static bool AllowsRemote(IEnumerable<Role> roles, Permission permission) => Remote.Contains(permission) && roles.Any(r => Granted[r].Contains(permission));

    public static bool AllowsDevice(IEnumerable<string> scopes, Permission permission) =>
        scopes.Any(s => DeviceScopes.TryGetValue(s, out var granted) && granted == permission);
}
