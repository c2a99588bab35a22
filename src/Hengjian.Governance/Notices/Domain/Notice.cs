using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Notices.Domain;

/// <summary>What a role is told of.</summary>
[OutsideLedger("tells of what the registers say; nothing is decided from it")]
internal sealed class Notice : ITenantRow
{
    public Guid InstitutionId { get; set; }

    public Guid Id { get; set; }

    public string Kind { get; set; } = "";

    public Guid SubjectId { get; set; }

    public string Title { get; set; } = "";

    public string Path { get; set; } = "";

    public Role Owner { get; set; }

    public Guid? DepartmentId { get; set; }

    public DateOnly? DueOn { get; set; }

    public int? DaysAhead { get; set; }

    public DateTimeOffset RaisedAt { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>Users who marked it as seen.</summary>
    public IReadOnlyList<Guid> SeenBy { get; set; } = [];

    public string UniqueKey { get; set; } = "";
}
