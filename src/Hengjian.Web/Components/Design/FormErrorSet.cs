namespace Hengjian.Web.Components.Design;

/// <summary>The errors of the form around a field; cascaded by <see cref="PostForm"/>.</summary>
public sealed class FormErrorSet(IReadOnlyList<FieldError> errors)
{
    public static readonly FormErrorSet None = new([]);

    public IReadOnlyList<FieldError> All { get; } = errors;

    /// <summary>The messages for a field, joined; null when it has none.</summary>
    public string? For(string field)
    {
        var messages = All.Where(e => e.Field == field).Select(e => e.Message).ToList();
        return messages.Count == 0 ? null : string.Join(' ', messages);
    }
}
