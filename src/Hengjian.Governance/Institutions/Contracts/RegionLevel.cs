namespace Hengjian.Governance.Institutions.Contracts;

/// <summary>Level of the authority that a region is; its regulators act at this level and at no higher one (practice.md 16).</summary>
public enum RegionLevel
{
    /// <summary>省级: alone designates training bases.</summary>
    Province,

    /// <summary>市级.</summary>
    City,

    /// <summary>区县级.</summary>
    District,
}
