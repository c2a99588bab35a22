namespace Hengjian.Governance.Institutions.Contracts;

/// <summary>Kind of department by the clauses on departments (R17-1.2 to 1.4).</summary>
public enum DepartmentKind
{
    Clinical,
    Imaging,
    Laboratory,
    Other,
}
