namespace Hengjian.Governance.Regulations;

/// <summary>Ids of the clauses that code names; the full list is what the pack R17 must hold.</summary>
public static class ClauseIds
{
    /// <summary>Scope of the specification.</summary>
    public const string Scope = "R17-0.1";

    /// <summary>AI embedded in an instrument.</summary>
    public const string Embedded = "R17-0.2";

    /// <summary>Practice licence and scope of a physician.</summary>
    public const string PracticeLicence = "R17-2.1.1";

    /// <summary>Five years in the specialty.</summary>
    public const string SpecialtyYears = "R17-2.1.2";

    /// <summary>Training at a designated base or a recognised route.</summary>
    public const string PhysicianTraining = "R17-2.1.3";

    /// <summary>Training of other health professionals.</summary>
    public const string OtherStaffTraining = "R17-2.2";

    /// <summary>Two or more eligible physicians decide.</summary>
    public const string TwoPhysicians = "R17-3.2a";

    /// <summary>The operator's five years.</summary>
    public const string Operator = "R17-3.2b";

    /// <summary>The clinician's final diagnosis.</summary>
    public const string FinalDiagnosis = "R17-3.3";

    /// <summary>Informed consent before an invasive step.</summary>
    public const string InformedConsent = "R17-3.4";

    /// <summary>Approved devices only.</summary>
    public const string ApprovedDevice = "R17-3.8.1a";

    /// <summary>Days ahead of which an expiry is reminded of.</summary>
    public const string ExpiryReminders = "HP-2.1";

    /// <summary>Escalation of work that stays undone.</summary>
    public const string Escalation = "HP-2.2";

    /// <summary>Provisional opinions and critical values.</summary>
    public const string Provisional = "HP-4.1";

    /// <summary>Steps out of a disagreement.</summary>
    public const string Disagreement = "HP-12.1";

    /// <summary>Gates that a deployment passes in order.</summary>
    public const string Gates = "HP-5.1";

    /// <summary>Site acceptance test.</summary>
    public const string AcceptanceTest = "HP-5.2";

    /// <summary>Filing after the first use.</summary>
    public const string Filing = "HP-5.3";

    /// <summary>By when the final diagnosis is made.</summary>
    public const string FinalDiagnosisTime = "HP-5.4";

    /// <summary>Failures of the AI and their codes.</summary>
    public const string AiFailures = "HP-5.5";

    /// <summary>New cases where readiness is lost.</summary>
    public const string UnreadyUse = "HP-5.6";

    /// <summary>How long acts from other systems wait.</summary>
    public const string ObservedActs = "HP-5.7";

    /// <summary>Attempts at examinations.</summary>
    public const string ExaminationAttempts = "HP-6.5";

    /// <summary>Examiners and marking.</summary>
    public const string Examiners = "HP-6.6";

    /// <summary>Authorisation for a technology and an act.</summary>
    public const string Authorisation = "HP-7.1";

    /// <summary>Decision of a committee.</summary>
    public const string CommitteeDecision = "HP-7.2";

    /// <summary>Review of policies.</summary>
    public const string PolicyReview = "HP-8.1";

    /// <summary>Clock of compliance findings.</summary>
    public const string Findings = "HP-8.2";

    /// <summary>Condition of trainees.</summary>
    public const string Trainee = "R17-4.1.1";

    /// <summary>Normal training.</summary>
    public const string NormalTraining = "R17-4.1.2";

    /// <summary>Training abroad.</summary>
    public const string OverseasTraining = "R17-4.1.3";

    /// <summary>Exemption from training.</summary>
    public const string Exemption = "R17-4.1.4";

    /// <summary>Training in the prescribed time.</summary>
    public const string TimelyTraining = "R17-4.2.2b";

    /// <summary>Examination and assessment after training.</summary>
    public const string Assessments = "R17-4.2.2c";

    /// <summary>Admission to training.</summary>
    public const string Admission = "HP-6.3";

    /// <summary>Training of other staff.</summary>
    public const string LighterTraining = "HP-6.4";

    /// <summary>Agreement on remote diagnosis.</summary>
    public const string RemoteAgreement = "HP-9.1";

    /// <summary>Times of adverse events.</summary>
    public const string EventTimes = "HP-11.1";

    /// <summary>Evidence before an adverse event is closed.</summary>
    public const string EventClosure = "HP-11.2";

    /// <summary>Complete retention of each case's record.</summary>
    public const string CompleteRecord = "R17-3.5b";

    /// <summary>Reports in time to every receiver.</summary>
    public const string TimelyReport = "R17-3.5c";

