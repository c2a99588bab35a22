namespace Hengjian.Governance.Cases.Contracts;

/// <summary>What a practitioner does on a case, as eligibility is asked for.</summary>
public enum PractitionerAct
{
    Operate,
    Opinion,
    FinalDiagnosis,
}
