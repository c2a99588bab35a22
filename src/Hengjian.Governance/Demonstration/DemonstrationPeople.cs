using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Practitioners.Contracts;
using static Hengjian.Governance.Access.Contracts.Role;

namespace Hengjian.Governance.Demonstration;

/// <summary>A person of the demonstration: user, name, roles, and for health professionals what their record says.</summary>
internal sealed record DemonstrationPerson(string User, string Name, Role[] Roles, DemonstrationRecord? Record = null);

/// <summary>What a practitioner's record is made from. Years are counted back from the start of the demonstration.</summary>
internal sealed record DemonstrationRecord(
    string Department, PractitionerKind Kind, ProfessionalTitle? Title, string Scope, string Specialty, double Years, bool Trained);

internal static class DemonstrationPeople
{
    public const string Radiology = "放射科";
    public const string Respiratory = "呼吸与危重症医学科";
    public const string ImagingSpecialty = "医学影像";
    public const string ImagingScope = "医学影像和放射治疗专业";
    public const string MedicineScope = "内科专业";
    public const string MedicineSpecialty = "呼吸内科";

    public static readonly IReadOnlyList<DemonstrationPerson> Hospital =
    [
        new("officer", "顾清和", [GovernanceOfficer]),
        new("radiologist1", "韩知行", [Physician], Radiologist(ProfessionalTitle.AssociateChief, 14)),
        new("radiologist2", "周予安", [Physician], Radiologist(ProfessionalTitle.Attending, 9)),
        new("radiologist3", "许明澈", [Physician], Radiologist(ProfessionalTitle.Attending, 7)),
        new("junior", "沈小禾", [Physician], Radiologist(ProfessionalTitle.Resident, 3)),
        new("clinician", "方若水", [Clinician], new(Respiratory, PractitionerKind.Physician, ProfessionalTitle.AssociateChief, MedicineScope, MedicineSpecialty, 12, Trained: false)),
        new("technician", "何以宁", [Operator], new(Radiology, PractitionerKind.Technician, null, ImagingScope, ImagingSpecialty, 8, Trained: true)),
        new("quality", "林知夏", [QualityOfficer]),
        new("followup", "苏念慈", [FollowUpStaff]),
        new("trainer", "梁思源", [Trainer]),
        new("supervisor", "秦朗", [SupervisingPhysician], Radiologist(ProfessionalTitle.Chief, 22)),
        new("trainee1", "陆青禾", [Trainee], new(Radiology, PractitionerKind.Physician, ProfessionalTitle.Attending, ImagingScope, ImagingSpecialty, 6, Trained: false)),
        new("examiner", "叶舟", [Examiner]),
        new("examiner2", "罗致和", [Examiner]),
        new("examiner3", "许知远", [Examiner]),
        new("committee1", "贺长风", [CommitteeMember]),
        new("committee2", "温如玉", [CommitteeMember]),
        new("committee3", "程立雪", [CommitteeMember]),
        new("ethics1", "孟怀德", [EthicsMember]),
        new("ethics2", "闻人静", [EthicsMember]),
        new("ethics3", "宋诚", [EthicsMember]),
        new("head", "聂望舒", [DepartmentHead], Radiologist(ProfessionalTitle.Chief, 25)),
        new("concerns", "严守正", [ConcernHandler]),
        new("devicekeeper", "石磊", [DeviceKeeper]),
        new("expert1", "专家甲", [Expert]),
        new("expert2", "专家乙", [Expert]),
        new("expert3", "专家丙", [Expert]),
        new("expert4", "专家丁", [Expert]),
        new("expert5", "专家戊", [Expert]),
        new("sysadmin", "系统管理员", [SystemAdministrator]),
        new("secadmin", "安全管理员", [SecurityAdministrator]),
        new("auditadmin", "审计管理员", [AuditAdministrator]),
    ];

    public static readonly DemonstrationPerson RegulatorOfRegion = new("regulator", "监管员", [Regulator]);

    private static DemonstrationRecord Radiologist(ProfessionalTitle title, double years) =>
        new(Radiology, PractitionerKind.Physician, title, ImagingScope, ImagingSpecialty, years, Trained: true);
}