    /// <summary>Channels of reporting: retries, and how much a report says.</summary>
    public const string ReportingChannels = "HP-10.1";

    /// <summary>Register of data use.</summary>
    public const string DataUse = "HP-13.1";

    /// <summary>Retention of records.</summary>
    public const string Retention = "HP-13.3";

    /// <summary>Mandatory verification of equipment.</summary>
    public const string Verification = "HP-15.1";

    /// <summary>Quality testing of equipment.</summary>
    public const string QualityTesting = "HP-15.2";

    /// <summary>Preventive maintenance of equipment.</summary>
    public const string Maintenance = "HP-15.3";

    /// <summary>Classified management.</summary>
    public const string ClassifiedManagement = "HP-17.1";

    /// <summary>Fit with the institution.</summary>
    public const string InstitutionFit = "R17-1.1";

    /// <summary>Conditions of a clinical department.</summary>
    public const string ClinicalDepartment = "R17-1.2";

    /// <summary>Conditions of an imaging department.</summary>
    public const string ImagingDepartment = "R17-1.3";

    /// <summary>Conditions of a laboratory department.</summary>
    public const string LaboratoryDepartment = "R17-1.4";

    /// <summary>Staff of the department.</summary>
    public const string DepartmentStaff = "R17-1.5";

    /// <summary>Operating rules and guidelines.</summary>
    public const string OperatingRules = "R17-3.1a";

    /// <summary>Condition, other methods and cost are weighed.</summary>
    public const string Weighing = "R17-3.1b";

    /// <summary>Indications and contraindications.</summary>
    public const string Indication = "R17-3.1c";

    /// <summary>Review of an emergency override of the indication.</summary>
    public const string OverrideReview = "HP-2.3";

    /// <summary>Consent to the use of AI, where the house asks for it.</summary>
    public const string AiUseConsent = "HP-13.2";

    /// <summary>The scan of a consent that was signed on paper.</summary>
    public const string ConsentScan = "HP-13.4";

    /// <summary>A policy for monitoring and follow-up.</summary>
    public const string FollowUpPolicy = "R17-3.6a";

    /// <summary>Clocks of concerns.</summary>
    public const string ConcernClocks = "HP-18.1";

    /// <summary>Test of the channel for concerns.</summary>
    public const string ConcernChannelTest = "HP-18.2";

    /// <summary>Follow-ups done and recorded.</summary>
    public const string FollowUps = "R17-3.6b";

    /// <summary>Single use.</summary>
    public const string SingleUse = "R17-3.8.1b";

    /// <summary>Registers of use and equipment.</summary>
    public const string Registers = "R17-3.8.2";

    /// <summary>Grade and yearly cases of a training base, and who designates it.</summary>
    public const string BaseQualification = "R17-4.2.1a";

    /// <summary>Facilities of a training base.</summary>
    public const string BaseFacilities = "R17-4.2.1b";

    /// <summary>Supervising physicians.</summary>
    public const string BaseSupervisors = "R17-4.2.1c";

    /// <summary>Materials, syllabus and courses.</summary>
    public const string Syllabus = "R17-4.2.2a";

    /// <summary>A programme fits its base.</summary>
    public const string ProgrammeBase = "HP-6.1";

    /// <summary>Yearly re-check of a base.</summary>
    public const string BaseReview = "HP-6.2";

    /// <summary>Archive of training, examination and assessment.</summary>
    public const string TrainingArchive = "R17-4.2.2d";

    /// <summary>Outcome feedback that proposes re-training.</summary>
    public const string Retraining = "HP-6.7";

    /// <summary>AI literacy of everybody.</summary>
    public const string Literacy = "HP-6.8";

    /// <summary>Every clause of the 2017 specification, in its order.</summary>
    public static IReadOnlyList<string> R17 { get; } =
    [
        "R17-0.0", Scope, Embedded,
        InstitutionFit, ClinicalDepartment, ImagingDepartment, LaboratoryDepartment, DepartmentStaff,
        PracticeLicence, SpecialtyYears, PhysicianTraining, OtherStaffTraining,
        OperatingRules, Weighing, Indication, TwoPhysicians, Operator, FinalDiagnosis, InformedConsent,
        "R17-3.5a", CompleteRecord, TimelyReport, FollowUpPolicy, FollowUps, "R17-3.7",
        ApprovedDevice, SingleUse, Registers,
        Trainee, NormalTraining, OverseasTraining, Exemption,
        "R17-4.2.1a", "R17-4.2.1b", "R17-4.2.1c", "R17-4.2.2a", "R17-4.2.2b", "R17-4.2.2c", "R17-4.2.2d",
    ];
}
