namespace Hengjian.Governance.Persistence.Writing;

/// <summary>
/// What acts of one group commit have read, for the acts after them. The group's transaction holds the database's write lock, so a row can only change by an act of the
/// group itself, and then everything read from its kind is forgotten.
/// </summary>
internal sealed class GroupMemory
{
    private readonly Dictionary<(Guid Institution, Guid Id), object> _values = [];
    private readonly HashSet<Type> _kinds = [];

    public T? Find<T>(Guid institution, Guid id)
        where T : class => _values.GetValueOrDefault((institution, id)) as T;

    /// <summary>Remembers a value that was read from rows of these kinds.</summary>
    public void Keep(Guid institution, Guid id, object value, params ReadOnlySpan<Type> kinds)
    {
        _values[(institution, id)] = value;
        foreach (var kind in kinds)
        {
            _kinds.Add(kind);
        }
    }

    /// <summary>Rows of these kinds were changed.</summary>
    internal void Forget(IEnumerable<Type> kinds)
    {
        if (_kinds.Count > 0 && kinds.Any(_kinds.Contains))
        {
            _values.Clear();
            _kinds.Clear();
        }
    }
}
