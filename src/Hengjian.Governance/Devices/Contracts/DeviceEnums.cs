namespace Hengjian.Governance.Devices.Contracts;

public enum EquipmentKind
{
    /// <summary>Acquires the data that an AI needs: a scanner, a microscope, a recorder.</summary>
    Acquisition,

    /// <summary>Servers, workstations, displays.</summary>
    ComputerHardware,

    /// <summary>Picture archive and its platform (R17-1.3).</summary>
    Pacs,

    Other,
}

/// <summary>What an acquiring device delivers.</summary>
public enum AcquiredData
{
    Ct,
    Mr,
    Radiography,
    Mammography,
    Ultrasound,
    NuclearMedicine,
    Endoscopy,
    WholeSlide,
    Microscopy,
    PhysiologicalSignals,
    Other,
}

/// <summary>The three that practice.md 15 tells apart.</summary>
public enum UpkeepKind
{
    /// <summary>强制检定: mandatory verification (HP-15.1).</summary>
    Verification,

    /// <summary>校准与质控检测: calibration and quality testing (HP-15.2).</summary>
    QualityTesting,

    /// <summary>预防性维护: preventive maintenance (HP-15.3).</summary>
    Maintenance,
}

public enum UpkeepResult
{
    Passed,

    /// <summary>Passed with limits that the record names.</summary>
    PassedWithLimits,

    Failed,
}

/// <summary>Where one of the three stands on a day.</summary>
public enum UpkeepState
{
    NotApplicable,

    /// <summary>Done, passed, and its due day is not over.</summary>
    InTime,

    /// <summary>The due day is over.</summary>
    Overdue,

    /// <summary>The last one was failed.</summary>
    Failed,

    /// <summary>No record of any.</summary>
    Never,
}

/// <summary>A certificate or filing of a device, as its register keeps it.</summary>
/// <param name="Number">Number of a registration certificate, or of a filing (class I).</param>
/// <param name="Filing">A filing (备案), whose number has no checked form.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day, included; null: no end (a filing).</param>
/// <param name="WithdrawnOn">Withdrawn by the regulator from this day on.</param>
/// <param name="RecalledOn">The product is recalled from this day on.</param>
public sealed record DeviceCertificate(string Number, bool Filing, DateOnly ValidFrom, DateOnly? ValidTo, DateOnly? WithdrawnOn = null, DateOnly? RecalledOn = null);
