namespace Hengjian.Governance.Kernel;

/// <summary>A page of a list: the items and how many there are in all.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, int Total);

/// <summary>Which page of a list: 1-based page number and size.</summary>
public sealed record PageRequest(int Number = 1, int Size = 20)
{
    public int Skip => (Number - 1) * Size;
}

/// <summary>Answer to a registration: the new row's id.</summary>
public sealed record Created(Guid Id);

/// <summary>Answer to a change: the row's id and its new version, the ETag.</summary>
public sealed record Changed(Guid Id, long Version);
