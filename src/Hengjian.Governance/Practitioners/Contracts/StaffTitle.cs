namespace Hengjian.Governance.Practitioners.Contracts;

/// <summary>Titles of the three series (医师, 技师, 护士), each from low to high.</summary>
public enum StaffTitle
{
    /// <summary>住院医师.</summary>
    Resident,

    /// <summary>主治医师.</summary>
    Attending,

    /// <summary>副主任医师.</summary>
    AssociateChief,

    /// <summary>主任医师.</summary>
    Chief,

    /// <summary>技士.</summary>
    JuniorTechnician,

    /// <summary>技师.</summary>
    Technologist,

    /// <summary>主管技师.</summary>
    ChargeTechnologist,

    /// <summary>副主任技师.</summary>
    AssociateChiefTechnologist,

    /// <summary>主任技师.</summary>
    ChiefTechnologist,

    /// <summary>护士.</summary>
    JuniorNurse,

    /// <summary>护师.</summary>
    SeniorNurse,

    /// <summary>主管护师.</summary>
    ChargeNurse,

    /// <summary>副主任护师.</summary>
    AssociateChiefNurse,

    /// <summary>主任护师.</summary>
    ChiefNurse,
}

/// <summary>Which titles belong together.</summary>
public static class StaffTitles
{
    /// <summary>The series that a kind of professional has; others (药师, 工程师) have none of these.</summary>
    public static IReadOnlyList<StaffTitle> SeriesOf(PractitionerKind kind) => kind switch
    {
        PractitionerKind.Physician => [StaffTitle.Resident, StaffTitle.Attending, StaffTitle.AssociateChief, StaffTitle.Chief],
        PractitionerKind.Technician =>
        [
            StaffTitle.JuniorTechnician, StaffTitle.Technologist, StaffTitle.ChargeTechnologist, StaffTitle.AssociateChiefTechnologist, StaffTitle.ChiefTechnologist,
        ],
        PractitionerKind.Nurse => [StaffTitle.JuniorNurse, StaffTitle.SeniorNurse, StaffTitle.ChargeNurse, StaffTitle.AssociateChiefNurse, StaffTitle.ChiefNurse],
        _ => [],
    };

    /// <summary>The physician's title of this name; null for the other series.</summary>
    public static ProfessionalTitle? OfPhysician(StaffTitle title) => title <= StaffTitle.Chief ? (ProfessionalTitle)title : null;

    /// <summary>The title of this name in the physicians' series.</summary>
    public static StaffTitle Of(ProfessionalTitle title) => (StaffTitle)title;
}
