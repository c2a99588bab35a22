using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Institutions.Domain;

public enum InstitutionKind
{
    Hospital,

    /// <summary>A region that supervises hospitals; it is an institution too (decisions.md 1).</summary>
    Region,
}

/// <summary>医疗机构. Its own tenant: <see cref="ITenantRow.InstitutionId"/> equals its id.</summary>
[KeepsHistory]
internal sealed class Institution : GovernedRow
{
    public InstitutionKind Kind { get; set; }

    /// <summary>Level of a region; null for a hospital. Given when the region is founded: nobody raises the own level.</summary>
    public RegionLevel? RegionLevel { get; set; }

    public string Name { get; set; } = "";

    /// <summary>统一社会信用代码, normalised to upper case.</summary>
    public string UnifiedSocialCreditCode { get; set; } = "";

    /// <summary>一级, 二级, 三级 or 未定级.</summary>
    public string Level { get; set; } = "";

    /// <summary>甲等, 乙等, 丙等 or 未定等.</summary>
    public string Grade { get; set; } = "";

    /// <summary>医疗机构执业许可证登记号; null: not recorded.</summary>
    public string? LicenceNumber { get; set; }

    /// <summary>Last day of the practice licence, included; null: not recorded.</summary>
    public DateOnly? LicenceTo { get; set; }

    /// <summary>Registered subjects of diagnosis and treatment (诊疗科目).</summary>
    public IReadOnlyList<RegisteredSubject> Subjects { get; set; } = [];

    /// <summary>Yearly figures.</summary>
    public IReadOnlyList<ServiceVolume> Volumes { get; set; } = [];

    /// <summary>Image management system with its platform; null: none recorded.</summary>
    public ImagePlatform? Pacs { get; set; }

    /// <summary>Everything in it is synthetic, and every page says so.</summary>
    public bool IsDemonstration { get; set; }

    /// <summary>Field → reason, where a weak rule about an identifier was overridden.</summary>
    public IReadOnlyDictionary<string, string> Overrides { get; set; } = new Dictionary<string, string>();

    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>科室.</summary>
[KeepsHistory]
internal sealed class Department : GovernedRow
{
    public string Name { get; set; } = "";

    public DepartmentKind Kind { get; set; }

    public string? Code { get; set; }

    /// <summary>Subjects of the institution's licence that the department practises.</summary>
    public IReadOnlyList<RegisteredSubject> Subjects { get; set; } = [];

    /// <summary>Computer hardware, as far as it is not in the equipment register.</summary>
    public IReadOnlyList<HardwareItem> Hardware { get; set; } = [];
}
